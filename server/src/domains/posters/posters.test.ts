import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LEAST_CODE, POSTER } from '@huoshui/contracts/poster-page';
import fc from 'fast-check';
import jsqr from 'jsqr';
import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { activitiesTest } from '../activities/testing.ts';
import { createProduct } from '../catalog/testing.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { drawPoster } from './draw-poster.ts';
import { PLAIN, type PosterValues } from './poster-form.ts';
import { posterValues } from './testing.ts';

const app = await testApp({ sandbox: true });
const { ctx } = app;
const { admin, live, page, join } = activitiesTest(app);
const gift = `coupon:${(await createCoupon(ctx, { name: '海报礼', channel: 'grant', perMember: 99 })).id}`;
const invite = async (values: object = {}) =>
  live('invite', { deed: 'registers', settleDays: 0, welcome: null, tiers: [{ at: 1, gift }], ...values });
const poster = async ({ token }: Pick<TestMember, 'token'>, entry: string) =>
  app.call(`POST /api/shop/activity-entries/${entry}/posters`, { token, body: {} });
const scan = async ({ token }: Pick<TestMember, 'token'>, scene: string) =>
  (await app.call('POST /api/shop/code-scans', { token, body: { scene } })).body;
const fileOf = async (address: string) => readFile(path.join(ctx.files.folder, address.replace(/^\/files\//, '')));

const faults = async (change: object) =>
  fetch(`${app.config.sandboxUrl}/sandbox/api/faults`, { method: 'PUT', body: JSON.stringify(change) });

/** What a phone reads of a picture: the scene of the code on it. */
async function sceneOn(picture: Buffer): Promise<string | null> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const read = jsqr(new Uint8ClampedArray(data), info.width, info.height)?.data;
  return read === undefined ? null : new URL(read).searchParams.get('scene');
}

describe('a poster', () => {
  it('carries a code of hers that opens her invitation on a friend’s phone, once made the same for ever', async () => {
    const { body: made } = await admin('POST /api/admin/posters', { values: posterValues('夏日邀请') });
    expect(made).toMatchObject({ state: 'live', made: 0, sentence: { zh: '纯色底，4 项内容' } });
    const id = await invite({ poster: made.id });
    const [her, friend] = [await createMember(ctx), await createMember(ctx)];
    const entry: string = (await join(her, id)).body.id;
    const drawn = await Promise.all([1, 2, 3].map(async () => poster(her, entry)));
    const addresses = new Set(drawn.map(({ body }) => body.picture));
    expect([drawn.map(({ status }) => status), addresses.size]).toEqual([[200, 200, 200], 1]);
    const [address = ''] = addresses;
    const scene = await sceneOn(await fileOf(address));
    expect(await scan(friend, scene ?? '')).toEqual({ outcome: 'opened', page: 'activity', id, entry });
    expect((await page(friend, id, entry)).friend).toMatchObject({ id: entry });
    // As it comes out of a photograph, encoded twice.
    expect(await scan(friend, encodeURIComponent(encodeURIComponent(`scene=${scene}`)))).toMatchObject({ entry });

    const changed = { values: posterValues('夏日邀请', { paper: 'green' }) };
    expect((await admin(`PUT /api/admin/posters/${made.id}`, changed)).status).toBe(200);
    const { body: again } = await poster(her, entry);
    expect(again.picture).not.toBe(address);
    expect(await sceneOn(await fileOf(again.picture))).toBe(scene);
    expect((await admin(`GET /api/admin/posters/${made.id}`)).body.made).toBe(1);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from posters.personal`.execute(ctx.db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is hers alone, and there only where friends are asked and while it runs', async () => {
    const id = await invite();
    const [her, other] = [await createMember(ctx), await createMember(ctx)];
    const entry: string = (await join(her, id)).body.id;
    expect((await poster(other, entry)).body.error.code).toBe('activities.no_such_entry');
    expect((await app.call(`POST /api/shop/activity-entries/${entry}/posters`, { body: {} })).status).toBe(401);
    const goal = await live('spending', { tiers: [{ at: 10_00, gift }] });
    const mine: string = (await join(her, goal)).body.id;
    if (mine) expect((await poster(her, mine)).body.error.code).toBe('activities.no_such_entry');
    expect((await poster(her, entry)).status).toBe(200);
    await admin(`POST /api/admin/activities/${id}/stop`, { because: '试' });
    expect((await poster(her, entry)).body.error.code).toBe('activities.over');
  });

  it('says at its place what cannot be drawn, and draws a sample of the rest', async () => {
    const product = await createProduct(ctx, {});
    const at = async (values: object) => {
      const { body } = await admin('POST /api/admin/posters', { values });
      return body.error?.details.problems.map((one: { at: string }) => one.at);
    };
    const [title, , code] = PLAIN.parts;
    if (!title || !code) throw new Error('no parts');
    expect(await at(posterValues('无码', { parts: [title] }))).toEqual(['parts']);
    expect(await at(posterValues('两码', { parts: [code, code] }))).toEqual(['parts.1.kind']);
    expect(await at(posterValues('太小', { parts: [{ ...code, width: LEAST_CODE - 1 }] }))).toEqual(['parts.0.width']);
    expect(await at(posterValues('出界', { parts: [{ ...code, x: 500 }] }))).toEqual(['parts.0.width']);
    expect(await at(posterValues('太低', { parts: [{ ...code, y: 1300 }] }))).toEqual(['parts.0.y']);
    expect(await at(posterValues('别处的图', { background: 'https://example.com/a.png' }))).toEqual(['background']);
    const withProduct = { ...code, kind: 'product' as const, product: product.id, x: 0, y: 0 };
    const { body } = await admin('POST /api/admin/poster-samples', {
      values: posterValues('', { parts: [withProduct, { ...title, text: '<b>& 好 {昵称}' }, code] }),
    });
    expect(body.error).toBeUndefined();
    expect(await sharp(await fileOf(body.picture)).metadata()).toMatchObject({ format: 'jpeg', ...POSTER });
  });

  it('is read by a phone wherever the code stands, whatever she is called', async () => {
    const id = await invite();
    const her = await createMember(ctx);
    const entry: string = (await join(her, id)).body.id;
    await poster(her, entry);
    const { rows } = await sql<{ code: string; scene: string }>`
      select code, scene from posters.personal where subject = ${`entry:${entry}`}
    `.execute(ctx.db);
    const [own] = rows;
    if (own === undefined) throw new Error('no code');
    const code = await fileOf(own.code);
    const layout = fc.record({
      width: fc.integer({ min: 240, max: 500 }),
      x: fc.integer({ min: 0, max: 250 }),
      y: fc.integer({ min: 0, max: 800 }),
      paper: fc.constantFrom<PosterValues['paper']>('red', 'white', 'black'),
      nickname: fc.string({ unit: 'grapheme', maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(layout, async ({ nickname, paper, ...place }) => {
        const parts = PLAIN.parts.flatMap((part) => (part.kind === 'code' ? [] : [part]));
        const [plain] = PLAIN.parts.filter(({ kind }) => kind === 'code');
        const values = { ...PLAIN, paper, parts: [...parts, ...(plain ? [{ ...plain, ...place }] : [])] };
        const hers = { nickname, activity: '活动', code };
        const picture = await drawPoster(values, hers, { folder: ctx.files.folder, products: new Map() });
        expect(await sceneOn(picture)).toBe(own.scene);
      }),
      { numRuns: 12 },
    );
  });

  it('waits where WeChat makes no code, and is made at the next try', async () => {
    const id = await invite();
    const her = await createMember(ctx);
    const entry: string = (await join(her, id)).body.id;
    await faults({ quota: '45009' });
    expect((await poster(her, entry)).body.error.code).toBe('posters.no_code');
    await faults({ quota: 'none' });
    expect((await poster(her, entry)).status).toBe(200);
    expect(await scan(her, 'zzzzzzzzzzzz')).toMatchObject({ outcome: 'unknown', page: 'home', entry: null });
  });
});
