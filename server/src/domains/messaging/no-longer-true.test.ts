import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderRefunded, orderShipped, shipmentCorrected } from '../orders/events.ts';
import { setQuiet } from './testing.ts';

// What a message says was true when it was asked for; whatever came in between, it leaves only while it still is.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body ? { body, headers: { 'idempotency-key': newId('key') } } : {}) });

async function told(member: TestMember) {
  const { rows } = await sql<{ state: string; reason: string; text: string }>`
    select state, reason, text from messaging.outbound where member_id = ${member.id} order by created_at, id
  `.execute(ctx.db);
  return rows;
}

async function give(member: TestMember): Promise<string> {
  const template = await createCoupon(ctx, { name: '抱歉券', channel: 'grant' });
  const { status, body } = await call(`POST /api/admin/coupons/${template.id}/grants`, {
    memberId: member.id,
    reason: '晚到',
  });
  expect([status, body.error]).toEqual([200, undefined]);
  await app.settle();
  const { items } = (await call(`GET /api/admin/grants?memberId=${member.id}`)).body;
  return items[0].id;
}

it('a gift that was taken back in the night is not told of in the morning; one that is hers is', async () => {
  await setQuiet(ctx, 'always');
  const [gone, stays] = [await createMember(ctx), await createMember(ctx)];
  const grantId = await give(gone);
  await give(stays);
  expect((await told(gone)).map(({ state }) => state)).toEqual(['queued']);
  expect((await call(`POST /api/admin/grants/${grantId}/revocation`, { reason: '发错了' })).status).toBe(200);
  await setQuiet(ctx, 'never');
  await app.advance(DAY_MS);
  expect(await told(gone)).toMatchObject([{ state: 'suppressed', reason: 'benefit_gone' }]);
  expect(await told(stays)).toMatchObject([{ state: 'accepted' }]);
});

it('a coupon that begins later is told of on the day from which it can be used', async () => {
  const from = new Date(ctx.now().getTime() + 3 * DAY_MS);
  const to = new Date(from.getTime() + 9 * DAY_MS);
  const template = await createCoupon(ctx, {
    name: '周末券',
    channel: 'grant',
    validity: { kind: 'between', from: from.toISOString(), to: to.toISOString() },
  });
  const member = await createMember(ctx);
  await call(`POST /api/admin/coupons/${template.id}/grants`, { memberId: member.id, reason: '周末' });
  await app.settle();
  await app.advance(2 * DAY_MS);
  expect((await told(member)).map(({ state }) => state)).toEqual(['queued']);
  await app.advance(1.5 * DAY_MS);
  expect((await told(member)).map(({ state }) => state)).toEqual(['accepted']);
});

type Kind = 'shipped' | 'corrected' | 'at once' | 'refunded';

async function announce(member: TestMember, kind: Kind, orderId: string, waybill = '') {
  const about = { orderId, number: 'HS1', memberId: member.id, amount: 5000, source: 'shop', goods: '草莓' };
  const parcel = { ...about, company: '顺丰速运', waybill };
  await inTransaction(ctx, async (ctx) => {
    const { personNo } = member;
    if (kind === 'at once') {
      ctx.emit(orderShipped, { personNo, payload: parcel });
      ctx.emit(shipmentCorrected, { personNo, payload: { ...parcel, waybill: `${waybill}-2` } });
    }
    if (kind === 'shipped') ctx.emit(orderShipped, { personNo, payload: parcel });
    if (kind === 'corrected') ctx.emit(shipmentCorrected, { personNo, payload: parcel });
    if (kind === 'refunded')
      ctx.emit(orderRefunded, { personNo, payload: { ...about, refundId: newId('ref'), whole: true, lines: [] } });
  });
}

/** As if its channel had asked to come again later. */
async function holdBack(member: TestMember): Promise<void> {
  await app.settle();
  await sql`
    update messaging.outbound set state = 'queued', verdict = 'defer', reason = 'retry', due_at = ${new Date(ctx.now().getTime() + DAY_MS)}
    where member_id = ${member.id}
  `.execute(ctx.db);
}

it('of two waybills only the right one is told, however late the first was', async () => {
  const [late, atOnce] = [await createMember(ctx), await createMember(ctx)];
  await announce(late, 'shipped', 'ord_late', 'SF0000');
  await holdBack(late);
  await announce(late, 'corrected', 'ord_late', 'SF1111');
  // Both in one look of the listener.
  await announce(atOnce, 'at once', 'ord_once', 'SF2222');
  await app.advance(2 * DAY_MS);
  expect(await told(late)).toMatchObject([
    { state: 'suppressed', reason: 'replaced' },
    { state: 'accepted', text: expect.stringContaining('SF1111') },
  ]);
  const accepted = (await told(atOnce)).filter(({ state }) => state === 'accepted');
  expect(accepted).toMatchObject([{ text: expect.stringContaining('SF2222-2') }]);
});

it('nobody is told that a parcel left which was given back whole meanwhile', async () => {
  const member = await createMember(ctx);
  await announce(member, 'shipped', 'ord_back', 'SF4444');
  await holdBack(member);
  await announce(member, 'refunded', 'ord_back');
  await app.advance(2 * DAY_MS);
  expect(await told(member)).toMatchObject([{ state: 'suppressed', reason: 'order_returned' }, { state: 'accepted' }]);
});
