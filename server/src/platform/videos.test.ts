import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { signedIn } from '../domains/operators/testing.ts';
import { testApp } from './testing/app.ts';
import { tidyVideo } from './videos.ts';

const demo = readFileSync(path.join(import.meta.dirname, '../../../rehearsal/assets/videos/fruit-strawberry.mp4'));

const box = (kind: string, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, content]);
};
const bytesOf = (...numbers: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [n, number] of numbers.entries()) bytes.writeUInt32BE(number, n * 4);
  return bytes;
};

/** A film of so many seconds in this codec, with the place it was taken at, as a phone writes it. */
function film({ codec = 'avc1', seconds = 6 }: { codec?: string; seconds?: number } = {}): Buffer {
  const place = box('udta', box('\u00a9xyz', Buffer.from('+31.2304+121.4737/')));
  const table = (kind: string) => box('stsd', bytesOf(0, 1), box(kind, Buffer.alloc(78)));
  const track = (kind: string) =>
    box('trak', box('mdia', box('minf', box('stbl', table(kind)))), box('meta', Buffer.from('+31.2304')));
  const head = box('mvhd', bytesOf(0, 0, 0, 600, seconds * 600, 0, 0, 0));
  return Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    box('moov', head, track('mp4a'), track(codec), place),
    box('mdat', Buffer.from('the film itself')),
  ]);
}

const codeOf = (bytes: Buffer): unknown => {
  try {
    tidyVideo(bytes);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('a video', () => {
  it('is kept at full length, without the place it was taken at', () => {
    const before = film();
    const after = tidyVideo(before);
    expect([after.length, after.includes('31.2304'), before.includes('31.2304')]).toEqual([before.length, false, true]);
    expect(after.subarray(-15).toString()).toBe('the film itself');
    expect(tidyVideo(demo).length).toBe(demo.length);
  });

  it.each([
    ['not_a_video', Buffer.from('no film at all')],
    ['not_a_video', Buffer.concat([box('ftyp'), box('moov', box('mvhd', Buffer.alloc(32))), box('mdat')])],
    ['video_codec', film({ codec: 'hvc1' })],
    ['video_codec', film({ codec: 'av01' })],
    ['video_too_long', film({ seconds: 181 })],
    ['video_broken', film().subarray(0, -3)],
    ['video_broken', demo.subarray(0, demo.length >> 1)],
    ['video_broken', box('ftyp')],
    ['video_broken', Buffer.concat([box('ftyp'), Buffer.alloc(20)])],
  ])('is refused with a reason: %s', (code, bytes) => {
    expect(codeOf(bytes)).toBe(`platform.${code}`);
  });
});

describe('a video of a product', () => {
  it('is uploaded, shown with the product, and answered in parts as players ask for them', async () => {
    const app = await testApp();
    const { cookie } = await signedIn(app.ctx);
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(demo)], { type: 'video/mp4' }), 'strawberry.mp4');
    const sent = await fetch(`${app.running.address}/api/admin/videos`, {
      method: 'POST',
      headers: { cookie },
      body: form,
    });
    const { url }: { url: string } = JSON.parse(await sent.text());
    expect([sent.status, url.endsWith('.mp4')]).toEqual([200, true]);

    const category = (await app.call('POST /api/admin/categories', { cookie, body: { name: '水果' } })).body;
    const body = {
      name: '草莓',
      categoryId: category.id,
      images: ['/files/a.webp'],
      video: url,
      skus: [{ values: [], price: 990 }],
      status: 'on_sale',
    };
    const { id } = (await app.call('POST /api/admin/products', { cookie, body })).body;
    expect((await app.call(`GET /api/shop/products/${id}`)).body.video).toBe(url);
    const without = await app.call(`PUT /api/admin/products/${id}`, { cookie, body: { ...body, video: null } });
    expect(without.body.video).toBeNull();

    const part = await fetch(`${app.running.address}${url}`, { headers: { range: 'bytes=100-199' } });
    expect([part.status, part.headers.get('content-type'), part.headers.get('content-range')]).toEqual([
      206,
      'video/mp4',
      `bytes 100-199/${demo.length}`,
    ]);
    expect(part.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await part.arrayBuffer()).length).toBe(100);
  });
});
