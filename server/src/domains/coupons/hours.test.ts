import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayStart, MINUTE_MS, minuteOfDay, shanghaiDay } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { type HoursOfUse, hoursText, isOpen, weekdayOf } from '../../platform/week-hours.ts';
import { createMember } from '../members/testing.ts';
import { type QuoteLine, quote } from '../pricing/index.ts';
import { couponSource } from './coupon-source.ts';
import { createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();
const lunch: HoursOfUse = { weekdays: [1, 2, 3, 4, 5], from: 600, to: 840 };
const line: QuoteLine = {
  lineId: 'a',
  skuId: 'sku_a',
  productId: 'prd_a',
  categoryIds: [],
  quantity: 1,
  listPrice: 5_000,
  memberPrice: null,
};

describe('hours of a week', () => {
  it('are half-open by Shanghai’s clocks, on their days alone', () => {
    const at = (moment: string) => isOpen({ hours: lunch }, new Date(`${moment}+08:00`));
    expect(at('2026-11-27T09:59:59.999')).toBe(false);
    expect(at('2026-11-27T10:00')).toBe(true);
    expect(at('2026-11-27T13:59:59.999')).toBe(true);
    expect(at('2026-11-27T14:00')).toBe(false);
    // A Saturday; and the National Day, which is a Thursday like any other.
    expect(at('2026-11-28T12:00')).toBe(false);
    expect(at('2026-10-01T12:00')).toBe(true);
  });

  it('of every minute of a week are told from the minutes before and after', () => {
    const week = dayStart('2026-11-23').getTime();
    fc.assert(
      fc.property(
        fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        fc.nat(1439),
        fc.nat(1439),
        fc.nat(7 * 1440 - 1),
        (weekdays, a, b, minute) => {
          const hours = { weekdays, from: Math.min(a, b), to: Math.max(a, b) + 1 };
          const at = new Date(week + minute * MINUTE_MS);
          const inside = weekdays.includes(Math.floor(minute / 1440) + 1);
          expect(isOpen({ hours }, at)).toBe(inside && minute % 1440 >= hours.from && minute % 1440 < hours.to);
        },
      ),
    );
  });

  it('are said as one says them', () => {
    expect(hoursText(lunch)).toEqual(words('周一至周五 10:00–14:00', 'Mon–Fri 10:00–14:00'));
    expect(hoursText({ weekdays: [6, 7], from: 0, to: 1440 })).toEqual(words('周六、周日', 'Sat, Sun'));
    expect(hoursText({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 420, to: 540 }).zh).toBe('每天 07:00–09:00');
  });
});

describe('a coupon with hours', () => {
  const now = app.ctx.now();
  const minute = minuteOfDay(now);
  const open: HoursOfUse = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 };
  const other: HoursOfUse = { weekdays: [weekdayOf(now) === 7 ? 1 : weekdayOf(now) + 1], from: 0, to: 1440 };
  const past: HoursOfUse = { weekdays: open.weekdays, from: 0, to: Math.max(1, minute - 1) };

  it('takes nothing off outside of them and says when it will; the checkout refuses it with the same words', async () => {
    const member = await createMember(app.ctx);
    const who = { memberId: member.id, personNo: member.personNo };
    for (const [hours, usable] of [
      [open, true],
      [other, false],
      [past, false],
    ] as const) {
      const template = await createCoupon(app.ctx, { hours });
      const couponId = await giveCoupon(app.ctx, member, template.id);
      const context = { channel: 'shop', app: null, chosen: 'best' as const };
      const at = app.ctx.now();
      const found = await couponSource.find(app.ctx, { ...who, lines: [line], now: at, context });
      const offers = (found.offers ?? []).filter(({ id }) => id === couponId);
      const priced = quote({ lines: [line], offers, prices: [], shipping: null, now: at });
      expect(priced.totals.payable).toBe(usable ? 4_000 : 5_000);
      if (!usable) expect(priced.rejected).toMatchObject([{ reason: 'outside_hours', hours }]);
      const orderId = newId('ord');
      const asked = { ...who, orderId, offerId: couponId, saving: 1_000, pieces: [] };
      const claimed = await inTransaction(app.ctx, async (ctx) => couponSource.claim?.(ctx, [asked]));
      expect(claimed?.[0]?.outcome).toBe(usable ? 'claimed' : 'refused');
      if (claimed?.[0]?.outcome === 'refused') expect(claimed[0].error.code).toBe('coupons.outside_hours');
      const wallet = (await app.call('GET /api/shop/coupons', { token: member.token })).body.items;
      const shown = wallet.find((coupon: { id: string }) => coupon.id === couponId);
      expect(shown.notNow === null).toBe(usable);
      expect(shown.sentence.zh).toContain('可用');
    }
  });

  it('is asked at the quote and again when the order takes it: a window that shut between them refuses', async () => {
    const member = await createMember(app.ctx);
    const today = weekdayOf(app.ctx.now());
    const from = minuteOfDay(app.ctx.now());
    const template = await createCoupon(app.ctx, { hours: { weekdays: [today], from, to: from + 2 } });
    const couponId = await giveCoupon(app.ctx, member, template.id);
    const asked = {
      ...{ memberId: member.id, personNo: member.personNo, orderId: newId('ord') },
      ...{ offerId: couponId, saving: 1_000, pieces: [] },
    };
    await app.advance(3 * MINUTE_MS);
    expect(shanghaiDay(app.ctx.now())).toBe(shanghaiDay(new Date(app.ctx.now().getTime() - 3 * MINUTE_MS)));
    const claimed = await inTransaction(app.ctx, async (ctx) => couponSource.claim?.(ctx, [asked]));
    expect(claimed?.[0]?.outcome).toBe('refused');
  });
});
