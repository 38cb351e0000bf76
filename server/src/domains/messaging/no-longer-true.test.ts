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

async function announce(member: TestMember, kind: 'shipped' | 'corrected' | 'refunded', orderId: string, waybill = '') {
  const about = { orderId, number: 'HS1', memberId: member.id, amount: 5000, source: 'shop', goods: '草莓' };
  const parcel = { ...about, company: '顺丰速运', waybill };
  await inTransaction(ctx, async (ctx) => {
    const { personNo } = member;
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
  await announce(atOnce, 'shipped', 'ord_once', 'SF2222');
  await announce(atOnce, 'corrected', 'ord_once', 'SF3333');
  await app.advance(2 * DAY_MS);
  expect(await told(late)).toMatchObject([
    { state: 'suppressed', reason: 'replaced' },
    { state: 'accepted', text: expect.stringContaining('SF1111') },
  ]);
  const accepted = (await told(atOnce)).filter(({ state }) => state === 'accepted');
  expect(accepted).toMatchObject([{ text: expect.stringContaining('SF3333') }]);
});

it('nobody is told that a parcel left which was given back whole meanwhile', async () => {
  const member = await createMember(ctx);
  await announce(member, 'shipped', 'ord_back', 'SF4444');
  await holdBack(member);
  await announce(member, 'refunded', 'ord_back');
  await app.advance(2 * DAY_MS);
  expect(await told(member)).toMatchObject([{ state: 'suppressed', reason: 'order_returned' }, { state: 'accepted' }]);
});
