import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { askedNow, reportOf } from './question.ts';

const app = await testApp();
const { ctx } = app;
let [ann, ben, viewer] = ['', '', ''];
beforeAll(async () => {
  ann = (await signedIn(ctx, 'operator', '安')).cookie;
  ben = (await signedIn(ctx, 'operator', '本')).cookie;
  viewer = (await signedIn(ctx, 'viewer')).cookie;
});

const week = { from: '2026-01-01', to: '2026-01-07' };
const call = async (cookie: string, route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body ? { body } : {}) });
const save = async (cookie: string, name: string, more: object = {}) =>
  (
    await call(cookie, 'POST /api/admin/questions', {
      name,
      report: 'analytics.overview',
      values: { range: week, asOf: null },
      address: '/?range=2026-01-01..2026-01-07',
      lastDays: 30,
      shared: false,
      ...more,
    })
  ).body;
const board = async (cookie: string, name: string, shared = false) =>
  (await call(cookie, 'POST /api/admin/dashboards', { name, shared })).body;
const names = async (cookie: string, list: string) =>
  (await call(cookie, `GET /api/admin/${list}`)).body.items.map(({ name }: { name: string }) => name);

describe('a saved question', () => {
  it('is hers until she shares it, and nobody else changes it', async () => {
    const { id, mine } = await save(ann, '安的概览');
    expect(mine).toBe(true);
    expect(await names(ben, 'questions')).not.toContain('安的概览');
    expect((await call(ben, `PATCH /api/admin/questions/${id}`, { name: '抢' })).body.error.code).toBe(
      'analytics.no_question',
    );
    await call(ann, `PATCH /api/admin/questions/${id}`, { shared: true });
    expect((await call(ben, 'GET /api/admin/questions?q=安的')).body).toMatchObject({
      total: 1,
      items: [{ id, mine: false, owner: '安', lastDays: 30 }],
    });
    expect((await call(ben, `PATCH /api/admin/questions/${id}`, { name: '抢' })).body.error.code).toBe(
      'analytics.not_yours',
    );
    expect((await call(ben, `DELETE /api/admin/questions/${id}`)).status).toBe(403);
    expect((await call(ann, `PATCH /api/admin/questions/${id}`, { lastDays: null })).body.lastDays).toBeNull();
    expect((await call(ann, `DELETE /api/admin/questions/${id}`)).status).toBe(200);
    expect(await names(ben, 'questions')).not.toContain('安的概览');
  });

  it('is refused where the report would not take it, and who may only look saves none', async () => {
    const wrong = await save(ann, '错', { values: { range: week, asOf: 'yesterday' } });
    expect(wrong.error.details.problems[0].at).toBe('asOf');
    expect((await save(ann, '无', { report: 'analytics.unheard' })).error.code).toBe('analytics.no_report');
    expect((await save(viewer, '看')).error.code).toBe('platform.forbidden');
  });

  it('asks of the last days, counted from the day on which it is asked', () => {
    const report = reportOf(() => app.running.domains.flatMap((domain) => domain.reports ?? []), 'analytics.overview');
    const today = shanghaiDay(ctx.now());
    const values = { range: week, asOf: null };
    expect(askedNow(ctx, report, { values, lastDays: 7 })).toEqual({
      range: { from: addDays(today, -6), to: today },
      asOf: null,
    });
    expect(askedNow(ctx, report, { values, lastDays: null })).toEqual(values);
  });
});

describe('a dashboard', () => {
  it('keeps each question once at its place; pinned ones come below', async () => {
    const { id } = await board(ann, '早会');
    const [one, two] = [await save(ann, '一'), await save(ann, '二')];
    const pin = async (questionId: string) =>
      (await call(ann, `PUT /api/admin/dashboards/${id}/tiles`, { questionId })).body;
    await pin(one.id);
    await pin(two.id);
    const { tiles, name } = await pin(one.id);
    expect(tiles.map(({ question, y }: { question: { id: string }; y: number }) => [question.id, y])).toEqual([
      [one.id, 0],
      [two.id, 6],
    ]);
    const put = async (tiles: object[]) =>
      (await call(ann, `PUT /api/admin/dashboards/${id}`, { name, shared: false, tiles })).body;
    const moved = await put([
      { questionId: two.id, x: 0, y: 0, w: 8, h: 4 },
      { questionId: one.id, x: 8, y: 0, w: 4, h: 4 },
    ]);
    expect(moved.tiles.map(({ question, w }: { question: { name: string }; w: number }) => [question.name, w])).toEqual(
      [
        ['二', 8],
        ['一', 4],
      ],
    );
    const twice = { questionId: two.id, x: 0, y: 0, w: 8, h: 4 };
    expect((await put([twice, twice])).error.code).toBe('analytics.bad_tiles');
    expect((await put([{ ...twice, x: 6 }])).error.code).toBe('analytics.bad_tiles');
    // A refused save took nothing away.
    expect((await call(ann, `GET /api/admin/dashboards/${id}`)).body.tiles).toHaveLength(2);
    expect((await call(ann, `GET /api/admin/questions?q=一`)).body.items[0].dashboards).toBe(1);
    await call(ann, `DELETE /api/admin/questions/${one.id}`);
    expect((await call(ann, `GET /api/admin/dashboards/${id}`)).body.tiles).toHaveLength(1);
  });

  it('that is shared shows others what stands on it, and they change nothing', async () => {
    const { id } = await board(ann, '给大家看');
    const { id: questionId } = await save(ann, '只是我的');
    await call(ann, `PUT /api/admin/dashboards/${id}/tiles`, { questionId });
    expect((await call(ben, `GET /api/admin/dashboards/${id}`)).status).toBe(404);
    const tiles = [{ questionId, x: 0, y: 0, w: 6, h: 6 }];
    await call(ann, `PUT /api/admin/dashboards/${id}`, { name: '给大家看', shared: true, tiles });
    expect((await call(viewer, `GET /api/admin/dashboards/${id}`)).body).toMatchObject({
      mine: false,
      tiles: [{ question: { name: '只是我的', mine: false } }],
    });
    expect(await names(viewer, 'dashboards')).toContain('给大家看');
    const late = await call(ben, `PUT /api/admin/dashboards/${id}`, { name: '改', shared: false, tiles: [] });
    expect([late.status, late.body.error.code]).toEqual([403, 'analytics.not_yours']);
    expect((await call(ben, `PUT /api/admin/dashboards/${id}/tiles`, { questionId })).body.error.code).toBe(
      'analytics.not_yours',
    );
    // A question that she cannot see is none that she can pin.
    const { id: bens } = await board(ben, '本的');
    expect((await call(ben, `PUT /api/admin/dashboards/${bens}/tiles`, { questionId })).body.error.code).toBe(
      'analytics.no_question',
    );
    expect((await call(ann, `DELETE /api/admin/dashboards/${id}`)).status).toBe(200);
    expect((await call(viewer, `GET /api/admin/dashboards/${id}`)).status).toBe(404);
  });

  it('that many pin to at once loses none', async () => {
    const { id } = await board(ann, '并发');
    const saved = await Promise.all(Array.from({ length: 8 }, async (_, n) => save(ann, `并发 ${n}`)));
    const answers = await Promise.all(
      saved.map(async (one) => call(ann, `PUT /api/admin/dashboards/${id}/tiles`, { questionId: one.id })),
    );
    expect(answers.map(({ status }) => status)).toEqual(saved.map(() => 200));
    const { tiles } = (await call(ann, `GET /api/admin/dashboards/${id}`)).body;
    expect(new Set(tiles.map(({ y }: { y: number }) => y)).size).toBe(8);
  });
});
