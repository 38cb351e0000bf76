import { expect, it, vi } from 'vitest';
import { keepFriends, partsOn, tireOfMass } from '../../../rehearsal/src/keep-friends.ts';
import { keepHer, keepRelations } from '../../../rehearsal/src/keep-relations.ts';
import { demoPhoneList, demoTransfers } from '../../../rehearsal/src/shop/relations.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';
import { befriend } from './staff.ts';

// What the demo's story tells of staff and their friends comes about in the shop: the list is worked through, friends are handed over and leave.

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, phone } = shop;
const { cookie } = shop.owner;
const HOUR = 3_600_000;
const place = { api, phone, cookie };
await app.settle();

const knownOf = async (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const { id: wechatId, phoneNumber } = await phone.create(`登记的人 ${n}`);
      return { wechatId, phoneNumber };
    }),
  );

it('works a list of numbers through on the phones of staff: some say yes, some no, and some numbers lead to nobody', async () => {
  const people = await knownOf(24);
  const [gone, ...others] = people;
  if (gone === undefined) throw new Error('nobody left a number');
  await keepRelations(place, demoPhoneList.onDay, people);
  for (const one of [gone, ...others.slice(0, 3)]) await phone.changeNumber(one.wechatId);
  for (let day = demoPhoneList.onDay + 1; day <= demoPhoneList.onDay + 3; day += 1) {
    await app.advance(24 * HOUR, 6 * HOUR);
    await keepRelations(place, day, people);
    await app.settle();
  }
  await app.settle();
  const { items } = await api('GET /api/admin/phone-lists', { cookie, query: {} });
  const [list] = items;
  expect(list).toMatchObject({ people: 24, name: demoPhoneList.name });
  expect(list?.asked).toBe(24);
  expect(list?.passed).toBeGreaterThan(4);
  expect(list?.refused).toBeGreaterThan(0);
  expect(list?.wrong).toBeGreaterThan(0);
});

it('hands friends over of who changes places and of who leaves the corp', async () => {
  const friends = await Promise.all(Array.from({ length: 12 }, async () => newShopper(shop)));
  for (const one of friends) await befriend(shop, one, 'guide02');
  for (const { onDay, resigns } of demoTransfers)
    for (const day of [onDay, onDay + 1]) {
      await keepRelations(place, day, []);
      await app.settle();
      await keepHer(
        phone,
        day,
        friends.map(({ wechatId }) => ({ wechatId, phoneNumber: '' })),
      );
      await app.settle();
      await app.advance(26 * HOUR, 13 * HOUR);
      if (!resigns) break;
    }
  const { items } = await api('GET /api/admin/transfers', { cookie, query: {} });
  expect(items.map(({ from, resigned, total }) => [from, resigned, total > 0])).toEqual([
    ['导购 03', true, true],
    ['导购 02', false, true],
  ]);
  const count = (n: number, of: 'done' | 'refused') => items[n]?.counts.find(({ state }) => state === of)?.count ?? 0;
  expect([count(0, 'done'), count(1, 'done')].map((one) => one > 0)).toEqual([true, true]);
  // Who would rather keep her is asked only where she is still there.
  expect([count(0, 'refused'), count(1, 'refused') + count(1, 'done')]).toEqual([0, friends.length]);
});

it('has some delete their member of staff in the end, some at a mass message, and some come back', async () => {
  // As many as it takes for one who comes back and one who does not.
  const many: { shopper: Shopper & { meetStaffAgain(): Promise<void> }; joinDay: number }[] = [];
  const has = (back: boolean) => many.some(({ shopper }) => partsOn(shopper.wechatId, 0)?.comesBack === back);
  for (let n = 0; n < 200 && !(has(true) && has(false)); n += 1) {
    const shopper = await newShopper(shop, `会离开的人 ${n}`);
    const again = { ...shopper, meetStaffAgain: async () => void (await befriend(shop, shopper, 'guide01')) };
    many.push({ shopper: again, joinDay: 0 });
  }
  const parting = many.filter(({ shopper }) => partsOn(shopper.wechatId, 0) !== null);
  for (const { shopper } of parting) await befriend(shop, shopper, 'guide01');
  const lost = async () => (await api('GET /api/admin/lost-friends', { cookie, query: { by: 'customer' } })).total;
  for (let day = 5; day <= 30; day += 1) {
    await keepFriends(phone, day, many);
    await app.settle();
    await app.advance(60_000);
  }
  expect(await lost()).toBe(parting.length);
  const { items } = await api('GET /api/admin/lost-friends', { cookie, query: { by: 'customer', limit: 100 } });
  expect(items.some(({ back }) => back)).toBe(true);
  expect(items.some(({ back, others }) => !back && others.length === 0)).toBe(true);
  // Right after a message to many somebody leaves who sent it, on one day or another.
  const staying = many.filter(({ shopper }) => partsOn(shopper.wechatId, 0) === null).slice(0, 3);
  for (const { shopper } of staying) await befriend(shop, shopper, 'guide01');
  for (let day = 0; day < 40; day += 1) await tireOfMass(phone, { day, wrote: ['guide02'] }, staying);
  await app.settle();
  expect(await lost()).toBe(parting.length);
  for (let day = 0; day < 40; day += 1) await tireOfMass(phone, { day, wrote: ['guide01'] }, staying);
  await app.settle();
  expect(await lost()).toBeGreaterThan(parting.length);
});
