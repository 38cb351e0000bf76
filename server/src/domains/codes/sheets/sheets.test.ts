import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { createStore } from '../../stores/testing.ts';
import { aCode } from '../testing.ts';

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp({ sandbox: true });
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx, 'owner'));
});

const bytesOf = async (address: string, as = cookie) => {
  const answer = await fetch(`${app.running.address}${address}`, { headers: { cookie: as } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const sceneOn = (text: string | undefined) => new URL(text ?? 'http://none').searchParams.get('scene');

async function scanned(picture: Buffer) {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return sceneOn(jsqr(new Uint8ClampedArray(data), info.width, info.height)?.data);
}

/** The pictures of a PDF, as a reader of it draws them: dots of one byte or three, in lines that each say how they were filtered. */
async function picturesIn(pdf: Buffer): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let at = pdf.indexOf(IMAGE); at >= 0; at = pdf.indexOf(IMAGE, at + 1)) {
    const begin = pdf.indexOf('stream', at) + 'stream\n'.length;
    const head = pdf.subarray(pdf.lastIndexOf('obj', at), begin).toString('latin1');
    const number = (key: string) => Number(new RegExp(`/${key} (\\d+)`).exec(head)?.[1]);
    const lines = inflateSync(pdf.subarray(begin, begin + number('Length')));
    pictures.push(await unfiltered(lines, number('Width'), number('Height')));
  }
  return pictures;
}

const IMAGE = '/Subtype /Image';

async function unfiltered(lines: Buffer, width: number, height: number): Promise<Buffer> {
  const stride = lines.length / height;
  const colors = (stride - 1) / width;
  expect([1, 3]).toContain(colors);
  const dots = Buffer.alloc(width * height);
  let above = Buffer.alloc(stride - 1);
  for (let y = 0; y < height; y += 1) {
    const kind = lines[y * stride] ?? 0;
    const row = Buffer.from(lines.subarray(y * stride + 1, (y + 1) * stride));
    for (let x = 0; x < row.length; x += 1) {
      const [left, up, corner] = [row[x - colors] ?? 0, above[x] ?? 0, above[x - colors] ?? 0];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
      row[x] = ((row[x] ?? 0) + predicted) & 255;
    }
    for (let x = 0; x < width; x += 1) dots[y * width + x] = row[x * colors] ?? 0;
    above = row;
  }
  return sharp(dots, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

it('a sheet has every code that was asked for, each of which a scanner reads, and its words in Chinese', async () => {
  const codes = [];
  for (let n = 0; n < 14; n += 1)
    codes.push(
      await aCode(ctx, { name: `货架 第${n}层`, channel: '印刷', caption: n % 2 === 0 ? '扫码看产地' : null }),
    );
  const started = await app.call('POST /api/admin/code-sheets', { cookie, body: { layout: '3x4', channel: '印刷' } });
  // WeChat has made none of them yet: the sheet waits for it.
  expect(started.body).toMatchObject({ state: 'drawing', codes: 14, done: 0, files: 0 });
  await app.settle();
  await app.advance(10_000);
  const { body } = await app.call('GET /api/admin/code-sheets', { cookie });
  expect(body).toMatchObject({ total: 1, items: [{ state: 'ready', done: 14, files: 1, missing: 0 }] });
  const { bytes: pdf } = await bytesOf(`/api/admin/code-sheets/${started.body.id}/pages.pdf`);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  expect(pdf.toString('latin1')).toContain('NotoSansSC');
  const pictures = await picturesIn(pdf);
  const scenes = await Promise.all(pictures.map(scanned));
  expect(scenes.toSorted()).toEqual(codes.map(({ scene }) => scene).toSorted());
  expect(body.items[0].pages).toBe(2);
  for (const [page, place] of [
    [1, 0],
    [2, 12],
  ] as const) {
    const { bytes } = await bytesOf(`/api/admin/code-sheets/${started.body.id}/page.png?page=${page}`);
    const { width = 0, height = 0, density } = await sharp(bytes).metadata();
    expect([width, height, density]).toEqual([2480, 3508, 300]);
    const first = await sharp(bytes).extract({ left: 120, top: 120, width: 746, height: 818 }).png().toBuffer();
    expect(scenes[place]).toBe(await scanned(first));
  }
  expect((await bytesOf(`/api/admin/code-sheets/${started.body.id}/page.png?page=3`)).status).toBe(404);
  const tasks = await app.call('GET /api/admin/tasks', { cookie });
  expect(tasks.body.items[0]).toMatchObject({
    kind: 'code_sheet',
    state: 'done',
    done: 14,
    resultUrl: '/console/code-sheets',
  });
});

it('a single picture is read by a scanner, however small it is asked for; a clerk gets those of her stores', async () => {
  const store = await createStore(ctx);
  const code = await aCode(ctx, { store: store.id, caption: '扫码<领券>&更多' });
  const early = await bytesOf(`/api/admin/codes/${code.id}/picture.png`);
  expect(early.status).toBe(409);
  await app.settle();
  for (const width of [300, 1000, 2000]) {
    const { status, bytes } = await bytesOf(`/api/admin/codes/${code.id}/picture.png?width=${width}`);
    expect([status, (await sharp(bytes).metadata()).width]).toEqual([200, width]);
    expect(await scanned(bytes)).toBe(code.scene);
  }
  const other = await createStore(ctx, { name: '静安店' });
  const [hers, stranger] = [
    await signedIn(ctx, 'operator', '店员', [store.id]),
    await signedIn(ctx, 'operator', '别店', [other.id]),
  ];
  expect((await bytesOf(`/api/admin/codes/${code.id}/picture.png`, hers.cookie)).status).toBe(200);
  expect((await bytesOf(`/api/admin/codes/${code.id}/picture.png`, stranger.cookie)).status).toBe(404);
});

it('leaves out what WeChat did not make, says so, and has nothing where nothing can be printed', async () => {
  const [good, bad] = [await aCode(ctx, { channel: '半张' }), await aCode(ctx, { channel: '半张' })];
  await app.settle();
  await sql`update codes.code set picture = null, due_at = null where id = ${bad.id}`.execute(ctx.db);
  const body = { layout: '4x6', ids: [good.id, bad.id] };
  const { id } = (await app.call('POST /api/admin/code-sheets', { cookie, body })).body;
  await app.settle();
  const sheets = (await app.call('GET /api/admin/code-sheets', { cookie })).body.items;
  expect(sheets.find((one: { id: string }) => one.id === id)).toMatchObject({ state: 'ready', missing: 1, done: 2 });
  const link = await aCode(ctx, { kind: 'url_link' });
  const nothing = await app.call('POST /api/admin/code-sheets', { cookie, body: { layout: '1x1', ids: [link.id] } });
  expect(nothing.body.error.code).toBe('codes.nothing_to_print');
  expect((await bytesOf(`/api/admin/code-sheets/${id}/pages.pdf?file=2`)).status).toBe(404);
});

it('draws hundreds in parts', async () => {
  const picture = (await app.call(`GET /api/admin/codes?limit=1&channel=${encodeURIComponent('印刷')}`, { cookie }))
    .body.items[0].picture;
  await sql`
    insert into codes.code (id, scene, kind, place, name, channel, values, picture, created_at)
    select 'cod_many' || n, 'many' || n, 'mini_program', 'shelf', '大货架 ' || n, '很多', '{"caption": null}', ${picture}, ${ctx.now()}
    from generate_series(1, 500) n
  `.execute(ctx.db);
  const { id } = (await app.call('POST /api/admin/code-sheets', { cookie, body: { layout: '4x6', channel: '很多' } }))
    .body;
  await app.settle();
  const sheets = (await app.call('GET /api/admin/code-sheets', { cookie })).body.items;
  expect(sheets.find((one: { id: string }) => one.id === id)).toMatchObject({
    state: 'ready',
    codes: 500,
    done: 500,
    files: 3,
  });
  const sizes = await Promise.all(
    [1, 2, 3].map(async (file) => (await bytesOf(`/api/admin/code-sheets/${id}/pages.pdf?file=${file}`)).bytes.length),
  );
  for (const size of sizes) expect(size).toBeGreaterThan(1000);
});
