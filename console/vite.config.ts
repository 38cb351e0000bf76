import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite` forwards the API to a server started by `npm start`; the build needs none. */
const server = 'http://127.0.0.1:5180';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    manifest: true,
    // The console, and the small page that staff have beside a chat in WeCom.
    rollupOptions: { input: ['index.html', 'sidebar.html'] },
  },
  server: { proxy: { '/api': server, '/files': server } },
});
