import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { couponReleased, couponUsed } from '../coupons/events.ts';
import { pointsExchanged } from '../loyalty/events.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderPaid } from '../orders/events.ts';
import type { Definition } from './definition.ts';

// What journeys are measured by, in both arms by the very same facts.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  for (const id of ['cat_milk', 'cat_fruit'])
    await sql`insert into catalog.category (id, name, path) values (${id}, ${id}, array[${id}])`.execute(ctx.db);
  await sql`
    insert into catalog.category (id, name, parent_id, path)
    values ('cat_yoghurt', 'cat_yoghurt', 'cat_milk', array['cat_yoghurt', 'cat_milk'])
  `.execute(ctx.db);
});

const frame: Definition = {
  trigger: { kind: 'call', values: {} },
  start: 'rest',
  nodes: [{ key: 'rest', kind: 'wait', values: { period: 60 * 1440 }, ways: { next: null } }],
  goal: null,
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 50,
  budgetId: null,
};

type Line = { categoryId: string; payable: number };
type Used = { source: string; offerId: string; amount: number };

async function pay(member: TestMember, lines: readonly Line[], offers: readonly Used[] = []): Promise<void> {
  const orderId = newId('ord');
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo: member.personNo,
      payload: {
        orderId,
        number: orderId,
        memberId: member.id,
        amount: lines.reduce((sum, { payable }) => sum + payable, 0),
        source: 'shop',
        first: false,
        lines: lines.map(({ categoryId, payable }, n) => {
          const [lineId, productId, skuId] = [`lin_${n}`, `prd_${categoryId}`, `sku_${categoryId}`];
          return { lineId, productId, skuId, categoryId, name: categoryId, quantity: 1, payable };
        }),
        offers: [...offers],
      },
    }),
  );
}

const coupon = (member: TestMember, couponId: string, templateId: string) => {
  return { memberId: member.id, couponId, templateId, name: '券', amount: 500, orderId: '' };
};

/** Sixteen people in both arms; answers them, and who has converted by now. */
async function begun(goal: Definition['goal']) {
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name: `目标 ${goal?.kind}`, definition: { ...frame, goal } },
  });
  expect(body.problems).toEqual([]);
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  const members: TestMember[] = [];
  for (let n = 0; n < 16; n += 1) members.push(await createMember(ctx));
  await app.call(`POST /api/admin/journeys/${body.id}/entries`, {
    cookie,
    body: { members: members.map(({ id: memberId }) => ({ memberId })) },
  });
  await app.settle();
  await app.advance(60_000);
  const converted = async () => {
    await app.settle();
    const { rows } = await sql<{ memberId: string; treated: boolean; state: string; outcome: { zh: string } | null }>`
      select i.member_id, r.treated, r.state, i.outcome from journeys.run_info i
      join journeys.run r on r.id = i.run_id join journeys.journey j on j.no = i.journey_no
      where j.id = ${body.id} and i.converted_at is not null order by i.run_id
    `.execute(ctx.db);
    return rows;
  };
  const who = async () => (await converted()).map(({ memberId }) => members.findIndex(({ id }) => id === memberId));
  return { id: body.id as string, goalSentence: body.goalSentence, members, converted, who };
}

const result = async (id: string) =>
  (await app.call(`GET /api/admin/journeys/${id}/result?onlyComplete=false`, { cookie })).body;

describe('an order with certain goods as the goal', () => {
  it('is reached by an order that has them for enough money, in both arms alike, and by no other', async () => {
    const milk = { kind: 'categories', ids: ['cat_milk'], exceptProductIds: [] };
    const journey = await begun({ kind: 'order_of_goods', values: { goods: milk, least: 3000, withinDays: 10 } });
    expect(journey.goalSentence.zh).toBe('进入后 10 天内买「cat_milk」，付满 ¥30');
    for (const [n, member] of journey.members.entries()) {
      if (n < 10)
        await pay(member, [
          // What lies below a category is of it, as it is where prices are made.
          { categoryId: n % 2 === 0 ? 'cat_milk' : 'cat_yoghurt', payable: 3000 },
          { categoryId: 'cat_fruit', payable: 900 },
        ]);
      else if (n < 13) await pay(member, [{ categoryId: 'cat_fruit', payable: 9000 }]);
      else await pay(member, [{ categoryId: 'cat_milk', payable: 2999 }]);
    }
    expect(await journey.who()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const { treated, holdout } = await result(journey.id);
    expect(treated.converted + holdout.converted).toBe(10);
    expect([treated.members > 0, holdout.members > 0, treated.members + holdout.members]).toEqual([true, true, 16]);
    // What they spent is all they spent, whatever the goal asks for.
    expect(treated.revenue + holdout.revenue).toBe(10 * 3900 + 3 * 9000 + 3 * 2999);
    await app.advance(11 * DAY_MS);
    const [, , , , , , , , , , late] = journey.members;
    if (late) await pay(late, [{ categoryId: 'cat_milk', payable: 9000 }]);
    expect(await journey.who()).toHaveLength(10);
  });
});

describe('a benefit used as the goal', () => {
  it('is a coupon of the kind chosen, at a counter too; what the counter takes back within the time is reached no more', async () => {
    const { rows } = await sql<{ id: string }>`select id from coupons.template limit 1`.execute(ctx.db);
    expect(rows).toEqual([]);
    const journey = await begun({ kind: 'benefit_used', values: { what: 'coupon', coupon: null, withinDays: 10 } });
    expect(journey.goalSentence.zh).toBe('进入后 10 天内用掉优惠券');
    const [one, two, three] = journey.members;
    if (!one || !two || !three) throw new Error('nobody');
    const use = async (member: TestMember, couponId: string, fact: 'used' | 'released') =>
      inTransaction(ctx, async (ctx) => {
        const payload = coupon(member, couponId, 'cpt_1');
        const about = { personNo: member.personNo };
        if (fact === 'used') ctx.emit(couponUsed, { ...about, payload });
        else ctx.emit(couponReleased, { ...about, payload: { ...payload, reason: 'counter' } });
      });
    for (const [n, member] of [one, two, three].entries()) await use(member, `cpn_${n}`, 'used');
    expect(await journey.who()).toEqual([0, 1, 2]);
    expect((await journey.converted()).every(({ state }) => state === 'converted')).toBe(true);
    await app.advance(60_000);
    await use(two, 'cpn_1', 'released');
    expect(await journey.who()).toEqual([0, 2]);
    await app.advance(60_000);
    // Used once more, it is reached once more; both at once in one batch, the last word stands.
    await use(two, 'cpn_1', 'used');
    await use(three, 'cpn_2', 'released');
    expect(await journey.who()).toEqual([0, 1]);
    const { treated, holdout } = await result(journey.id);
    expect(treated.converted + holdout.converted).toBe(2);
  });

  it('is points, spent in an order or exchanged, or what a card gave; nothing of what a level gives', async () => {
    const points = await begun({ kind: 'benefit_used', values: { what: 'points', coupon: null, withinDays: 10 } });
    const card = await begun({ kind: 'benefit_used', values: { what: 'card', coupon: null, withinDays: 10 } });
    const line = [{ categoryId: 'cat_fruit', payable: 1000 }];
    for (const { members } of [points, card]) {
      const [a, b, c, d] = members;
      if (!a || !b || !c || !d) throw new Error('nobody');
      await pay(a, line, [{ source: 'points', offerId: 'points', amount: 100 }]);
      await pay(b, line, [{ source: 'levels', offerId: 'crd_1', amount: 100 }]);
      await pay(c, line, [{ source: 'levels', offerId: 'delivery:level', amount: 100 }]);
      await inTransaction(ctx, async (ctx) =>
        ctx.emit(pointsExchanged, {
          personNo: d.personNo,
          payload: { memberId: d.id, points: 100, rewardId: 'rwd_1', name: '杯子' },
        }),
      );
    }
    expect(await points.who()).toEqual([0, 3]);
    expect(await card.who()).toEqual([1]);
  });
});
