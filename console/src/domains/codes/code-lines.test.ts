import { expect, it } from 'vitest';
import { readCodes } from './code-lines.ts';

it('reads rows by their heading in any order, or as the heading has them, and says on which line each stands', () => {
  expect(
    readCodes(
      `名称,位置,门店,渠道,打开,码下的话,成本,从哪天,最后一天\n徐汇货架,货架,徐汇店,,商品:草莓\n\n"海报, 东门",海报`,
    ),
  ).toEqual([
    { name: '徐汇货架', place: '货架', store: '徐汇店', opens: '商品:草莓', line: 2 },
    { name: '海报, 东门', place: '海报', line: 4 },
  ]);
  expect(readCodes('成本\tname\n200/月\t电梯')).toEqual([{ name: '电梯', cost: '200/月', line: 2 }]);
  expect(readCodes('地铁,广告')).toEqual([{ name: '地铁', place: '广告', line: 1 }]);
  expect(readCodes('')).toEqual([]);
});
