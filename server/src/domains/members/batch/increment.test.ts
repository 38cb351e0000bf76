import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { announcePaid, announceRefunded, createCoupon, tally } from '../../coupons/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { becomeOne, createMember, type TestMember } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
const people: TestMember[] = [];
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  for (let n = 0; n < 80; n += 1) people.push(await createMember(ctx));
});

const post = async (path: string, body: object) =>
  app.call(`POST /api/admin/member-batches/${path}`, { cookie, headers: { 'idempotency-key': randomUUID() }, body });

type Told = { id: string; outcomes: { outcome: string; members: number }[] } & Record<string, unknown>;
async function begin(path: string, body: object): Promise<Told> {
  const started = await post(path, { expected: 80, reason: '老客回馈', ...body });
  expect([started.status, started.body.error]).toEqual([200, undefined]);
  await app.settle();
  for (;;) {
    const { body: told } = await app.call(`GET /api/admin/member-batches/${started.body.id}`, { cookie });
    if (told.state !== 'running') return told;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const counts = ({ outcomes }: Told) => Object.fromEntries(outcomes.map((one) => [one.outcome, one.members]));
const increment = async (id: string) =>
  (await app.call(`GET /api/admin/member-batches/${id}/increment`, { cookie })).body;
const budget = async (limit: number): Promise<string> =>
  (await app.call('POST /api/admin/budgets', { cookie, body: { name: '老客', limit } })).body.id;
/** Whom a batch ended for in one way: a number of the console like any other. */
const behind = (id: string, outcome: string) => ({ people: { name: 'members.batch', values: { id, outcome } } });
async function drawn(id: string): Promise<{ given: TestMember[]; held: TestMember[] }> {
  const { rows } = await sql<{ outcome: string; persons: number[] }>`
    select outcome, persons from members.batch_outcome where batch_id = ${id}
  `.execute(ctx.db);
  const of = (outcome: string) => {
    const numbers = rows.flatMap((row) => (row.outcome === outcome ? row.persons : []));
    return people.filter(({ personNo }) => numbers.includes(personNo));
  };
  return { given: of('given'), held: of('held_out') };
}
/** She pays with the coupon of a batch. */
async function payWithCoupon(person: TestMember, batchId: string, orderId: string, saving: number, amount: number) {
  const { rows } = await sql<{ id: string }>`
    update coupons.coupon set state = 'locked', order_id = ${orderId}, saving = ${saving}
    where member_id = ${person.id} and because_id = ${batchId} returning id
  `.execute(ctx.db);
  await announcePaid(ctx, { orderId, person, amount, couponId: rows[0]?.id ?? '', saving });
}
const nth = (all: readonly TestMember[], at: number) => all[at] ?? never();

describe('a coupon for all whom a number counts', () => {
  it('says first what it comes to, and is given to those whom the number counted at the start', async () => {
    const tagged = await begin('tag', { who: { ids: people.slice(0, 40).map(({ id }) => id) }, name: '老客' });
    const template = await createCoupon(ctx, { channel: 'grant' });
    const budgetId = await budget(25_000);
    const who = behind(tagged.id, 'given');
    const asked = { who, templateId: template.id, budgetId, holdout: 10 };
    const { body: preview } = await post('coupon/preview', asked);
    // ¥10 each at most, ¥250 to spend: 25 of the 36 who are to get one.
    expect(preview).toEqual({ members: 40, heldOut: 4, given: 25, cost: 25_000, most: 25_000 });
    expect(await tally(ctx, template.id)).toMatchObject({ issued: 0 });

    const told = await begin('coupon', { ...asked, expected: 40 });
    const { given = 0, over_budget: refused = 0, held_out: held = 0 } = counts(told);
    expect([given, given + refused + held, told.holdout]).toEqual([25, 40, 10]);
    expect(await tally(ctx, template.id)).toMatchObject({ issued: 25, rows: 25 });
    const { body: listed } = await app.call(`GET /api/admin/member-batches?couponId=${template.id}`, { cookie });
    expect([listed.items.map((row: Told) => row.id), listed.total]).toEqual([[told.id], 1]);
    const { body: ledger } = await app.call(`GET /api/admin/grants?causeId=${told.id}`, { cookie });
    expect([ledger.total, ledger.items[0].because.kind]).toEqual([25, 'batch']);
  });

  it('is refused by a budget that cannot pay for it, and by a number that there is not', async () => {
    const who = { ids: [nth(people, 0).id] };
    const endless = await createCoupon(ctx, { discount: { kind: 'percent', percentOff: 10, cap: null } });
    const asked = { who, expected: 1, reason: '试', templateId: endless.id, budgetId: await budget(10_000) };
    expect((await post('coupon', asked)).body.error).toMatchObject({ code: 'coupons.not_covered' });
    const unknown = { ...asked, who: { people: { name: 'constructor', values: {} } } };
    expect((await post('coupon', unknown)).body.error.code).toBe('members.number_unknown');
    const bad = { ...asked, who: { people: { name: 'audiences.stage', values: { stage: 'nowhere' } } } };
    expect((await post('coupon', bad)).status).toBe(400);
  });
});

describe('the increment of a coupon', () => {
  it('compares orders, revenue net of refunds and cost of the same people, each with its interval', async () => {
    const template = await createCoupon(ctx, { channel: 'grant', perMember: 9 });
    const batch = await begin('coupon', {
      who: { ids: people.map(({ id }) => id) },
      templateId: template.id,
      holdout: 50,
    });
    const { given, held } = await drawn(batch.id);
    // Nobody bought yet: an interval without any width would be a certainty that nobody has.
    expect(await increment(batch.id)).toMatchObject({ uplift: { verdict: 'unclear' }, extra: null });
    expect(given.length + held.length).toBe(80);
    expect(Math.min(given.length, held.length)).toBeGreaterThanOrEqual(20);
    // Every treated but one buys: the first twice, and the second gives half back, the third all.
    const buying = given.slice(1);
    for (const [n, person] of buying.entries()) await payWithCoupon(person, batch.id, `ord_t${n}`, 1_000, 4_000);
    await announcePaid(ctx, { orderId: 'ord_again', person: nth(buying, 0), amount: 3_000 });
    await announcePaid(ctx, { orderId: 'ord_h0', person: nth(held, 0), amount: 2_000 });
    await app.settle();
    await announceRefunded(ctx, { orderId: 'ord_t1', person: nth(buying, 1), amount: 2_000, whole: false });
    await announceRefunded(ctx, { orderId: 'ord_t2', person: nth(buying, 2), amount: 4_000, whole: true });
    await app.settle();

    const { treated, holdout, uplift, extra, cost, open } = await increment(batch.id);
    const revenue = buying.length * 4_000 + 3_000 - 2_000 - 4_000;
    expect(treated).toMatchObject({ members: given.length, buyers: buying.length - 1, orders: buying.length, revenue });
    expect(holdout).toMatchObject({ members: held.length, buyers: 1, orders: 1, revenue: 2_000 });
    // The coupon of the order that was given back whole is hers again.
    expect([cost, open]).toEqual([(buying.length - 1) * 1_000, true]);
    expect(uplift.verdict).toBe('better');
    const beyond = revenue - (2_000 / held.length) * given.length;
    expect(extra.revenue.value).toBe(Math.round(beyond));
    expect(extra.returnOnCost.value).toBeCloseTo(beyond / cost, 1);
    for (const { value, low, high } of [extra.orders, extra.revenue, extra.returnOnCost])
      expect(low < value && value < high).toBe(true);

    // The list of all that was done says the same of it.
    const day = shanghaiDay(ctx.now());
    const body = { from: day, to: day };
    const { items } = (await app.call('POST /api/admin/reports/outcomes', { cookie, body })).body;
    expect(items.find(({ id }: { id: string }) => id === batch.id)).toMatchObject({
      kind: 'batch',
      people: given.length,
      cost,
      sales: revenue,
      extra: extra.revenue,
      returnOnCost: extra.returnOnCost,
      noIncrement: null,
    });

    // A merge puts the buyer who was held out together with one who was not: neither arm can claim her.
    await becomeOne(ctx, nth(buying, 3), nth(held, 0));
    await app.settle();
    const after = await increment(batch.id);
    expect([after.inBoth, after.treated.members, after.holdout.members]).toEqual([
      1,
      given.length - 1,
      held.length - 1,
    ]);
    expect([after.treated.revenue, after.holdout.revenue]).toEqual([revenue - 4_000, 0]);
    expect(after.cost).toBe(cost - 1_000);
  });

  it('says that too few were drawn, and that nobody was held out', async () => {
    const template = await createCoupon(ctx, { channel: 'grant' });
    const who = { ids: people.slice(50, 60).map(({ id }) => id) };
    const few = await begin('coupon', { who, templateId: template.id, holdout: 50 });
    expect(await increment(few.id)).toMatchObject({ uplift: { verdict: 'too_few' }, extra: null, cost: 0 });
    const all = await begin('tag', { who, name: '全部' });
    expect((await increment(all.id)).error.code).toBe('members.batch_holds_nobody_out');
  });
});

function never(): never {
  throw new Error('people are made before');
}
