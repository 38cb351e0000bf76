import { expect, it } from 'vitest';
import { missingOn } from './sold-out.ts';

const goods = Array.from({ length: 43 }, (_, n) => ({
  productId: `prd_${n}`,
  categoryId: 'cat',
  skuIds: [`sku_${n}`],
}));

it('now and then one of the goods is missing for two days, another each time, and a story of two days knows none', () => {
  const days = Array.from({ length: 56 }, (_, day) => missingOn({ goods, day })?.productId);
  expect(days.slice(0, 9).some((id) => id !== undefined)).toBe(false);
  const spells = days.filter((id, day) => id !== undefined && id !== days[day - 1]);
  expect(spells.length).toBeGreaterThan(3);
  expect(new Set(spells).size).toBe(spells.length);
  for (const id of spells) expect(days.filter((one) => one === id)).toHaveLength(2);
  expect(missingOn({ goods: [], day: 9 })).toBeUndefined();
});
