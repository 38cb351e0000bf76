import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordsOf, type TestSandbox, testSandbox } from '../testing.ts';
import type { Json } from '../world/json.ts';
import { textOf } from '../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

async function code(body: Json) {
  return (await sandbox.mpWithToken('POST', '/wxa/getwxacodeunlimit', body)).body.errcode;
}

test('the image is a PNG that a scanner reads: it leads to the scan page with scene and page', async () => {
  const { appid, secret } = sandbox.app;
  const token = await sandbox.mp('POST', '/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
  const answer = await fetch(
    `${sandbox.url()}/mp/wxa/getwxacodeunlimit?access_token=${textOf(token.body, 'access_token')}`,
    {
      method: 'POST',
      body: JSON.stringify({ scene: 'c=aB3-x', page: 'catalog/pages/product', width: 430 }),
    },
  );
  expect(answer.headers.get('content-type')).toBe('image/png');
  const image = PNG.sync.read(Buffer.from(await answer.arrayBuffer()));
  expect(image.width).toBe(430);
  const read = new URL(jsqr(new Uint8ClampedArray(image.data), image.width, image.height)?.data ?? '');
  expect(read.origin).toBe('http://127.0.0.1:5180');
  expect(read.pathname).toBe('/sandbox/scan');
  expect(Object.fromEntries(read.searchParams)).toEqual({ scene: 'c=aB3-x', page: 'catalog/pages/product' });
  const recent = recordsOf((await sandbox.api('GET', '/codes')).body, 'codes');
  expect(recent[0]).toMatchObject({ scene: 'c=aB3-x', page: 'catalog/pages/product' });
});

test('scanning opens a new phone on the page with the scene', async () => {
  const answer = await fetch(`${sandbox.url()}/sandbox/scan?scene=c%3Da&page=pages%2Fx%2Fy`, { redirect: 'manual' });
  const target = new URL(answer.headers.get('location') ?? '', sandbox.url());
  expect(target.pathname).toBe('/sandbox/phone');
  expect(target.searchParams.get('page')).toBe('pages/x/y?scene=c%3Da');
});

test('scene and page follow the platform’s rules', async () => {
  expect(await code({ scene: '' })).toBe(40169);
  expect(await code({ scene: 'x'.repeat(33) })).toBe(40169);
  expect(await code({ scene: '优惠' })).toBe(40169);
  expect(await code({ scene: 'a%20b' })).toBe(40169);
  expect(await code({ scene: 'scancode_time=1' })).toBe(85096);
  expect(await code({ scene: 'a', page: '/home/pages/home' })).toBe(41030);
  expect(await code({ scene: 'a', page: 'home/pages/home?x=1' })).toBe(41030);
  expect(await code({ scene: 'a', page: 'home/pages/nowhere' })).toBe(41030);
  expect(await code({ scene: 'a', page: 'home/pages/nowhere', check_path: false })).toBeUndefined();
  expect(await code({ scene: 'a', env_version: 'beta' })).toBe(40097);
  expect(await code({ scene: 'a', width: 'wide' })).toBe(47001);
});
