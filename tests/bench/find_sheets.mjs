// Looks for the sheet in raw pictures with the UI's own code: paths of [width, height, RGBA…] files in, JSON out.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const web = join(dirname(fileURLToPath(import.meta.url)), '../../service/web')
const vite = createRequire(join(web, 'package.json')).resolve('vite')
const { createServer } = await import(pathToFileURL(vite).href)
const server = await createServer({ root: web, logLevel: 'error', server: { middlewareMode: true, watch: null, ws: false, hmr: false }, appType: 'custom', optimizeDeps: { noDiscovery: true } })
try {
  const { findSheet } = await server.ssrLoadModule('/src/camera/findSheet.ts')
  const found = process.argv.slice(2).map((path) => {
    const bytes = readFileSync(path)
    const picture = { width: bytes.readUInt32LE(0), height: bytes.readUInt32LE(4), pixels: new Uint8ClampedArray(bytes.subarray(8)) }
    const began = performance.now()
    const sheet = findSheet(picture)
    return { ...sheet, seconds: (performance.now() - began) / 1000 }
  })
  console.log(JSON.stringify(found))
} finally {
  await server.close()
}
