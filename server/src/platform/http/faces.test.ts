import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { compressBelow } from '../../../../scripts/compress.mjs';
import { testApp } from '../testing/app.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'huoshui-faces-'));
afterAll(() => rmSync(folder, { recursive: true }));
const script = 'export const words = "活水";\n'.repeat(500);
for (const [file, text] of [
  ['console/index.html', '<div id="root"></div>'],
  ['console/assets/index-B7UkwcMF.js', script],
  ['shop/index.html', `<div id="app"></div>${' '.repeat(2000)}`],
  ['shop/js/app.1f2e3d4c.js', script],
  ['shop/js/tiny.1f2e3d4d.js', 'tiny()'],
] as const) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
compressBelow(folder);

const app = await testApp({
  env: { CONSOLE_DIST: path.join(folder, 'console'), STOREFRONT_DIST: path.join(folder, 'shop') },
});

/** As it travels: `fetch` would unpack it. */
async function sent(file: string, encodings: string) {
  const { request } = await import('node:http');
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>((resolve, reject) => {
    const asked = request(`${app.running.address}${file}`, { headers: { 'accept-encoding': encodings } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

it.each(['/console/assets/index-B7UkwcMF.js', '/js/app.1f2e3d4c.js'])(
  'sends %s as the browser takes it best, once and for ever',
  async (file) => {
    const br = await sent(file, 'gzip, deflate, br');
    expect(br.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      vary: 'accept-encoding',
    });
    expect(br.bytes.length).toBeLessThan(script.length / 10);
    expect(brotliDecompressSync(br.bytes).toString()).toBe(script);
    const gz = await sent(file, 'gzip');
    expect([gz.headers['content-encoding'], gunzipSync(gz.bytes).toString() === script]).toEqual(['gzip', true]);
    const bare = await sent(file, 'identity');
    expect([bare.headers['content-encoding'], bare.bytes.toString() === script]).toEqual([undefined, true]);
    expect(bare.headers.vary).toBe('accept-encoding');
  },
);

it('sends what is too small to gain, and has pages asked for anew each time', async () => {
  const tiny = await sent('/js/tiny.1f2e3d4d.js', 'br');
  expect([tiny.headers['content-encoding'], tiny.bytes.toString()]).toEqual([undefined, 'tiny()']);
  for (const page of ['/', '/index.html', '/console', '/console/orders']) {
    const { status, headers } = await sent(page, 'br');
    expect([page, status, headers['cache-control']]).toEqual([page, 200, 'no-cache']);
  }
});

it('sends long answers of the API as gzip, and short ones as they are', async () => {
  const long = await sent('/docs/json', 'gzip, br');
  expect([long.headers['content-encoding'], long.headers.vary]).toEqual(['gzip', 'accept-encoding']);
  expect(JSON.parse(gunzipSync(long.bytes).toString()).openapi).toBe('3.1.0');
  expect((await sent('/docs/json', 'identity')).headers['content-encoding']).toBeUndefined();
  expect((await sent('/docs/json', 'gzip;q=0')).headers['content-encoding']).toBeUndefined();
  expect((await sent('/healthz', 'gzip')).headers['content-encoding']).toBeUndefined();
});
