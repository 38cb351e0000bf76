import { expect, it } from 'vitest';
import { pickList } from './pick-list.ts';

const line = (id: string, skuId: string, name: string) => ({ id, skuId, name, values: ['500g'] });

it('counts equal goods of several orders together, and leaves out what goes back', () => {
  const orders = [
    {
      lines: [line('a.0', 'sku1', '草莓'), line('a.1', 'sku2', '白菜')],
      acts: {
        left: [
          { lineId: 'a.0', quantity: 2 },
          { lineId: 'a.1', quantity: 0 },
        ],
      },
    },
    { lines: [line('b.0', 'sku1', '草莓')], acts: { left: [{ lineId: 'b.0', quantity: 1 }] } },
  ];
  expect(pickList(orders)).toEqual([{ key: 'sku1', name: '草莓', values: '500g', quantity: 3, gift: false }]);
});

it('names gifts by themselves: what is given is not what was bought', () => {
  const orders = [
    {
      lines: [line('a.0', 'sku1', '草莓'), { ...line('a.1', 'sku1', '草莓'), gift: { worth: 1 } }],
      acts: {
        left: [
          { lineId: 'a.0', quantity: 2 },
          { lineId: 'a.1', quantity: 1 },
        ],
      },
    },
  ];
  expect(pickList(orders).map(({ quantity, gift }) => ({ quantity, gift }))).toEqual([
    { quantity: 2, gift: false },
    { quantity: 1, gift: true },
  ]);
});
