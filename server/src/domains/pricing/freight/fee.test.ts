import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippingFee } from '../shipping.ts';
import { type FreightLine, freightOf } from './fee.ts';
import type { FreightArea, FreightTemplate } from './template.ts';

const shop = { fee: 800, freeFrom: 9_900 };
const anArea = (facts: Partial<FreightArea> = {}): FreightArea => ({
  regions: [],
  first: 1,
  firstFee: 1_000,
  more: 1,
  moreFee: 200,
  freeFrom: null,
  ...facts,
});
const aTemplate = (
  id: string,
  areas: readonly FreightArea[],
  facts: Partial<FreightTemplate> = {},
): FreightTemplate => ({
  id,
  by: 'piece',
  areas,
  excluded: [],
  ...facts,
});
const aLine = (facts: Partial<FreightLine> = {}): FreightLine => ({
  skuId: 'a',
  quantity: 1,
  weight: null,
  freightTemplateId: null,
  ...facts,
});
const of = (templates: readonly FreightTemplate[]) => new Map(templates.map((one) => [one.id, one]));
const hangzhou = { province: '浙江省', city: '杭州市' };
const feeOf = (lines: readonly FreightLine[], templates: readonly FreightTemplate[], goods = 5_000, place = hangzhou) =>
  shippingFee(freightOf(lines, of(templates), shop, place).rule, { unit: goods, current: goods });

describe('freight', () => {
  it('is the shop’s own fee for what names no template, whatever is in the order', () => {
    expect(feeOf([aLine({ quantity: 9 })], [])).toBe(800);
    expect(feeOf([aLine({ quantity: 9 })], [], 9_900)).toBe(0);
  });

  it('charges the first pieces and each further so many, begun ones too', () => {
    const two = aTemplate('t', [anArea({ first: 2, more: 3 })]);
    const paid = [1, 2, 3, 5, 6].map((quantity) => feeOf([aLine({ quantity, freightTemplateId: 't' })], [two]));
    expect(paid).toEqual([1_000, 1_000, 1_200, 1_200, 1_400]);
  });

  it('goes by weight where a template does; what nobody weighed weighs nothing', () => {
    const heavy = aTemplate('t', [anArea({ first: 0.5, more: 0.5 })], { by: 'weight' });
    expect(feeOf([aLine({ quantity: 3, weight: 400, freightTemplateId: 't' })], [heavy])).toBe(1_400);
    expect(feeOf([aLine({ quantity: 3, freightTemplateId: 't' })], [heavy])).toBe(1_000);
  });

  it('takes the row of the city before that of the province before that for everywhere else', () => {
    const areas = [
      anArea({ regions: ['浙江省'], firstFee: 600 }),
      anArea({ regions: ['浙江省/杭州市', '广东省'], firstFee: 100 }),
      anArea({ firstFee: 2_000 }),
    ];
    const fees = [
      ['浙江省', '杭州市'],
      ['浙江', '杭州'],
      ['浙江省', '宁波市'],
      ['广东省', '深圳市'],
      ['西藏自治区', '拉萨市'],
    ].map(([province = '', city = '']) =>
      feeOf([aLine({ freightTemplateId: 't' })], [aTemplate('t', areas)], 5_000, { province, city }),
    );
    expect(fees).toEqual([100, 100, 600, 100, 2_000]);
  });

  it('says what is not delivered: an area taken out, a city of one that is not, and whatever no row names', () => {
    const open = aTemplate('t', [anArea({ regions: ['新疆维吾尔自治区/乌鲁木齐市'] }), anArea()], {
      excluded: ['新疆维吾尔自治区'],
    });
    const near = aTemplate('n', [anArea({ regions: ['浙江省'] })]);
    const lines = [aLine({ skuId: 'x', freightTemplateId: 't' }), aLine({ skuId: 'y', freightTemplateId: 'n' })];
    const to = (province: string, city: string) =>
      freightOf(lines, of([open, near]), shop, { province, city }).undeliverable;
    expect(to('新疆维吾尔自治区', '乌鲁木齐市')).toEqual(['y']);
    expect(to('新疆维吾尔自治区', '喀什地区')).toEqual(['x', 'y']);
    expect(to('浙江省', '杭州市')).toEqual([]);
  });

  it('charges the first fee of several templates once, the highest; all else as further pieces', () => {
    const a = aTemplate('a', [anArea({ firstFee: 1_000, moreFee: 200 })]);
    const b = aTemplate('b', [anArea({ firstFee: 600, moreFee: 500 })]);
    const lines = [
      aLine({ skuId: 'x', quantity: 2, freightTemplateId: 'a' }),
      aLine({ skuId: 'y', freightTemplateId: 'b' }),
    ];
    expect(feeOf(lines, [a, b])).toBe(1_000 + 200 + 500);
    expect(feeOf([...lines, aLine({ skuId: 'z' })], [a, b])).toBe(1_000 + 200 + 500);
  });

  it('lets goods of a template go free at its threshold, and says how far the whole order is', () => {
    const a = aTemplate('a', [anArea({ freeFrom: 6_000 })]);
    const lines = [aLine({ freightTemplateId: 'a' }), aLine({ skuId: 'y' })];
    const { rule } = freightOf(lines, of([a]), shop, hangzhou);
    expect(rule).toEqual({ fee: 1_000, freeFrom: 9_900, base: 'current', between: [{ from: 6_000, fee: 800 }] });
  });

  it('never costs more when more is paid for goods, and never more than each template by itself', () => {
    const fee = fc.integer({ min: 0, max: 3_000 });
    const area = fc.record({
      regions: fc.constant([]),
      first: fc.integer({ min: 1, max: 5 }),
      firstFee: fee,
      more: fc.integer({ min: 1, max: 5 }),
      moreFee: fee,
      freeFrom: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
    });
    const order = fc.array(fc.record({ area, quantity: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        order,
        fc.array(fc.integer({ min: 0, max: 25_000 }), { minLength: 2, maxLength: 6 }),
        (some, amounts) => {
          const templates = some.map((one, at) => aTemplate(`t${at}`, [one.area]));
          const lines = some.map(({ quantity }, at) =>
            aLine({ skuId: `s${at}`, quantity, freightTemplateId: `t${at}` }),
          );
          const { rule } = freightOf(lines, of(templates), shop, hangzhou);
          const fees = amounts
            .toSorted((a, b) => a - b)
            .map((goods) => shippingFee(rule, { unit: goods, current: goods }));
          expect(fees).toEqual(fees.toSorted((a, b) => b - a));
          if (rule.freeFrom !== null) expect(shippingFee(rule, { unit: 0, current: rule.freeFrom })).toBe(0);
          expect(freightOf(lines.toReversed(), of(templates), shop, hangzhou).rule).toEqual(rule);
        },
      ),
    );
  });
});
