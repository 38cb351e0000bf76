import { readdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { signedIn } from '../domains/operators/testing.ts';
import { testApp } from './testing/app.ts';

const app = await testApp();
const { cookie } = await signedIn(app.ctx);

/** A picture with something to see in every corner, so that it can be told which way it stands. */
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2e7d32' } }).composite([
    {
      input: { create: { width: width >> 1, height: height >> 1, channels: 3, background: '#ef6c00' } },
      left: 0,
      top: 0,
    },
  ]);

async function put(bytes: Buffer) {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'photo.jpg');
  const answer = await fetch(`${app.running.address}/api/admin/files`, {
    method: 'POST',
    headers: { cookie },
    body: form,
  });
  const body: { url: string; bytes: number; error?: { code: string; message: string } } = JSON.parse(
    await answer.text(),
  );
  return { status: answer.status, ...body };
}

async function get(address: string) {
  const answer = await fetch(`${app.running.address}${address}`);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('a picture that is uploaded', () => {
  it('is kept upright and without what the camera wrote beside it', async () => {
    const exif = { IFD3: { GPSLatitude: '31/1 13/1 0/1', GPSLatitudeRef: 'N' }, IFD0: { Make: 'Phone' } };
    const photo = await drawn(800, 400).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { url } = await put(photo);
    const kept = sharp((await get(url)).bytes);
    const found = await kept.metadata();
    expect([found.format, found.width, found.height]).toEqual(['jpeg', 400, 800]);
    expect([found.exif, found.xmp, found.orientation]).toEqual([undefined, undefined, undefined]);
    // Turned by a quarter to the right: what was above on the left is above on the right.
    const [red = 0, green = 0] = await kept.extract({ left: 350, top: 20, width: 4, height: 4 }).raw().toBuffer();
    expect(red).toBeGreaterThan(green);
  });

  it('stays as it came, byte for byte, where there is nothing to take away', async () => {
    const plain = await drawn(600, 600).webp().toBuffer();
    const { url } = await put(plain);
    expect((await get(url)).bytes.equals(plain)).toBe(true);
  });

  it('becomes no longer than anybody looks at it', async () => {
    const { url } = await put(await drawn(3000, 1000).jpeg().toBuffer());
    const { width, height } = await sharp((await get(url)).bytes).metadata();
    expect([width, height]).toEqual([2400, 800]);
  });

  it('is refused with a reason where it is broken, no picture, or of too many dots', async () => {
    const photo = await drawn(900, 900).jpeg().toBuffer();
    const cut = [photo, await drawn(900, 900).png().toBuffer(), await drawn(900, 900).webp().toBuffer()];
    for (const whole of cut)
      expect(await put(whole.subarray(0, whole.length >> 1))).toMatchObject({
        status: 400,
        error: { code: 'platform.picture_broken' },
      });
    expect((await put(Buffer.from('<svg/>'))).error?.code).toBe('platform.not_an_image');
    const huge = await sharp({ create: { width: 8000, height: 6000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await put(huge)).toMatchObject({
      status: 413,
      error: { code: 'platform.picture_too_large', message: expect.stringContaining('8000×6000') },
    });
  });
});

describe('a size of a picture', () => {
  it('is drawn as webp when it is first asked for, once, and cached for ever', async () => {
    const { url } = await put(await drawn(1200, 900).jpeg({ quality: 95 }).toBuffer());
    const sized = url.replace('.jpg', '.480.webp');
    const answers = await Promise.all(Array.from({ length: 20 }, async () => get(sized)));
    for (const { status, headers, bytes } of answers) {
      expect([status, headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(bytes.equals(answers[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    }
    const found = await sharp(answers[0]?.bytes).metadata();
    expect([found.format, found.width, found.height]).toEqual(['webp', 480, 360]);
    const beside = await readdir(path.join(app.ctx.files.folder, path.dirname(url).slice('/files/'.length)));
    expect(beside.filter((file) => file.includes('tmp'))).toEqual([]);
  });

  it('is never wider than the picture, and keeps what is transparent', async () => {
    const glass = { create: { width: 300, height: 300, channels: 4, background: '#00000000' } } as const;
    const { url } = await put(await sharp(glass).png().toBuffer());
    const { width, hasAlpha } = await sharp((await get(url.replace('.png', '.960.webp'))).bytes).metadata();
    expect([width, hasAlpha]).toEqual([300, true]);
  });

  it('is there for pictures alone, in the widths we draw', async () => {
    const { url } = await put(await drawn(500, 500).webp().toBuffer());
    const whole = url.replace('.webp', '');
    expect((await get(`${whole}.240.webp`)).status).toBe(200);
    for (const none of [`${whole}.241.webp`, `${whole}.9600.webp`, `/files/00/${'0'.repeat(32)}.240.webp`])
      expect((await get(none)).status).toBe(404);
  });
});
