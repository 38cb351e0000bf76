import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCsv } from '../csv.ts';
import { formatCount, formatYuan } from '../format.ts';
import {
  countColumn,
  memberColumn,
  moneyColumn,
  percentColumn,
  productColumn,
  stateColumn,
  textColumn,
  timeColumn,
} from './columns.tsx';

type Row = {
  readonly fen: number | null;
  readonly share: number | null;
  readonly at: string | null;
  readonly name: string;
};
const row: Row = { fen: 123_450, share: 0.12345, at: '2026-11-21T06:05:09.000Z', name: '林小姐' };
const empty: Row = { fen: null, share: null, at: null, name: '' };

it('carries into the file what a spreadsheet can count with: yuan, percent and counts as numbers', () => {
  expect(moneyColumn<Row>('fen', '金额', (one) => one.fen).csv?.(row)).toBe(1234.5);
  expect(countColumn<Row>('fen', '次数', (one) => one.fen).csv?.(row)).toBe(123_450);
  expect(percentColumn<Row>('share', '占比', (one) => one.share).csv?.(row)).toBe(12.35);
});

it('writes times in the zone of the shop, and people, goods and states by their names', () => {
  expect(timeColumn<Row>('at', '时间', (one) => one.at).csv?.(row)).toBe('2026-11-21 14:05:09');
  expect(memberColumn<Row>('m', '会员', ({ name }) => ({ id: 'mem_1', name })).csv?.(row)).toBe('林小姐');
  expect(productColumn<Row>('p', '商品', ({ name }) => ({ name, image: null })).csv?.(row)).toBe('林小姐');
  expect(
    stateColumn<Row>(
      's',
      '状态',
      () => '已完成',
      () => 'good',
    ).csv?.(row),
  ).toBe('已完成');
  expect(textColumn<Row>('t', '备注', ({ name }) => name).csv?.(row)).toBe('林小姐');
});

it('leaves a cell empty where there is nothing', () => {
  expect(moneyColumn<Row>('fen', '金额', (one) => one.fen).csv?.(empty)).toBeNull();
  expect(percentColumn<Row>('share', '占比', (one) => one.share).csv?.(empty)).toBeNull();
  expect(timeColumn<Row>('at', '时间', (one) => one.at).csv?.(empty)).toBeNull();
  expect(memberColumn<Row>('m', '会员', () => null).csv?.(empty)).toBeNull();
});

it('sets numbers to the right, whatever they count', () => {
  for (const make of [moneyColumn<Row>, countColumn<Row>, percentColumn<Row>])
    expect(make('fen', '数', (one) => one.fen, { hidden: true })).toMatchObject({ number: true, hidden: true });
  expect(timeColumn<Row>('at', '时间', (one) => one.at).number).toBeUndefined();
});

it('says one number on the page and in the file, and a column adds up to what its rows do', () => {
  const money = moneyColumn<Row>('fen', '金额', (one) => one.fen);
  const count = countColumn<Row>('fen', '次数', (one) => one.fen);
  const fen = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });
  fc.assert(
    fc.property(fc.array(fen, { minLength: 1, maxLength: 20 }), (amounts) => {
      const rows = amounts.map((amount) => ({ ...empty, fen: amount }));
      const [, ...lines] = toCsv(
        ['金额', '次数'],
        rows.map((one) => [money.csv?.(one) ?? null, count.csv?.(one) ?? null]),
      )
        .trim()
        .split('\r\n');
      const read = lines.map((line) => line.split(',').map(Number));
      const digits = (shown: string) => Number(shown.replaceAll(/[¥,]/g, ''));
      for (const [n, amount] of amounts.entries()) {
        expect(Math.round((read[n]?.[0] ?? 0) * 100)).toBe(amount);
        expect(read[n]?.[0]).toBe(digits(formatYuan(amount)));
        expect(read[n]?.[1]).toBe(digits(formatCount(amount)));
      }
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(read.map(([yuan = 0]) => Math.round(yuan * 100)))).toBe(sum(amounts));
    }),
  );
});
