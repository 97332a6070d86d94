import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { shell } from './shell.vite.ts'

export default defineConfig({
  plugins: [
    vue(),
    shell(),
    Components({ resolvers: [ElementPlusResolver({ importStyle: 'css' })], dts: 'src/components.d.ts', dirs: [] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': process.env.JIANQI_API ?? 'http://127.0.0.1:8000' } },
  build: { target: ['chrome100', 'edge100', 'firefox115', 'safari16'], chunkSizeWarningLimit: 900 },
  test: { environment: 'happy-dom' },
})
