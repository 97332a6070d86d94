import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const SOURCE = 'src/shell/sw.js'

/** Writes `sw.js` with the names of the app's own files: scripts, styles, icons, the offline page. */
export function shell(): Plugin {
  return {
    name: 'jianqi-shell',
    apply: 'build',
    generateBundle(_options, bundle) {
      const built = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))
      const still = readdirSync('public', { recursive: true, encoding: 'utf-8' }).filter((name) => /\.\w+$/.test(name))
      const version = createHash('sha256').update([SOURCE, 'index.html'].map((name) => readFileSync(name, 'utf-8')).join() + built.sort().join())
      for (const name of still.sort()) version.update(readFileSync(join('public', name)))
      const files = [...built, ...still].map((name) => `/${name}`)
      const source = readFileSync(SOURCE, 'utf-8')
        .replace('__SHELL__', JSON.stringify(files))
        .replace('__VERSION__', JSON.stringify(version.digest('hex').slice(0, 12)))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}
