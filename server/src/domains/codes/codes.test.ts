import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createStore } from '../stores/testing.ts';
import { costBetween } from './cost.ts';
import { newScene, sceneIn } from './scene.ts';
import { aCode } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx, 'owner'));
});

const scan = async ({ token }: Pick<TestMember, 'token'>, scene: string) =>
  app.call('POST /api/shop/code-scans', { token, body: { scene } });
const herCodes = async ({ id }: Pick<TestMember, 'id'>) =>
  (await app.call(`GET /api/admin/members/${id}/codes`, { cookie })).body;
const today = () => shanghaiDay(ctx.now());
const asked = async (values: object = {}) => {
  const { body } = await app.call('POST /api/admin/reports/codes.codes', {
    cookie,
    body: { values: { range: { from: today(), to: today() }, touch: 'last', by: 'code', ...values } },
  });
  const [groups] = body.tables;
  const keys: string[] = groups.columns.map(({ key }: { key: string }) => key);
  return (id: string) => {
    const row = groups.rows.find(([key]: [string]) => key === id);
    return row && Object.fromEntries(keys.map((key, n) => [key, row[n]]));
  };
};

describe('a scene', () => {
  it('is within what WeChat takes, and another each time', () => {
    const scenes = Array.from({ length: 2000 }, newScene);
    expect(new Set(scenes).size).toBe(2000);
    for (const scene of scenes) expect(scene).toMatch(/^[0-9a-z]{12}$/);
  });

  it('is found however often it was encoded, and nothing else is one', () => {
    const scene = newScene();
    expect(sceneIn(scene)).toBe(scene);
    const twice = [...scene].map((letter) => `%25${letter.charCodeAt(0).toString(16)}`).join('');
    expect(sceneIn(twice)).toBe(scene);
    expect(sceneIn(encodeURIComponent(`scene=${scene}`))).toBe(scene);
    for (const other of [
      '',
      '%',
      '%E0%A4%A',
      'c=aB3',
      `${scene}'--`,
      scene.toUpperCase().replace(/\d/g, 'I'),
      '优惠',
      `${scene}${scene}`,
      '%00',
    ])
      expect(sceneIn(other)).toBeNull();
  });
});

describe('whom a code brought', () => {
  it('is shown with its name wherever what brought her is told, and never with what it carries', async () => {
    const code = await aCode(ctx, { name: '徐汇店收银台' });
    const member = await createMember(ctx);
    await sql`update members.member set source = ${code.scene} where id = ${member.id}`.execute(ctx.db);
    await sql`
      update members.account set first_scene = '1047', first_source = ${code.scene}, first_arrived_at = ${ctx.now()}, last_scene = '1035',
        arrived_at = ${ctx.now()}
      where member_id = ${member.id}
    `.execute(ctx.db);
    const named = { zh: '码「徐汇店收银台」', en: 'Code “徐汇店收银台”' };
    const { body: list } = await app.call(`GET /api/admin/members?q=${member.personNo}`, { cookie });
    expect(list.items[0].sourceWords).toEqual(named);
    const { body: page } = await app.call(`GET /api/admin/members/${member.id}`, { cookie });
    expect(page.sourceWords).toEqual(named);
    expect(page.arrivals.first.words).toEqual([{ zh: '扫小程序码', en: 'A scanned mini-program code' }, named]);
    expect(page.arrivals.last.words).toEqual([{ zh: '公众号菜单', en: 'The menu of an official account' }]);
  });
});

describe('a scan', () => {
  it('leads where its code opens, also when that was changed after it was printed', async () => {
    const product = await createProduct(ctx);
    const code = await aCode(ctx, { target: 'product', product: product.id });
    const member = await createMember(ctx);
    expect((await scan(member, code.scene)).body).toEqual({
      ...{ outcome: 'opened', page: 'product', id: product.id, entry: null },
    });
    const changed = await app.call(`PUT /api/admin/codes/${code.id}`, {
      cookie,
      body: { ...code.values, target: 'coupons' },
    });
    expect(changed.body.sentence.zh).toContain('打开优惠券');
    expect((await scan(member, code.scene)).body).toEqual({
      ...{ outcome: 'opened', page: 'coupons', id: null, entry: null },
    });
    const other = await app.call(`PUT /api/admin/codes/${code.id}`, {
      cookie,
      body: { ...code.values, kind: 'url_link' },
    });
    expect(other.body.error.details.problems[0].at).toBe('kind');
  });

  it('of a code that is archived, ended or none of ours leads home, is counted, and is told as such', async () => {
    const archived = await aCode(ctx);
    const ended = await aCode(ctx, { lastDay: shanghaiDay(new Date(ctx.now().getTime() - DAY_MS)) });
    await app.call(`POST /api/admin/codes/${archived.id}/archiving`, { cookie, body: { archived: true } });
    const member = await createMember(ctx);
    const home = { page: 'home', id: null, entry: null };
    expect((await scan(member, archived.scene)).body).toEqual({ outcome: 'archived', ...home });
    expect((await scan(member, ended.scene)).body).toEqual({ outcome: 'ended', ...home });
    for (const hostile of [newScene(), '%', "' or 1=1 --", '<script>', '%00', '../../x', 'x'.repeat(400)])
      expect((await scan(member, hostile)).body).toEqual({ outcome: 'unknown', ...home });
    expect((await scan(member, 'x'.repeat(401))).status).toBe(400);
    expect((await app.call('POST /api/shop/code-scans', { body: { scene: 'x' } })).status).toBe(401);
    await app.settle();
    const figures = await asked();
    expect(figures(archived.id)).toMatchObject({ scans: 1, scanners: 1 });
    expect(figures(ended.id)).toMatchObject({ scans: 1 });
    const told = await app.call(`GET /api/admin/members/${member.id}/timeline`, { cookie });
    const titles = told.body.items.map(
      ({ title, detail }: { title: { zh: string }; detail: { zh: string } | null }) => [title.zh, detail?.zh],
    );
    expect(titles).toContainEqual([`扫码进店「${archived.name}」`, '货架 · 码已停用，打开首页']);
    // However many she tried, within half an hour they are one.
    expect(titles.filter(([title]: [string]) => title === '扫了认不出的码')).toHaveLength(1);
    await app.call(`POST /api/admin/codes/${archived.id}/archiving`, { cookie, body: { archived: false } });
    expect((await scan(member, archived.scene)).body.outcome).toBe('opened');
  });

  it('is one, however often the phone tells it at a moment or comes back to the front; half an hour later it is another', async () => {
    const code = await aCode(ctx);
    const member = await createMember(ctx);
    const answers = await Promise.all(Array.from({ length: 12 }, async () => scan(member, code.scene)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await app.advance(20 * MINUTE_MS);
    await scan(signedInAgain(ctx, member), code.scene);
    await app.settle();
    expect((await asked())(code.id)).toMatchObject({ scans: 1, scanners: 1, joined: 1 });
    await app.advance(31 * MINUTE_MS);
    await scan(signedInAgain(ctx, member), code.scene);
    await app.settle();
    expect((await asked())(code.id)).toMatchObject({ scans: 2, scanners: 1, joined: 1 });
  });

  it('of a member who was known before makes her nobody’s new member, and her first code stays the first', async () => {
    const [shelf, card] = [await aCode(ctx), await aCode(ctx)];
    const known = await createMember(ctx);
    await app.advance(2 * 60 * MINUTE_MS);
    await scan(signedInAgain(ctx, known), shelf.scene);
    const young = await createMember(ctx);
    await scan(young, shelf.scene);
    await app.advance(MINUTE_MS);
    await scan(signedInAgain(ctx, known), card.scene);
    await app.settle();
    expect((await asked())(shelf.id)).toMatchObject({ scans: 2, scanners: 2, joined: 1 });
    expect(await herCodes(known)).toMatchObject({
      first: { codeId: shelf.id },
      last: { codeId: card.id },
      brought: false,
      scans: 2,
    });
    expect(await herCodes(young)).toMatchObject({ first: { codeId: shelf.id, name: shelf.name }, brought: true });
    // The newcomer turns out to be somebody who was a member long before: nobody was brought.
    await becomeOne(ctx, known, young);
    await app.settle();
    expect((await asked())(shelf.id)).toMatchObject({ scanners: 1, joined: 0 });
    expect(await herCodes(known)).toMatchObject({ first: { codeId: shelf.id }, brought: false, scans: 3 });
    expect(await herCodes(await createMember(ctx))).toEqual({ first: null, last: null, brought: false, scans: 0 });
  });
});

describe('the registry', () => {
  it('has each name once, and finds a code by name, channel and what stands on the print', async () => {
    const code = await aCode(ctx, { name: '徐汇店 牛奶货架', channel: '地推' });
    const again = await app.call('POST /api/admin/codes', { cookie, body: { ...code.values } });
    expect(again.body.error.code).toBe('codes.name_taken');
    for (const q of ['牛奶', '地推', code.scene]) {
      const { body } = await app.call(`GET /api/admin/codes?q=${encodeURIComponent(q)}`, { cookie });
      expect([body.items.map(({ id }: { id: string }) => id), body.total]).toEqual([[code.id], 1]);
    }
    const channels = await app.call('GET /api/admin/code-channels', { cookie });
    expect(channels.body).toMatchObject({ items: [{ name: '地推', codes: 1 }], total: 1 });
  });

  it('shows a clerk the codes of her stores alone, and figures of these', async () => {
    const [hers, other] = [await createStore(ctx), await createStore(ctx, { name: '静安店' })];
    const [own, foreign, shop] = [
      await aCode(ctx, { store: hers.id }),
      await aCode(ctx, { store: other.id }),
      await aCode(ctx),
    ];
    const clerk = (await signedIn(ctx, 'operator', '店员', [hers.id])).cookie;
    const member = await createMember(ctx);
    for (const { scene } of [own, foreign, shop]) await scan(member, scene);
    await app.settle();
    const list = await app.call('GET /api/admin/codes', { cookie: clerk });
    expect([list.body.items.map(({ id }: { id: string }) => id), list.body.total]).toEqual([[own.id], 1]);
    for (const { id } of [foreign, shop])
      expect((await app.call(`GET /api/admin/codes/${id}`, { cookie: clerk })).status).toBe(404);
    expect((await app.call(`GET /api/admin/codes/${own.id}`, { cookie: clerk })).status).toBe(200);
    const values = { range: { from: today(), to: today() }, touch: 'last', by: 'code' };
    const report = await app.call('POST /api/admin/reports/codes.codes', { cookie: clerk, body: { values } });
    expect(report.body.tables[0].rows.map(([id]: [string]) => id)).toEqual([own.id]);
    expect(report.body.tables[1].rows[0][0]).toBe(1);
    const asks = { ...values, code: foreign.id };
    const none = await app.call('POST /api/admin/reports/codes.codes', { cookie: clerk, body: { values: asks } });
    expect(none.body.tables[0].rows).toEqual([]);
  });
});

describe('what a code costs', () => {
  const monthly = { costs: 'monthly', cost: 1_000, costFrom: '2026-01-15', lastDay: '2026-04-10' } as const;
  const of = (from: string, to: string, until: string | null = null) => costBetween(monthly, from, to, until);

  it('counts on its day when it was paid once', () => {
    const once = { costs: 'once', cost: 5_000, costFrom: '2026-03-01', lastDay: null } as const;
    expect(costBetween(once, '2026-03-01', '2026-03-31', null)).toBe(5_000);
    expect(costBetween(once, '2026-03-02', '2026-03-31', null)).toBe(0);
    expect(costBetween({ ...once, costs: 'none', cost: null, costFrom: null }, '2026-01-01', '2026-12-31', null)).toBe(
      0,
    );
  });

  it('is spread over its days when it is paid each month, and days add up to the whole, to the fen', () => {
    expect(of('2026-02-01', '2026-02-28')).toBe(1_000);
    const days = Array.from({ length: 120 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    expect(days.reduce((sum, day) => sum + of(day, day), 0)).toBe(of('2026-01-01', '2026-04-30'));
    expect(of('2026-04-11', '2026-04-30')).toBe(0);
    expect(of('2026-02-01', '2026-02-28', '2026-02-14')).toBe(500);
  });
});
