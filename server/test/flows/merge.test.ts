import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { createAddress } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { acceptPayment } from '../../src/domains/orders/payment/accept.ts';
import {
  createBuyer,
  placeTestOrder,
  type TestBuyer,
  testSources,
  toldPayment,
} from '../../src/domains/orders/testing.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const app = await testApp();
const { ctx } = app;
const ports = { wechat: app.running.wechat, offerSources: testSources };
let cookie: string;
let viewer: string;
let skuId: string;
let template: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  viewer = (await signedIn(ctx, 'viewer')).cookie;
  skuId = (await createProduct(ctx, { price: 5_000, stock: 10_000 })).skuId;
  template = (await createCoupon(ctx, { channel: 'grant', perMember: 99 })).id;
});

async function buy(buyer: TestBuyer, couponIds: readonly string[] = []) {
  const offers = couponIds.map((offerId) => ({ source: 'coupons', offerId }));
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }], offers });
  const order = { number: String(body.number), payable: Number(body.payable) };
  await acceptPayment(ctx, ports, toldPayment(ctx, order, { openid: buyer.openid }), 'notification');
  return String(body.id);
}

async function tag(member: TestBuyer, name: string) {
  await app.call(`POST /api/admin/members/${member.id}/tags`, { cookie, body: { name, reason: member.id } });
}

async function allow(member: TestBuyer, remaining: number) {
  await sql`
    insert into messaging.consent (person_no, channel, template_key, remaining, refused, updated_at)
    values (${member.personNo}, 'subscribe', 'couponArrived', ${remaining}, false, ${ctx.now()})
  `.execute(ctx.db);
}

/** Until it is done, or somebody in this database waits for a lock. */
async function waiting(done: Promise<unknown>) {
  let over = false;
  void done.then(() => (over = true));
  await expect
    .poll(async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      `.execute(ctx.db);
      return over || rows.length > 0;
    })
    .toBe(true);
}

const merge = async (keep: TestBuyer, join: TestBuyer, reason = '电话里确认是同一个人') =>
  app.call(`POST /api/admin/members/${keep.id}/merges`, { cookie, body: { otherId: join.id, reason } });
const undo = async (mergeId: string) =>
  app.call(`POST /api/admin/member-merges/${mergeId}/reversal`, { cookie, body: { reason: '认错人了' } });

/** Everything there is of a person, in every domain and in the event store, as text that can be compared. What the merge itself brought about is left out. */
async function assetsOf({ id, personNo }: { id: string; personNo: number }) {
  const { rows } = await sql<{ what: string }>`
    select 'account ' || no as what from members.account where member_id = ${id}
    union all select 'identity ' || kind || value from members.identity where member_id = ${id}
    union all select 'address ' || a.id || is_default from members.address a where member_id = ${id}
    union all select 'tag ' || name || source || reason || at from members.tag where member_id = ${id}
    union all select 'phone ' || phone_index from members.member where id = ${id} and phone_index is not null
    union all select 'shown ' || orders || ' ' || spent || ' ' || coalesce(first_paid_at::text, '') || coalesce(last_paid_at::text, '')
      || stage from members.standing where person_no = ${personNo}
    union all select 'order ' || o.id || coalesce(request_key, '') from orders.placed o where member_id = ${id} and person_no = ${personNo}
    union all select 'cart ' || sku_id || quantity from orders.cart_item where member_id = ${id}
    union all select 'first ' || order_id from orders.first_paid where member_id = ${id}
    union all select 'coupon ' || c.id || state || coalesce(seq, 0) from coupons.coupon c where member_id = ${id} and person_no = ${personNo}
    union all select 'grant ' || g.id || state from benefits.grant g where member_id = ${id} and person_no = ${personNo}
    union all select 'consent ' || channel || template_key || remaining || refused from messaging.consent where person_no = ${personNo} and remaining > 0
    union all select 'quota ' || window_key || count from messaging.quota_use where person_no = ${personNo} and count > 0
    union all select 'message ' || o.id from messaging.outbound o where person_no = ${personNo} and member_id = ${id}
    union all select 'counted ' || order_id from audiences.counted_order where person_no = ${personNo}
    union all select 'standing ' || orders || ' ' || spent || stage from audiences.standing where person_no = ${personNo} and orders > 0
    order by 1
  `.execute(ctx.db);
  const events = await ctx.events.query<{ event_id: string }>(
    `SELECT DISTINCT event_id FROM history AS events
     WHERE person_no = {personNo:UInt32} AND name NOT IN ('member.merged', 'member.unmerged', 'stage.entered') ORDER BY event_id`,
    { personNo },
  );
  return [...rows.map((row) => row.what), ...events.map((event) => `event ${event.event_id}`)];
}

describe('an operator', () => {
  it('sees two members side by side, makes them one, and takes them apart again', async () => {
    const [keep, join] = [await createBuyer(ctx), await createBuyer(ctx)];
    await buy(keep);
    await buy(join);
    await giveCoupon(ctx, join, template);
    await tag(join, '爱吃草莓');
    await app.settle();
    const [hers, others] = [await assetsOf(keep), await assetsOf(join)];

    const preview = await app.call(`GET /api/admin/members/${keep.id}/merge-preview?other=${join.id}`, { cookie });
    expect(preview.body).toMatchObject({ shareApp: true, keep: { id: keep.id }, join: { id: join.id } });
    const of = (side: 'keep' | 'join') =>
      Object.fromEntries(preview.body[side].belongings.map((b: { name: string; count: number }) => [b.name, b.count]));
    expect(of('keep')).toMatchObject({ orders: 1, coupons: 0, tags: 0, addresses: 1 });
    expect(of('join')).toMatchObject({ orders: 1, coupons: 1, grants: 1, tags: 1, addresses: 1 });

    const merged = await merge(keep, join);
    expect(merged.body.items).toMatchObject([
      { cause: 'operator', undoable: true, joined: { id: join.id }, undone: null },
    ]);
    await app.settle();
    expect((await app.call('GET /api/shop/me', { token: join.token })).body.id).toBe(keep.id);
    expect((await app.call('GET /api/shop/orders', { token: keep.token })).body.items).toHaveLength(2);
    expect((await app.call(`GET /api/admin/members/${keep.id}`, { cookie })).body).toMatchObject({ orders: 2 });

    const undone = await undo(merged.body.items[0].id);
    expect(undone.body).toMatchObject({ undoable: false, undone: { reason: '认错人了' } });
    await app.settle();
    expect((await app.call('GET /api/shop/me', { token: join.token })).body.id).toBe(join.id);
    expect(await assetsOf(keep)).toEqual(hers);
    expect(await assetsOf(join)).toEqual(others);
    expect((await undo(merged.body.items[0].id)).body.error.code).toBe('members.merge_undone');
    const audit = await app.call('GET /api/admin/audit', { cookie });
    expect(audit.text).toContain('认错人了');
  });

  it('keeps with the survivor what was used and earned since', async () => {
    const [keep, join] = [await createBuyer(ctx), await createBuyer(ctx)];
    const [used, left] = [await giveCoupon(ctx, join, template), await giveCoupon(ctx, join, template)];
    const merged = await merge(keep, join);
    await app.settle();
    const order = await buy(keep, [used]);
    const earned = await giveCoupon(ctx, keep, template);
    await app.settle();
    await undo(merged.body.items[0].id);
    await app.settle();
    const of = async (member: TestBuyer) => (await assetsOf(member)).join('\n');
    expect(await of(keep)).toContain(`coupon ${used}used`);
    expect(await of(keep)).toContain(`coupon ${earned}`);
    expect(await of(keep)).toContain(`order ${order}`);
    expect(await of(join)).toContain(`coupon ${left}available`);
    expect(await of(join)).not.toContain(used);
  });

  it('cannot merge without the right to, nor a member with herself, nor undo what WeChat says', async () => {
    const [one, other] = [await createBuyer(ctx), await createBuyer(ctx)];
    const body = { otherId: other.id, reason: '试试' };
    expect((await app.call(`POST /api/admin/members/${one.id}/merges`, { cookie: viewer, body })).status).toBe(403);
    expect((await merge(one, one)).body.error.code).toBe('members.merge_self');
    const merged = await merge(one, other);
    await sql`update members.merge set cause = 'unionid' where id = ${merged.body.items[0].id}`.execute(ctx.db);
    expect((await undo(merged.body.items[0].id)).body.error.code).toBe('members.merge_certain');
  });

  it('never waits in a circle with those who follow the merge and write down what moved', async () => {
    const [a, b] = [await createBuyer(ctx), await createBuyer(ctx)];
    const [{ id }] = (await merge(a, b)).body.items;
    await app.settle();
    const undone = await inTransaction(ctx, async (follower) => {
      // What a foreign key takes: first of the member, whose row moves; then of the merge, where it is written down.
      await sql`select from members.member where id = ${a.id} for key share`.execute(follower.db);
      const undoing = undo(id);
      await waiting(undoing);
      await sql`select from members.merge where id = ${id} for key share`.execute(follower.db);
      return { undoing };
    });
    expect((await undone.undoing).status).toBe(200);
  });

  it('of two who merge and undo at the same moment, one succeeds', async () => {
    const [a, b] = [await createBuyer(ctx), await createBuyer(ctx)];
    const both = await Promise.all([merge(a, b), merge(b, a), merge(a, b)]);
    expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
    const [id] = both.flatMap((answer) => (answer.status === 200 ? [answer.body.items[0].id] : []));
    const undone = await Promise.all([undo(id), undo(id)]);
    expect(undone.filter((answer) => answer.status === 200)).toHaveLength(1);
  });
});

type Facts = {
  readonly orders: number;
  readonly coupons: number;
  readonly tags: readonly string[];
  readonly cart: number;
  readonly consents: number;
  readonly address: boolean;
};

describe('a merge and its undoing', () => {
  it('leave both as they were, whatever they had, also over two merges', async () => {
    const person: fc.Arbitrary<Facts> = fc.record({
      orders: fc.integer({ min: 0, max: 2 }),
      coupons: fc.integer({ min: 0, max: 2 }),
      tags: fc.subarray(['爱吃草莓', '老客', '怕冷']),
      cart: fc.integer({ min: 0, max: 3 }),
      consents: fc.integer({ min: 0, max: 2 }),
      address: fc.boolean(),
    });
    const make = async (facts: Facts) => {
      const member = await createBuyer(ctx);
      for (let n = 0; n < facts.orders; n += 1) await buy(member);
      for (let n = 0; n < facts.coupons; n += 1) await giveCoupon(ctx, member, template);
      for (const name of facts.tags) await tag(member, name);
      if (facts.cart > 0)
        await app.call(`PUT /api/shop/cart/${skuId}`, { token: member.token, body: { quantity: facts.cart } });
      if (facts.consents > 0) await allow(member, facts.consents);
      if (facts.address) await createAddress(ctx, member.id);
      return member;
    };
    await fc.assert(
      fc.asyncProperty(person, person, person, async (one, two, three) => {
        const members = [await make(one), await make(two), await make(three)] as const;
        await app.settle();
        const before = [];
        for (const member of members) before.push(await assetsOf(member));
        const [a, b, c] = members;
        // a into b, b into c: then apart again, the newer merge first.
        const first = (await merge(b, a)).body.items[0].id;
        await app.settle();
        const second = (await merge(c, b)).body.items[0].id;
        await app.settle();
        expect((await undo(first)).body.error.code).toBe('members.merge_covered');
        for (const id of [second, first]) {
          expect((await undo(id)).status).toBe(200);
          await app.settle();
        }
        const after = [];
        for (const member of members) after.push(await assetsOf(member));
        expect(after).toEqual(before);
        // And once more: a merge after an undone one is a merge like any other.
        const again = (await merge(b, a)).body.items[0].id;
        await app.settle();
        await undo(again);
        await app.settle();
        expect([await assetsOf(a), await assetsOf(b)]).toEqual(before.slice(0, 2));
      }),
      { numRuns: 2 },
    );
  }, 400_000);
});
