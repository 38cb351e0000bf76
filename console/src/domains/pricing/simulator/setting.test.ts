import { expect, it } from 'vitest';
import { instantOf } from '../../../ui/calendar.ts';
import { nothingYet, questionOf, settingShapes } from './setting.ts';

it('a setting is read back from its address', () => {
  const cart = [
    { skuId: 'sku_1', quantity: 2 },
    { skuId: 'sku_2', quantity: 999 },
  ];
  expect(settingShapes.cart.read(settingShapes.cart.write(cart))).toEqual(cart);
  expect(settingShapes.at.read('2026-11-30 20:00')).toBe('2026-11-30 20:00');
  expect(settingShapes.region.read('浙江省/杭州市')).toBe('浙江省/杭州市');
});

it('what an address says wrongly counts as absent', () => {
  for (const text of ['', 'sku_1', 'sku_1:0', 'sku_1:1000', 'sku_1:1:1', 'sku_1:1,', 'sku 1:1'])
    expect(settingShapes.cart.read(text)).toBeUndefined();
  for (const text of ['2026-13-01 20:00', '2026-11-30', '2026-11-30 24:00', 'now'])
    expect(settingShapes.at.read(text)).toBeUndefined();
  expect(settingShapes.region.read('Mars')).toBeUndefined();
});

it('a moment is of the shop, wherever the browser is', () => {
  expect(instantOf('2026-11-30 20:00')).toBe('2026-11-30T12:00:00.000Z');
});

it('nothing is asked while the cart is empty or nobody is chosen', () => {
  const cart = [{ skuId: 'sku_1', quantity: 1 }];
  expect(questionOf(nothingYet, undefined)).toBeNull();
  expect(questionOf({ ...nothingYet, cart, who: 'member' }, undefined)).toBeNull();
  expect(questionOf({ ...nothingYet, cart }, undefined)).toEqual({ lines: cart });
  expect(questionOf({ ...nothingYet, cart, who: 'level', level: 'lvl_1', rules: ['prm_1'] }, undefined)).toEqual({
    lines: cart,
    as: [{ source: 'levels', offerId: 'lvl_1' }],
    suppose: [{ source: 'promotions', offerId: 'prm_1' }],
  });
  // Points are somebody's: nobody else spends them.
  expect(questionOf({ ...nothingYet, cart, points: 100, spend: 'none' }, undefined)).toEqual({
    lines: cart,
    offers: [],
  });
});
