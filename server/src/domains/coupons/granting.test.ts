import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { benefitKinds, type GrantRequest, grant } from '../benefits/index.ts';
import { memberMerged } from '../members/events.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { couponKind } from './coupon-kind.ts';
import { couponSource } from './coupon-source.ts';
import { announcePaid, announceRefunded, budgetRow, couponRow, createCoupon, giveCoupon, tally } from './testing.ts';

const app = await testApp();
let shopper: TestMember;
let owner: { cookie: string };
beforeAll(async () => {
  shopper = await createMember(app.ctx);
  owner = await signedIn(app.ctx);
});

const because = { kind: 'journey', id: 'jny_1', label: '首购后复购', node: 'coupon' };
const request = (templateId: string, change: Partial<GrantRequest> = {}): GrantRequest => ({
  memberId: shopper.id,
  personNo: shopper.personNo,
  package: [{ kind: 'coupon', templateId }],
  because,
  key: newId('key'),
  ...change,
});
const many = (count: number, templateId: string, change: Partial<GrantRequest> = {}) =>
  Array.from({ length: count }, () => request(templateId, change));
const give = async (grants: readonly GrantRequest[]) => grant(app.ctx, benefitKinds([couponKind]), { grants });
const count = (outcomes: readonly { outcome: string }[], wanted: string) =>
  outcomes.filter(({ outcome }) => outcome === wanted).length;
const budget = async (limit: number): Promise<string> =>
  (await app.call('POST /api/admin/budgets', { cookie: owner.cookie, body: { name: '复购预算', limit } })).body.id;
const patch = async (id: string, body: unknown) =>
  app.call(`PATCH /api/admin/budgets/${id}`, { cookie: owner.cookie, body });
/** Answers what it is then. */
const setShippingFee = async (fee: number): Promise<number> => {
  const shop = await getSetting(app.ctx, shopSettings);
  await putSetting(app.ctx, shopSettings, { ...shop, shipping: { ...shop.shipping, fee } });
  return fee;
};
const ledger = async (query: string) =>
  (await app.call(`GET /api/admin/grants?${query}`, { cookie: owner.cookie })).body;

describe('granting', () => {
  it('gives thousands at once, a ledger row with cost and cause each', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const cause = { ...because, id: newId('jny') };
    const outcomes = await give(many(3_000, template.id, { because: cause }));
    expect(count(outcomes, 'granted')).toBe(3_000);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 3_000, rows: 3_000 });
    const page = await ledger(`causeId=${cause.id}&limit=200`);
    expect(page.items).toHaveLength(200);
    expect(page.items[0]).toMatchObject({
      label: '满39减10',
      cost: 1_000,
      actualCost: null,
      state: 'granted',
      kind: 'coupon',
    });
    expect(page.items[0].because).toEqual({ kind: 'journey', id: cause.id, label: plainWords('首购后复购') });
    const next = await ledger(`causeId=${cause.id}&limit=200&cursor=${page.nextCursor}`);
    const ids = [...page.items, ...next.items].map((item: { id: string }) => item.id);
    expect(new Set(ids).size).toBe(400);
  });

  it('gives once a key, however often and however many ask at once', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const grants = many(20, template.id);
    const outcomes = (await Promise.all(Array.from({ length: 8 }, async () => give(grants)))).flat();
    expect(count(outcomes, 'granted')).toBe(20);
    expect(count(outcomes, 'repeated')).toBe(140);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 20, rows: 20 });
    const first = grants[0] ?? request(template.id);
    expect(
      (await give([request(template.id, { key: 'twice' }), request(template.id, { key: 'twice' })])).map(
        (o) => o.outcome,
      ),
    ).toEqual(['granted', 'repeated']);
    expect((await give([first]))[0]?.outcome).toBe('repeated');
  });

  it('stops at the total of the template: the first get theirs, a refusal leaves the key free', async () => {
    const template = await createCoupon(app.ctx, { total: 5, perMember: 9_999 });
    const grants = many(8, template.id);
    const outcomes = await give(grants);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array(5).fill('granted'),
      ...Array(3).fill('unavailable'),
    ]);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 5, rows: 5 });
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from benefits.grant where key = any(${grants.map(({ key }) => key)}::text[])
    `.execute(app.ctx.db);
    expect(rows[0]?.n).toBe(5);
  });

  it('gives a whole package, and narrows a coupon to the category it was given for', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const item = { kind: 'coupon', templateId: template.id };
    const [outcome] = await give([request(template.id, { package: [item, { ...item, categoryId: 'cat_eggs' }] })]);
    expect(outcome?.given).toHaveLength(2);
    const wallet = await app.call('GET /api/shop/coupons?limit=2', { token: shopper.token });
    const scopes = wallet.body.items.map((coupon: { scope: unknown }) => coupon.scope);
    expect(scopes).toContainEqual({ kind: 'categories', ids: ['cat_eggs'] });
    expect(scopes).toContainEqual({ kind: 'all' });
  });

  it('cannot give what does not exist', async () => {
    const outcomes = await give([request('cpt_nothing'), request('x', { package: [{ kind: 'magic', power: 9 }] })]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unavailable']);
  });
});

describe('a budget', () => {
  it('is never passed by parallel givers, and its books agree with the ledger', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const budgetId = await budget(25_500);
    const batches = Array.from({ length: 12 }, () => many(5, template.id, { budgetId }));
    const outcomes = (await Promise.all(batches.map(give))).flat();
    expect(count(outcomes, 'granted')).toBe(25);
    expect(count(outcomes, 'over_budget')).toBe(35);
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({
      committed: 25_000,
      bound: 25_000,
      grants: 25,
      rows: 25,
    });
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 25, rows: 25 });
  });

  it('serves the first of a batch; raising it serves those who were refused, under the same keys', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const budgetId = await budget(2_000);
    const grants = many(3, template.id, { budgetId });
    expect((await give(grants)).map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'over_budget']);
    await patch(budgetId, { limit: 3_000 });
    expect((await give(grants)).map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'granted']);
  });

  it('pays a package whole or not at all', async () => {
    const item = { kind: 'coupon', templateId: (await createCoupon(app.ctx, { perMember: 9_999 })).id };
    const budgetId = await budget(1_500);
    const [outcome] = await give([request('', { package: [item, item], budgetId })]);
    expect(outcome).toMatchObject({ outcome: 'over_budget', given: [] });
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({ committed: 0, rows: 0 });
  });

  it('gives nothing once closed, and cannot be set below what it has bound', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const budgetId = await budget(5_000);
    await give(many(2, template.id, { budgetId }));
    expect((await patch(budgetId, { limit: 1_999 })).body.error.code).toBe('benefits.limit_below_committed');
    expect((await patch(budgetId, { limit: 2_000 })).body.state).toBe('spent');
    expect((await patch(budgetId, { limit: 9_000, closed: true })).body.state).toBe('closed');
    expect((await give([request(template.id, { budgetId })]))[0]?.outcome).toBe('over_budget');
    expect((await patch('bgt_nothing', { closed: true })).body.error.code).toBe('benefits.budget_not_found');
  });

  it('pays for nothing that has no bound, and for no more of a shipping fee than there was', async () => {
    const half = await createCoupon(app.ctx, {
      discount: { kind: 'percent', percentOff: 50, cap: null },
      threshold: 0,
      channel: 'grant',
    });
    const capped = await createCoupon(app.ctx, {
      discount: { kind: 'percent', percentOff: 50, cap: 3_000 },
      threshold: 0,
    });
    const free = await createCoupon(app.ctx, { discount: { kind: 'free_shipping' }, threshold: 0 });
    const budgetId = await budget(6_000);
    const fee = await setShippingFee(800);
    const her = await createMember(app.ctx);
    const to = { memberId: her.id, personNo: her.personNo };
    const outcomes = await give([half, capped, free].map(({ id }) => request(id, { ...to, budgetId })));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unbounded', 'granted', 'granted']);
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({ committed: 3_800, bound: 3_800 });
    expect((await give([request(half.id)]))[0]?.outcome).toBe('granted');
    await setShippingFee(fee + 2_000);
    const question = {
      ...to,
      lines: [],
      now: app.ctx.now(),
      context: { channel: 'shop', app: null, chosen: 'best' as const },
    };
    const { offers = [] } = await couponSource.find(app.ctx, question);
    expect(offers.find(({ layer }) => layer === 'shipping')?.discount).toMatchObject({ values: { cap: 800 } });
    await setShippingFee(fee);
  });

  it('follows its coupons: bound while they may cost anything, used or not, and free when they expire', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9_999 });
    const budgetId = await budget(10_000);
    const couponId = await giveCoupon(app.ctx, shopper, template.id, budgetId);
    await giveCoupon(app.ctx, shopper, template.id, budgetId);
    const order = { orderId: newId('ord'), person: shopper };
    const claim = {
      ...order,
      offerId: couponId,
      memberId: shopper.id,
      personNo: shopper.personNo,
      saving: 600,
      pieces: [],
    };
    await inTransaction(app.ctx, async (ctx) => couponSource.claim?.(ctx, [claim]));
    await announcePaid(app.ctx, { ...order, couponId, saving: 600 });
    await app.settle();
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({ committed: 2_000, spent: 600, bound: 2_000 });
    expect((await ledger(`budgetId=${budgetId}&state=used`)).items).toMatchObject([
      { actualCost: 600, budgetName: '复购预算', ledTo: { orderId: order.orderId, amount: expect.any(Number) } },
    ]);
    await announceRefunded(app.ctx, { ...order, whole: true });
    await app.settle();
    expect((await ledger(`budgetId=${budgetId}&state=used`)).items).toEqual([]);
    for (const { ledTo } of (await ledger(`budgetId=${budgetId}`)).items) expect(ledTo).toBeNull();
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({ committed: 2_000, spent: 0, bound: 2_000 });
    await app.advance(9 * DAY_MS);
    expect(await budgetRow(app.ctx, budgetId)).toMatchObject({ committed: 0, spent: 0, bound: 0, grants: 2 });
    expect((await ledger(`budgetId=${budgetId}&state=expired`)).items).toHaveLength(2);
    // The number of its grants opens as many rows, whatever became of them.
    expect(await ledger(`budgetId=${budgetId}&limit=1`)).toMatchObject({ total: 2, items: [{}] });
  });
});

describe('operators', () => {
  it('give one coupon to one member for a reason, and may take it back while it is unused', async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant' });
    const given = await app.call(`POST /api/admin/coupons/${template.id}/grants`, {
      cookie: owner.cookie,
      body: { memberId: shopper.id, reason: '迟到补偿' },
    });
    expect(given.body).toMatchObject({
      state: 'available',
      because: words('小李：迟到补偿', '小李: 迟到补偿'),
      said: words('店家赠送', 'A gift from the shop'),
    });
    const entry = (await ledger(`memberId=${shopper.id}&limit=1`)).items[0];
    expect(entry.because).toMatchObject({ kind: 'operator', label: words('小李：迟到补偿', '小李: 迟到补偿') });
    const revoke = async () =>
      app.call(`POST /api/admin/grants/${entry.id}/revocation`, { cookie: owner.cookie, body: { reason: '发错了' } });
    expect((await revoke()).body.state).toBe('revoked');
    expect(await couponRow(app.ctx, given.body.id)).toMatchObject({ state: 'revoked' });
    expect((await revoke()).body.error.code).toBe('benefits.not_revocable');
    expect(await couponRow(app.ctx, given.body.id)).toMatchObject({ state: 'revoked' });
  });

  it('keep their reason to themselves: she reads what is said to her, and that it is a gift when nothing is', async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant', perMember: 2 });
    const her = await createMember(app.ctx);
    const give = async (said?: string) =>
      app.call(`POST /api/admin/coupons/${template.id}/grants`, {
        cookie: owner.cookie,
        body: { memberId: her.id, reason: '老客维护', ...(said === undefined ? {} : { said }) },
      });
    await setQuiet(app.ctx, 'never');
    await give();
    await give('谢谢你一直支持');
    await giveCoupon(app.ctx, her, (await createCoupon(app.ctx)).id);
    const wallet = await app.call('GET /api/shop/coupons', { token: her.token });
    expect(wallet.body.items.map(({ said }: { said: { zh: string } }) => said.zh).sort()).toEqual([
      '店家赠送',
      '店家赠送',
      '谢谢你一直支持',
    ]);
    await app.settle();
    const inbox = await app.call('GET /api/shop/inbox', { token: her.token });
    // The first of the day; the other one is kept back by her cap.
    expect(inbox.body.items).toMatchObject([{ text: expect.stringContaining('满 39 减 10') }]);
    for (const secret of ['老客维护', '小李', '首购后复购', 'because']) expect(wallet.text).not.toContain(secret);
  });

  it('give no more than each may have, whether she took some or was given them, and neither does a journey', async () => {
    const template = await createCoupon(app.ctx, { perMember: 2 });
    const her = await createMember(app.ctx);
    const take = async () => app.call(`POST /api/shop/coupon-center/${template.id}`, { token: her.token });
    const give = async () =>
      app.call(`POST /api/admin/coupons/${template.id}/grants`, {
        cookie: owner.cookie,
        body: { memberId: her.id, reason: '补偿' },
      });
    const answers = await Promise.all([take(), give(), take(), give(), take(), give()]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect([(await give()).body.error.code, (await take()).body.error.code]).toEqual([
      'coupons.limit_reached',
      'coupons.limit_reached',
    ]);
    expect(await giveCoupon(app.ctx, her, template.id)).toBe('');
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 2, rows: 2 });
  });

  it('are told when it cannot be given', async () => {
    const template = await createCoupon(app.ctx, { total: 1, perMember: 5 });
    await giveCoupon(app.ctx, shopper, template.id);
    const give = async (memberId: string) =>
      app.call(`POST /api/admin/coupons/${template.id}/grants`, {
        cookie: owner.cookie,
        body: { memberId, reason: '补偿' },
      });
    expect((await give(shopper.id)).body.error.code).toBe('coupons.not_grantable');
    expect((await give('mem_nobody')).body.error.code).toBe('coupons.member_not_found');
  });

  it('need the permission', async () => {
    const viewer = await signedIn(app.ctx, 'viewer');
    const template = await createCoupon(app.ctx);
    const body = { memberId: shopper.id, reason: 'x' };
    const asViewer = async (route: string, body: unknown) => app.call(route, { cookie: viewer.cookie, body });
    expect((await asViewer(`POST /api/admin/coupons/${template.id}/grants`, body)).status).toBe(403);
    expect((await asViewer('POST /api/admin/budgets', { name: 'x', limit: 1 })).status).toBe(403);
    expect((await app.call('GET /api/admin/grants', { cookie: viewer.cookie })).status).toBe(200);
  });
});

describe('two records of one person', () => {
  it('become one wallet, with limits that count both', async () => {
    const [winner, loser] = [await createMember(app.ctx), await createMember(app.ctx)];
    const template = await createCoupon(app.ctx, { perMember: 3 });
    for (const member of [winner, loser]) {
      await app.call(`POST /api/shop/coupon-center/${template.id}`, { token: member.token });
    }
    const given = await giveCoupon(app.ctx, loser, template.id);
    const payload = { memberId: winner.id, winnerNo: winner.personNo, loserId: loser.id, loserNo: loser.personNo };
    await inTransaction(app.ctx, async (ctx) => ctx.emit(memberMerged, { personNo: winner.personNo, payload }));
    await app.settle();
    expect(await couponRow(app.ctx, given)).toMatchObject({ memberId: winner.id });
    const again = await app.call(`POST /api/shop/coupon-center/${template.id}`, { token: winner.token });
    expect(again.body.error.code).toBe('coupons.limit_reached');
    const wallet = await app.call('GET /api/shop/coupons', { token: winner.token });
    expect(wallet.body.items).toHaveLength(3);
    expect((await ledger(`memberId=${winner.id}`)).items).toHaveLength(3);
  });
});
