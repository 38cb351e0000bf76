import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { couponSource } from './coupon-source.ts';
import {
  announceCancelled,
  announcePaid,
  announceRefunded,
  couponRow,
  createCoupon,
  giveCoupon,
  tally,
} from './testing.ts';

const app = await testApp();
let shopper: TestMember;
beforeAll(async () => {
  shopper = await createMember(app.ctx);
});

const aClaim = (offerId: string, member = shopper) => ({
  orderId: newId('ord'),
  offerId,
  memberId: member.id,
  personNo: member.personNo,
  saving: 900,
  pieces: [],
});
const claim = async (claims: ReturnType<typeof aClaim>[]) =>
  inTransaction(app.ctx, async (ctx) => (await couponSource.claim?.(ctx, claims)) ?? []);
const outcomes = async (claims: ReturnType<typeof aClaim>[]) => (await claim(claims)).map(({ outcome }) => outcome);

async function held(): Promise<{ couponId: string; orderId: string; templateId: string }> {
  const { id: templateId } = await createCoupon(app.ctx);
  const couponId = await giveCoupon(app.ctx, shopper, templateId);
  const { orderId } = aClaim(couponId);
  await claim([{ ...aClaim(couponId), orderId }]);
  return { couponId, orderId, templateId };
}

describe('a coupon at checkout', () => {
  it('is found with its terms while it is free, and not while an order holds it', async () => {
    const buyer = await createMember(app.ctx);
    const scope = { kind: 'except' as const, ids: ['prd_wine'] };
    const template = await createCoupon(app.ctx, { discount: { kind: 'percent', percentOff: 10, cap: 500 }, scope });
    const couponId = await giveCoupon(app.ctx, buyer, template.id);
    const who = { memberId: buyer.id, personNo: buyer.personNo, lines: [], now: app.ctx.now() };
    const context = { channel: 'shop', app: null, chosen: 'best' as const };
    const ask = async () => (await couponSource.find(app.ctx, { ...who, context })).offers;
    expect(await ask()).toMatchObject([
      {
        id: couponId,
        scope: { kind: 'all', exceptProductIds: ['prd_wine'] },
        discount: {
          kind: { kind: 'percent_off' },
          values: { tiers: [{ threshold: 3_900, percentOff: 10, cap: 500 }] },
        },
      },
    ]);
    await claim([aClaim(couponId, buyer)]);
    expect(await ask()).toEqual([]);
  });

  it('goes to one of 5 orders placed at once', async () => {
    const template = await createCoupon(app.ctx);
    const couponId = await giveCoupon(app.ctx, shopper, template.id);
    const claims = Array.from({ length: 5 }, () => aClaim(couponId));
    const answers = (await Promise.all(claims.map(async (one) => claim([one])))).flat();
    const won = answers.filter(({ outcome }) => outcome === 'claimed');
    expect(won).toHaveLength(1);
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'locked', orderId: won[0]?.orderId });
  });

  it('goes to the first of a group of orders, and every order gets its own answer', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9 });
    const [one, two] = [
      await giveCoupon(app.ctx, shopper, template.id),
      await giveCoupon(app.ctx, shopper, template.id),
    ];
    expect(await outcomes([aClaim(two), aClaim(one), aClaim(two), aClaim('cpn_nothing')])).toEqual([
      'claimed',
      'claimed',
      'refused',
      'refused',
    ]);
  });

  it('cannot be spent by another member, before its time or after it', async () => {
    const other = await createMember(app.ctx);
    const template = await createCoupon(app.ctx);
    const couponId = await giveCoupon(app.ctx, shopper, template.id);
    expect(await claim([aClaim(couponId, other)])).toMatchObject([
      { outcome: 'refused', error: { code: 'coupons.gone' } },
    ]);
    const from = app.ctx.now().getTime() + DAY_MS;
    const validity = {
      kind: 'between' as const,
      from: new Date(from).toISOString(),
      to: new Date(from + 1).toISOString(),
    };
    const early = await giveCoupon(app.ctx, shopper, (await createCoupon(app.ctx, { validity })).id);
    expect(await outcomes([aClaim(early)])).toEqual(['refused']);
    const past = {
      ...validity,
      from: new Date(0).toISOString(),
      to: new Date(app.ctx.now().getTime() + 300).toISOString(),
    };
    const late = await giveCoupon(app.ctx, shopper, (await createCoupon(app.ctx, { validity: past })).id);
    await app.advance(400);
    expect(await outcomes([aClaim(late)])).toEqual(['refused']);
  });

  it('is free again at once when the order that held it is released, and releasing twice is harmless', async () => {
    const { couponId, orderId } = await held();
    for (let time = 0; time < 2; time += 1) {
      await inTransaction(app.ctx, async (ctx) => couponSource.release?.(ctx, [orderId], 'cancelled'));
      expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'available', orderId: null, saving: null });
    }
    expect(await outcomes([aClaim(couponId)])).toEqual(['claimed']);
  });
});

describe('what follows an order', () => {
  it('is used when the order is paid, once, and the figures say what it cost and brought', async () => {
    const { couponId, orderId, templateId } = await held();
    await announcePaid(app.ctx, { orderId, person: shopper, amount: 4_100, couponId, saving: 900 });
    await announcePaid(app.ctx, { orderId, person: shopper, amount: 4_100, couponId, saving: 900 });
    await app.settle();
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'used', orderId });
    expect(await tally(app.ctx, templateId)).toEqual({
      issued: 1,
      used: 1,
      cost: 900,
      gmv: 4_100,
      rows: 1,
      usedRows: 1,
      saved: 900,
    });
    await inTransaction(app.ctx, async (ctx) => couponSource.release?.(ctx, [orderId], 'cancelled'));
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'used' });
  });

  it('is free again when the order is cancelled, with its own expiry', async () => {
    const { couponId, orderId } = await held();
    const before = await couponRow(app.ctx, couponId);
    await announceCancelled(app.ctx, { orderId, person: shopper });
    await app.settle();
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'available', validTo: before?.validTo });
  });

  it('stays used after a refund of a part, and comes back for a week at least after a refund of all', async () => {
    const { couponId, orderId, templateId } = await held();
    await announcePaid(app.ctx, { orderId, person: shopper, couponId, saving: 900 });
    await announceRefunded(app.ctx, { orderId, person: shopper, amount: 1_000, whole: false });
    await app.settle();
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'used' });
    await app.advance(6 * DAY_MS);
    await announceRefunded(app.ctx, { orderId, person: shopper, whole: true });
    await app.settle();
    const row = await couponRow(app.ctx, couponId);
    expect(row).toMatchObject({ state: 'available', orderId: null });
    expect(((row?.validTo.getTime() ?? 0) - app.ctx.now().getTime()) / DAY_MS).toBeCloseTo(7, 1);
    expect(await tally(app.ctx, templateId)).toMatchObject({ issued: 1, used: 0, cost: 0, gmv: 0, usedRows: 0 });
  });

  it('comes back no longer than it was good, or not at all, where the shop has set so', async () => {
    const settings = await getSetting(app.ctx, shopSettings);
    const back = async (afterSales: Partial<typeof settings.afterSales>) => {
      await putSetting(app.ctx, shopSettings, { ...settings, afterSales: { ...settings.afterSales, ...afterSales } });
      const { couponId, orderId } = await held();
      const before = await couponRow(app.ctx, couponId);
      await announcePaid(app.ctx, { orderId, person: shopper, couponId, saving: 900 });
      await announceRefunded(app.ctx, { orderId, person: shopper, whole: true });
      await app.settle();
      const after = await couponRow(app.ctx, couponId);
      return { state: after?.state, longer: (after?.validTo.getTime() ?? 0) > (before?.validTo.getTime() ?? 0) };
    };
    expect(await back({ couponDays: 0 })).toEqual({ state: 'available', longer: false });
    expect(await back({ couponDays: 60 })).toEqual({ state: 'available', longer: true });
    expect(await back({ couponBack: false })).toEqual({ state: 'used', longer: false });
    await putSetting(app.ctx, shopSettings, settings);
  });

  it('expires when its time is over, but not while an order holds it', async () => {
    const { couponId, orderId } = await held();
    const free = await giveCoupon(app.ctx, shopper, (await createCoupon(app.ctx)).id);
    await app.advance(9 * DAY_MS);
    expect(await couponRow(app.ctx, free)).toMatchObject({ state: 'expired' });
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'locked' });
    await announceCancelled(app.ctx, { orderId, person: shopper });
    await app.settle();
    expect(await couponRow(app.ctx, couponId)).toMatchObject({ state: 'expired' });
  });
});
