import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinations, emptySku, fillDown, matchSkus, type SkuValues } from './sku-matrix.ts';

const sku = (values: readonly string[], price: number, id?: string): SkuValues => ({
  ...emptySku(values),
  price,
  ...(id === undefined ? {} : { id }),
});

describe('the rows of a product with options', () => {
  it('are all combinations, the last option turning fastest', () => {
    expect(
      combinations([
        { name: '重量', values: ['1斤', '2斤'] },
        { name: '包装', values: ['单', '礼'] },
      ]),
    ).toEqual([
      ['1斤', '单'],
      ['1斤', '礼'],
      ['2斤', '单'],
      ['2斤', '礼'],
    ]);
    expect(combinations([])).toEqual([[]]);
    expect(combinations([{ name: '空', values: [] }])).toEqual([[]]);
  });

  it('keep id and price when a value is added or removed', () => {
    const before = [sku(['1斤'], 100, 'sku_1'), sku(['2斤'], 190, 'sku_2')];
    const after = matchSkus([{ name: '重量', values: ['2斤', '3斤'] }], before);
    expect(after.map(({ values, price, id }) => [values[0], price, id])).toEqual([
      ['2斤', 190, 'sku_2'],
      ['3斤', 100, undefined],
    ]);
  });

  it('inherit from the row they grew out of when an option is added', () => {
    const after = matchSkus(
      [
        { name: '重量', values: ['1斤', '2斤'] },
        { name: '包装', values: ['单', '礼'] },
      ],
      [sku(['1斤'], 100, 'sku_1'), sku(['2斤'], 190, 'sku_2')],
    );
    expect(after.map(({ values, price, id }) => [values.join(' '), price, id])).toEqual([
      ['1斤 单', 100, 'sku_1'],
      ['1斤 礼', 100, undefined],
      ['2斤 单', 190, 'sku_2'],
      ['2斤 礼', 100, undefined],
    ]);
  });

  it('never use one stored SKU for two rows', () => {
    const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 });
    const options = fc
      .array(values, { maxLength: 3 })
      .map((lists) => lists.map((list, at) => ({ name: `o${at}`, values: list.map((value) => `${at}${value}`) })));
    fc.assert(
      fc.property(options, options, (first, second) => {
        const stored = combinations(first).map((combination, at) => sku(combination, 100 + at, `sku_${at}`));
        const ids = matchSkus(second, stored).flatMap(({ id }) => (id === undefined ? [] : [id]));
        expect(new Set(ids).size).toBe(ids.length);
        expect(matchSkus(second, stored).map((row) => row.values)).toEqual(combinations(second));
      }),
    );
  });

  it('take the first prices when filled down, but an existing SKU keeps its stock', () => {
    const rows = fillDown([{ ...sku(['a'], 500), onHand: 9 }, { ...sku(['b'], 0, 'sku_b'), onHand: 3 }, sku(['c'], 0)]);
    expect(rows.map(({ price, onHand }) => [price, onHand])).toEqual([
      [500, 9],
      [500, 3],
      [500, 9],
    ]);
  });
});
