import { sql } from 'kysely';
import { beforeAll, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { WechatError } from '../../wechat/index.ts';
import { signedIn } from '../operators/testing.ts';
import { makeCodes } from './make.ts';
import { aCode } from './testing.ts';

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp({ sandbox: true });
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx, 'owner'));
});
const look = async (id: string) => (await app.call(`GET /api/admin/codes/${id}`, { cookie })).body;
const faults = async (change: object) =>
  fetch(`${app.config.sandboxUrl}/sandbox/api/faults`, { method: 'PUT', body: JSON.stringify(change) });

it('has WeChat draw a code and keeps its picture; links are made, and renewed before they end', async () => {
  const [code, url, short] = [
    await aCode(ctx),
    await aCode(ctx, { kind: 'url_link' }),
    await aCode(ctx, { kind: 'short_link' }),
  ];
  expect(code).toMatchObject({ making: 'waiting', picture: null });
  await app.settle();
  const made = await look(code.id);
  expect(made).toMatchObject({ making: 'ready', trouble: null });
  const picture = await fetch(`${app.running.address}${made.picture}`);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  const first = await look(url.id);
  expect(first.link).toMatch(/^https?:\/\//);
  expect((await look(short.id)).link).toMatch(/\/sandbox\/l\//);
  await app.advance(28 * DAY_MS, DAY_MS);
  const renewed = await look(url.id);
  expect(renewed.link).not.toBe(first.link);
  expect(Date.parse(renewed.linkEndsAt) - Date.parse(first.linkEndsAt)).toBeGreaterThan(26 * DAY_MS);
});

it('asks again later where WeChat has no time, and says why it refused for good', async () => {
  const busy = await aCode(ctx);
  await faults({ quota: '45009' });
  await app.settle();
  expect(await look(busy.id)).toMatchObject({ making: 'waiting', trouble: null });
  // A platform that knows no such page, as one where nothing was published yet.
  const { wechat } = app.running;
  const [mini] = wechat.apps;
  const wxacode = async () => {
    throw new WechatError('/wxa/getwxacodeunlimit', 41030, 'invalid page');
  };
  await sql`update codes.code set due_at = ${ctx.now()} where id = ${busy.id}`.execute(ctx.db);
  const accountCodes = async () => Promise.reject(new Error('none is asked for'));
  await makeCodes({ ...wechat, apps: [{ ...mini, wxacode }] }, accountCodes).run(ctx, alone);
  const refused = await look(busy.id);
  expect(refused).toMatchObject({ making: 'failed', trouble: { en: expect.stringContaining('not published') } });
  await faults({ quota: 'none' });
  await app.call(`POST /api/admin/codes/${busy.id}/making`, { cookie });
  await app.settle();
  expect(await look(busy.id)).toMatchObject({ making: 'ready', trouble: null });
});

it('is taken up by another where whoever asked WeChat died', async () => {
  const code = await aCode(ctx);
  await sql`update codes.code set due_at = ${new Date(ctx.now().getTime() + 60_000)}, tries = 1 where id = ${code.id}`.execute(
    ctx.db,
  );
  await app.advance(3 * 60_000);
  expect((await look(code.id)).making).toBe('ready');
});
