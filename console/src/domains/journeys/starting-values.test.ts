import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { asksFirst, type PresetCoupon, startingValues } from './starting-values.ts';

const coupon = (id: string, more: Partial<PresetCoupon> = {}): PresetCoupon => ({
  id,
  channel: 'grant',
  total: null,
  issued: 0,
  perMember: 6,
  discount: { kind: 'amount' },
  ...more,
});
const picker = (key: string): Field => ({ key, label: words('券', 'Coupon'), kind: 'picker', of: 'coupon' });
const start = (coupons: readonly PresetCoupon[], keys = ['coupon'], suits: string | null = null) =>
  startingValues({ fields: keys.map(picker), initial: {}, suits }, coupons);

describe('the coupons that a playbook starts from', () => {
  it('are made for giving, and what she may have often: one a member would not be given to who had it elsewhere', () => {
    const once = coupon('once', { perMember: 1 });
    expect(start([once, coupon('often'), coupon('shop', { channel: 'shop', perMember: null })])).toEqual({
      coupon: 'often',
    });
    expect(start([once])).toEqual({ coupon: 'once' });
    expect(start([coupon('gone', { total: 5, issued: 5 })])).toEqual({ coupon: null });
  });

  it('are not exchanged for goods, unless there is nothing else', () => {
    const pudding = coupon('pudding', { discount: { kind: 'exchange' }, perMember: 20 });
    expect(start([pudding, coupon('yuan', { perMember: 1 })])).toEqual({ coupon: 'yuan' });
    expect(start([pudding])).toEqual({ coupon: 'pudding' });
  });

  it('are what the playbook promises, where the shop has it', () => {
    const free = coupon('free', { channel: 'shop', perMember: 1, discount: { kind: 'free_shipping' } });
    expect(start([coupon('yuan'), free], ['coupon'], 'free_shipping')).toEqual({ coupon: 'free' });
    expect(start([coupon('yuan')], ['coupon'], 'free_shipping')).toEqual({ coupon: 'yuan' });
  });

  it('are two where she may have one only once', () => {
    const [one, other] = [coupon('one', { perMember: 1 }), coupon('other', { perMember: 1 })];
    expect(start([one, other], ['coupon', 'laterCoupon'])).toEqual({ coupon: 'one', laterCoupon: 'other' });
    expect(start([coupon('often')], ['coupon', 'laterCoupon'])).toEqual({ coupon: 'often', laterCoupon: 'often' });
  });
});

it('what the shop alone can say is asked first: an empty row of a list as a coupon that is not there', () => {
  const theme: Field = { key: 'theme', label: words('主题', 'Theme'), kind: 'text', max: 20 };
  const themes: Field = {
    key: 'themes',
    label: words('主题', 'Themes'),
    kind: 'list',
    of: [theme],
    min: 1,
    max: 7,
    add: words('加', 'Add'),
  };
  expect(asksFirst([themes], { themes: [{ theme: '' }] })).toBe(true);
  expect(asksFirst([themes], { themes: [{ theme: '水果日' }] })).toBe(false);
  expect([asksFirst([picker('coupon')], { coupon: null }), asksFirst([picker('coupon')], { coupon: 'one' })]).toEqual([
    true,
    false,
  ]);
});
