import { expect, it } from 'vitest';
import { pickList } from './pick-list.ts';

const line = (id: string, skuId: string, name: string, toSend: number) => ({
  id,
  skuId,
  name,
  values: ['500g'],
  toSend,
});

it('counts equal goods of several orders together, and leaves out what goes back or has left', () => {
  const orders = [
    { lines: [line('a.0', 'sku1', '草莓', 2), line('a.1', 'sku2', '白菜', 0)] },
    { lines: [line('b.0', 'sku1', '草莓', 1)] },
  ];
  expect(pickList(orders)).toEqual([{ key: 'sku1', name: '草莓', values: '500g', quantity: 3, gift: false }]);
});

it('names gifts by themselves: what is given is not what was bought', () => {
  const orders = [
    {
      lines: [line('a.0', 'sku1', '草莓', 2), { ...line('a.1', 'sku1', '草莓', 1), gift: { worth: 1 } }],
    },
  ];
  expect(pickList(orders).map(({ quantity, gift }) => ({ quantity, gift }))).toEqual([
    { quantity: 2, gift: false },
    { quantity: 1, gift: true },
  ]);
});
