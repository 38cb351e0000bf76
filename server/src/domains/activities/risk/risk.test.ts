import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, minuteOfDay, shanghaiDay } from '../../../platform/calendar.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { announcePaid, announceRefunded, createCoupon } from '../../coupons/testing.ts';
import { becomeOne, createMember, type TestMember } from '../../members/testing.ts';
import { activitiesTest } from '../testing.ts';

const app = await testApp({ env: { TRUST_PROXY: '1' } });
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

const tomorrow = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - ctx.now().getTime());

const { admin, live, page, join, help, visit, accept } = activitiesTest(app);
const gift = async (name: string) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99 })).id}`;
const wallet = async (her: TestMember, gift: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coupons.coupon
    where member_id = ${her.id} and state <> 'revoked' and template_id = ${gift.replace('coupon:', '')}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
};
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
const one = async () => createMember(ctx);
const cases = async (query = '') => (await admin(`GET /api/admin/activity-cases${query}`)).body;
const decideOn = async (id: string, outcome: 'released' | 'refused', list = false) =>
  admin(`POST /api/admin/activity-cases/${id}/decision`, { outcome, because: '核实过了', list });
let street = 0;
/** An address of the world that nobody else of this file comes from. */
const elsewhere = () => {
  street += 1;
  return `118.${street >> 8}.${street & 255}.7`;
};
const likes = async ({ at = 4, ...values }: { readonly at?: number; readonly [key: string]: unknown } = {}) => {
  const prize = await gift('集赞礼');
  const id = await live('likes', { perFriend: 'once', tiers: [{ at, gift: prize }], ...values });
  const her = await one();
  return { id, prize, her, entry: (await join(her, id)).body.id as string };
};
const helps = async (friends: readonly TestMember[], entry: string, from: { ip?: string; device?: string }) =>
  Promise.all(friends.map(async (friend) => (await help(friend, entry, from)).body.helping as string));
const of = (told: readonly string[], what: string) => told.filter((one) => one === what).length;

describe('one phone', () => {
  it('that taps for many is held from the third on, however many tap at one moment; a family of two is not', async () => {
    const { id, entry, her } = await likes();
    const phone = { ip: elsewhere(), device: 'iPhone15,2 iOS 18.1 393x852' };
    const told = await helps(await members(6), entry, phone);
    expect([of(told, 'helped'), of(told, 'held')]).toEqual([2, 4]);
    expect((await page(her, id)).mine.sum).toBe(2);
    const family = await likes();
    const pair = await helps(await members(2), family.entry, {
      ip: elsewhere(),
      device: 'iPhone15,2 iOS 18.1 393x852',
    });
    expect(pair).toEqual(['helped', 'helped']);
  });

  it('is told as waiting, counts when it is released, once, and never when it is refused', async () => {
    const { id, entry, her, prize } = await likes({ at: 3 });
    const phone = { ip: elsewhere(), device: 'Mi 14 Android 15' };
    const friends = await members(4);
    for (const friend of friends) await help(friend, entry, phone);
    const [, , third, fourth] = friends;
    if (!third || !fourth) throw new Error('nobody');
    expect((await page(third, id, entry)).friend).toMatchObject({ helping: 'held', sum: 2 });
    expect((await help(third, entry, phone)).body.helping).toBe('held');
    const { items, total } = await cases(
      `?state=held&q=${encodeURIComponent((await admin(`GET /api/admin/activities/${id}`)).body.name)}`,
    );
    expect(total).toBe(2);
    const held = (friend: TestMember) =>
      items.find((item: { helper: { memberId: string } }) => item.helper.memberId === friend.id);
    expect(held(third)).toMatchObject({
      ...{ subject: 'help', state: 'held', inviter: { memberId: her.id }, decidedBy: null },
      reasons: [{ rule: 'device', words: { zh: expect.stringContaining('3 人') } }],
    });
    const both = await Promise.all([1, 2].map(async () => decideOn(held(third).id, 'released')));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await decideOn(held(fourth).id, 'refused')).body).toMatchObject({ state: 'refused', because: '核实过了' });
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 3 } });
    expect((await page(third, id, entry)).friend.helping).toBe('helped');
    expect((await help(fourth, entry, phone)).body.helping).toBe('refused');
    // The three who count share a phone: the gift itself waits for somebody too.
    expect((await page(her, id)).tiers).toMatchObject([{ reached: true, state: 'held' }]);
    expect(await wallet(her, prize)).toBe(0);
    const log = (await admin('GET /api/admin/audit?limit=5')).body;
    expect(JSON.stringify(log)).toContain('拒绝了活动里扣下的一条');
  });
});

describe('one network', () => {
  it('may be the Wi-Fi of a shop: nine pass, the tenth of a crowd behind it waits, another member’s friends do not', async () => {
    const wifi = elsewhere();
    const { entry } = await likes({ aDay: 9 });
    const told: string[] = [];
    for (const friend of await members(11)) told.push(...(await helps([friend], entry, { ip: wifi })));
    expect([of(told, 'helped'), of(told, 'held')]).toEqual([9, 2]);
    const other = await likes();
    expect(await helps(await members(3), other.entry, { ip: wifi })).toEqual(['helped', 'helped', 'helped']);
    // Nobody is anybody’s neighbour by the address of a proxy.
    const inside = await likes();
    expect(of(await helps(await members(12), inside.entry, { ip: '10.0.0.9' }), 'helped')).toBe(12);
  });
});

describe('before a reward', () => {
  it('all of it is looked at once more: what came to be known since holds it, and she reads that it is under review', async () => {
    const { id, entry, her, prize } = await likes({ pays: 'settled', payDays: 1, at: 3 });
    const friends = await members(3);
    for (const friend of friends) await help(friend, entry, { ip: elsewhere() });
    await app.settle();
    expect((await page(her, id)).tiers).toMatchObject([{ state: 'due' }]);
    // The three pay from one account.
    for (const friend of friends)
      await sql`
        insert into activities.mark (person_no, kind, value, shown, at) values (${friend.personNo}, 'payer', 'same', '', ${ctx.now()})
      `.execute(ctx.db);
    await admin(`POST /api/admin/activities/${id}/stop`, { because: '提前结束' });
    await app.advance(DAY_MS + 1000);
    expect((await page(her, id)).tiers).toMatchObject([{ reached: true, state: 'held' }]);
    const tiers = async () => (await admin(`GET /api/admin/activities/${id}/result`)).body.tiers;
    expect(await tiers()).toMatchObject([{ reached: 1, given: 0, held: 1 }]);
    const [held] = (await cases('?state=held&subject=reward')).items;
    expect(held).toMatchObject({ tier: 1, helper: null, reasons: [{ rule: 'payer' }], activity: { id } });
    expect((await admin(`GET /api/admin/activities/${id}`)).body.state).toBe('stopped');
    await decideOn(held.id, 'released');
    await app.settle();
    expect((await page(her, id)).tiers).toMatchObject([{ state: 'given' }]);
    expect(await wallet(her, prize)).toBe(1);
    expect((await admin(`GET /api/admin/activities/${id}/result`)).body.tiers).toMatchObject([
      { reached: 1, given: 1 },
    ]);
  });

  it('who went back after two rewards is held at the third, and who went back once is not', async () => {
    const goals = async (her: TestMember) => {
      const id = await live('spending', { tiers: [{ at: 10_00, gift: await gift('返退礼') }] });
      const order = { person: her, orderId: newId('ord'), amount: 20_00 };
      await announcePaid(ctx, order);
      await app.settle();
      const state = (await page(her, id)).tiers[0].state;
      await announceRefunded(ctx, { ...order, whole: true });
      await app.settle();
      await admin(`POST /api/admin/activities/${id}/stop`, { because: '下一个' });
      return state;
    };
    const her = await one();
    expect([await goals(her), await goals(her), await goals(her)]).toEqual(['given', 'given', 'held']);
    // What it was about went back before anybody looked.
    const { items } = await cases('?subject=reward');
    expect(items.find((item: { inviter: { memberId: string } }) => item.inviter.memberId === her.id)).toMatchObject({
      state: 'gone',
    });
    const innocent = await one();
    expect([await goals(innocent), await goals(innocent)]).toEqual(['given', 'given']);
  });
});

describe('an invited newcomer', () => {
  const invite = async () =>
    live('invite', {
      ...{ deed: 'orders', least: 0, settleDays: 1, touch: 'first', welcome: await gift('新人礼') },
      tiers: [{ at: 3, gift: await gift('邀请礼') }],
    });

  it('of the same phone waits for somebody, with her gift; let through she is as any other, refused she is told', async () => {
    const id = await invite();
    const her = await one();
    const entry = (await join(her, id)).body.id;
    const phone = { ip: elsewhere(), device: 'HUAWEI Mate 60' };
    const friends = await members(4);
    const told: string[] = [];
    for (const friend of friends) {
      await visit(friend, entry, phone);
      told.push(await accept(friend, entry, phone));
    }
    expect(told).toEqual(['accepted', 'accepted', 'held', 'held']);
    const [, , third, fourth] = friends;
    if (!third || !fourth) throw new Error('nobody');
    for (const friend of friends) await announcePaid(ctx, { person: friend, orderId: newId('ord') });
    await app.settle();
    const { items } = await cases('?state=held&subject=invite');
    const held = (friend: TestMember) =>
      items.find((item: { helper: { memberId: string } }) => item.helper.memberId === friend.id);
    await decideOn(held(third).id, 'released');
    await decideOn(held(fourth).id, 'refused', true);
    expect([await visit(third, entry), await visit(fourth, entry)]).toEqual(['done', 'refused']);
    const listed = (await admin('GET /api/admin/activity-blacklist')).body.items;
    expect(listed.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['device', 'member']);
    await app.advance(DAY_MS);
    await app.settle();
    // The device is on the blacklist since: the two who came by it before are refused, and so is whom somebody let through.
    expect((await page(her, id)).mine.sum).toBe(0);
    const again = (await cases('?state=refused&subject=invite')).items.filter(
      ({ reasons }: { reasons: { rule: string }[] }) => reasons.some(({ rule }) => rule === 'listed'),
    );
    expect(again).toHaveLength(3);
    for (const { id: of } of listed)
      expect((await admin(`DELETE /api/admin/activity-blacklist/${of}`)).status).toBe(200);
  });

  it('passes at one address up to a family, and waits from the fourth household member on', async () => {
    const id = await invite();
    const her = await one();
    const entry = (await join(her, id)).body.id;
    const friends = await members(7);
    for (const [n, friend] of friends.entries()) {
      expect(await visit(friend, entry, { ip: elsewhere() })).toBe('can');
      await announcePaid(ctx, { person: friend, orderId: newId('ord') });
      await app.settle();
      await app.advance(60_000);
      await sql`
        insert into activities.mark (person_no, kind, value, shown, at)
        values (${friend.personNo}, 'address', ${n < 4 ? 'a house of four' : 'a family of three'}, '上海市 徐汇区', ${ctx.now()})
      `.execute(ctx.db);
    }
    await app.advance(DAY_MS);
    await app.settle();
    // All four are known to live there by then.
    expect((await page(her, id)).mine.sum).toBe(3);
    const { items } = await cases('?state=held&subject=invite');
    expect(items.filter(({ activity }: { activity: { id: string } }) => activity.id === id)).toHaveLength(4);
  });
});

it('takes back what somebody did for herself by another account, once the two are known to be one, and gives it back with the merge', async () => {
  const { entry, id, her, prize } = await likes({ at: 2 });
  const [friend, double] = await members(2);
  if (!friend || !double) throw new Error('nobody');
  await helps([friend, double], entry, {});
  await app.settle();
  expect([(await page(her, id)).mine.sum, await wallet(her, prize)]).toEqual([2, 1]);
  await becomeOne(ctx, her, double);
  await app.settle();
  expect([(await page(her, id)).mine.sum, await wallet(her, prize)]).toEqual([1, 0]);
  const { rows } = await sql<{ id: string }>`select id from members.merge order by at desc limit 1`.execute(ctx.db);
  expect((await admin(`POST /api/admin/member-merges/${rows[0]?.id}/reversal`, { reason: '两个人' })).status).toBe(200);
  await app.settle();
  expect([(await page(her, id)).mine.sum, await wallet(her, prize)]).toEqual([2, 1]);
});

it('keeps who is on the blacklist out of every play, in words, until she is taken off it', async () => {
  const bad = await one();
  const put = await admin('POST /api/admin/activity-blacklist', { member: bad.id, because: '刷单' });
  expect(put.body).toMatchObject({ kind: 'member', memberId: bad.id, because: '刷单' });
  const { entry, id } = await likes();
  expect((await help(bad, entry, {})).body.helping).toBe('refused');
  const [refused] = (await cases('?state=refused')).items;
  expect(refused).toMatchObject({
    reasons: [{ rule: 'listed', words: { zh: expect.stringContaining('刷单') } }],
    decidedBy: null,
  });
  const hers = (await join(bad, id)).body.id;
  for (const friend of await members(1)) expect((await help(friend, hers)).body.helping).toBe('refused');
  await admin(`DELETE /api/admin/activity-blacklist/${put.body.id}`);
  expect((await help(await one(), hers)).body.helping).toBe('helped');
});

it('goes by the rules that the operator set, and keeps them where they are sound', async () => {
  const { body } = await admin('GET /api/admin/settings/activity-risk');
  expect(body.values).toMatchObject({ deviceDoes: 'hold', deviceFrom: 3, listedDoes: 'refuse' });
  const bad = await admin('PUT /api/admin/settings/activity-risk', { ...body.values, deviceFrom: 1 });
  expect(bad.body.error.details.problems[0].at).toBe('deviceFrom');
  const put = await admin('PUT /api/admin/settings/activity-risk', {
    ...body.values,
    deviceDoes: 'refuse',
    deviceFrom: 2,
  });
  expect(put.body.values).toMatchObject({ deviceDoes: 'refuse', deviceFrom: 2 });
  const { entry } = await likes();
  const phone = { ip: elsewhere(), device: 'Pixel 9' };
  const told: string[] = [];
  for (const friend of await members(2)) told.push(...(await helps([friend], entry, phone)));
  expect(told).toEqual(['helped', 'refused']);
  await admin('PUT /api/admin/settings/activity-risk', body.values);
});

it('forgets what people were seen by after ninety days', async () => {
  const { entry } = await likes();
  await help(await one(), entry, { ip: elsewhere(), device: 'X' });
  const marks = async () => (await sql`select from activities.mark`.execute(ctx.db)).rows.length;
  expect(await marks()).toBeGreaterThan(0);
  await app.advance(91 * DAY_MS, 91 * DAY_MS);
  expect(await marks()).toBe(0);
});

it('lets nobody take of a flash sale whom it refuses: one on the blacklist, or the third of one phone where the shop says so', async () => {
  const { skuId } = await createProduct(ctx, { price: 100_00, stock: 50 });
  const today = shanghaiDay(ctx.now());
  const sale = await live('flash_sale', {
    ...{ days: { from: today, to: today }, sessions: [{ from: minuteOfDay(ctx.now()) - 1, minutes: 60 }] },
    ...{ goods: [{ sku: skuId, price: 60_00, stock: 20 }], perOrder: 1, perMember: 1, payMinutes: 10 },
  });
  const take = async ({ token }: TestMember, { ip = elsewhere(), device = '' } = {}) => {
    const told = await app.call(`POST /api/shop/activities/${sale}/takes?device=${encodeURIComponent(device)}`, {
      ...{ token, headers: { 'x-forwarded-for': ip }, body: { skuId, quantity: 1 } },
    });
    return told.body.taking as string;
  };
  const bad = await one();
  const put = await admin('POST /api/admin/activity-blacklist', { member: bad.id, because: '倒卖' });
  expect(await take(bad)).toBe('denied');
  await admin(`DELETE /api/admin/activity-blacklist/${put.body.id}`);
  expect(await take(bad)).toBe('kept');

  const phone = () => ({ ip: elsewhere(), device: 'iPhone15,2 iOS 18.1 393x852' });
  const rush = async (from: ReturnType<typeof phone>) =>
    Promise.all((await members(5)).map(async (her) => take(her, from)));
  // What is only held would wait for a review: a piece cannot.
  expect(of(await rush(phone()), 'kept')).toBe(5);
  const { body } = await admin('GET /api/admin/settings/activity-risk');
  const strict = { ...body.values, deviceDoes: 'refuse', deviceFrom: 3 };
  expect((await admin('PUT /api/admin/settings/activity-risk', strict)).status).toBe(200);
  const told = await rush(phone());
  expect([of(told, 'kept'), of(told, 'denied')]).toEqual([2, 3]);
  await admin('PUT /api/admin/settings/activity-risk', body.values);
});
