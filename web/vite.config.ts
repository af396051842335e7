import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * Everything is served from our own origin: no font, script or picture comes from elsewhere, and nothing is inlined
 * as `data:`, so that the pages run under `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'`.
 * (The inline styles are antd's, made while the page runs; scripts are never inline.)
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    target: 'es2022',
    // The page of a one-time link is one of its own, without a session and a menu.
    rollupOptions: {
      input: ['index.html', 'agency.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
    // The diagram viewer is large and comes only with the pages that draw.
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: false,
    proxy: { '/api': { target: process.env['API_ORIGIN'] ?? 'http://127.0.0.1:3000', changeOrigin: false } },
  },
});
