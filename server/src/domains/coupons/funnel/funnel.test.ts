import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../platform/db.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { becomeOne, createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { couponReleased, couponUsed } from '../events.ts';
import { announcePaid, announceRefunded, createCoupon, giveCoupon } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
const shoppers: TestMember[] = [];
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 6; n += 1) shoppers.push(await createMember(ctx));
});
const shopper = (n: number) => shoppers[n] ?? never();

/** What her phone tells when she opens her coupons. */
async function looks(n: number, ...templates: string[]) {
  const events = [
    { id: randomUUID(), name: 'coupon_seen', ts: ctx.now().toISOString(), props: { templates: templates.join(',') } },
  ];
  const body = { sentAt: ctx.now().toISOString(), events };
  expect((await app.call('POST /collect', { token: shopper(n).token, body })).body.accepted).toBe(1);
}
async function uses(n: number, couponId: string, orderId: string) {
  await sql`update coupons.coupon set state = 'locked', order_id = ${orderId}, saving = 1000 where id = ${couponId}`.execute(
    ctx.db,
  );
  await announcePaid(ctx, { orderId, person: shopper(n), couponId, saving: 1_000 });
  await app.settle();
}

describe('how far people came with a coupon', () => {
  it('counts a use at a counter until the counter takes it back, and an order that was given back all the same', async () => {
    const template = await createCoupon(ctx);
    const about = (couponId: string) => ({ couponId, templateId: template.id, name: template.name, amount: 1_000 });
    const told = async (n: number, couponId: string, steps: readonly ('counter' | 'undone' | 'order' | 'refunded')[]) =>
      inTransaction(ctx, async (ctx) => {
        const { id: memberId, personNo } = shopper(n);
        for (const step of steps) {
          const orderId = step === 'order' || step === 'refunded' ? `ord_${couponId}` : '';
          const payload = { ...about(couponId), memberId, orderId };
          if (step === 'counter' || step === 'order') ctx.emit(couponUsed, { personNo, payload });
          else {
            const reason = step === 'undone' ? 'counter_undone' : 'order_refunded';
            ctx.emit(couponReleased, { personNo, payload: { ...payload, reason } });
          }
        }
      });
    const coupons: string[] = [];
    for (const person of shoppers.slice(0, 5)) coupons.push(await giveCoupon(ctx, person, template.id));
    const [wrong = '', again = '', kept = '', ordered = '', back = ''] = coupons;
    await told(0, wrong, ['counter', 'undone']);
    await told(1, again, ['counter', 'undone', 'counter']);
    await told(2, kept, ['counter']);
    await told(3, ordered, ['counter', 'undone', 'order']);
    await told(4, back, ['order', 'refunded']);
    await app.settle();
    const { body } = await app.call(`GET /api/admin/coupons/${template.id}/funnel`, { cookie });
    expect(body).toEqual({ had: 5, seen: 4, used: 4, refunded: 0 });
  });

  it('counts who had, saw and used it and got money back, each of those before, and opens them', async () => {
    const [template, other] = [await createCoupon(ctx), await createCoupon(ctx)];
    const coupons: string[] = [];
    for (const person of shoppers.slice(0, 5)) coupons.push(await giveCoupon(ctx, person, template.id));
    await giveCoupon(ctx, shopper(5), other.id);
    await looks(0, other.id, template.id);
    await looks(0, template.id);
    await looks(1, template.id);
    // She has the other one only, and what her phone says of this one makes her nobody's owner.
    await looks(5, template.id, other.id);
    await uses(1, coupons[1] ?? '', 'ord_f1');
    // Used from the checkout, without a look at her coupons.
    await uses(2, coupons[2] ?? '', 'ord_f2');
    await announceRefunded(ctx, { orderId: 'ord_f2', person: shopper(2), amount: 500, whole: false });
    await app.settle();

    const funnel = async () => (await app.call(`GET /api/admin/coupons/${template.id}/funnel`, { cookie })).body;
    expect(await funnel()).toEqual({ had: 5, seen: 3, used: 2, refunded: 1 });
    const values = encodeURIComponent(JSON.stringify({ coupon: template.id, step: 'seen' }));
    const { body: people } = await app.call(`GET /api/admin/people/coupons.funnel?values=${values}`, { cookie });
    expect(people.persons).toBe(3);
    expect(people.sentence.zh).toContain(template.name);

    await becomeOne(ctx, shopper(1), shopper(2));
    await app.settle();
    expect(await funnel()).toEqual({ had: 4, seen: 2, used: 1, refunded: 1 });
    expect((await app.call('GET /api/admin/coupons/cpt_none/funnel', { cookie })).status).toBe(404);
  });
});

function never(): never {
  throw new Error('shoppers are made before');
}
