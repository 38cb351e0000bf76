import { plainWords, words } from '@huoshui/contracts/words';
import { readInstant } from './cells.ts';
import { readLines } from './records.ts';
import { counting, problem, type RowResult } from './row.ts';

/** Customer, day, number of CDs, dollars: columns of fixed width, right-aligned. */
const LINE = /^ *(\d{1,10}) +(\d{8}) +(\d{1,6}) +(\d{1,7})\.(\d{2}) *$/;

const notALine = words('这一行不是“客户 日期 张数 金额”', 'This line is not “customer, date, number of CDs, dollars”');
const noQuantity = words('数量应为 1 以上的整数', 'The quantity is a whole number from 1');

export const CDNOW_COLUMNS = ['customer_id', 'date', 'number_of_cds', 'dollar_value'] as const;

export function isCdnow(sample: string): boolean {
  // The sample's last line may have been cut.
  const lines = sample.split('\n', 21).filter((line) => line.trim() !== '');
  const fitting = lines.filter((line) => LINE.test(line)).length;
  return fitting > 0 && fitting >= lines.length - 2;
}

export function isCdnowHeader(line: string): boolean {
  return /[a-z]/i.test(line);
}

/**
 * The purchase log of CDNOW (Fader and Hardie): dollars are taken as fen 1:1, 11.77 dollars are 1 177 fen, and a day is
 * its noon in Shanghai. Orders have no number there: the nth line of a customer on a day is her nth order of that day.
 */
export function* readCdnow(text: string, now: Date): Generator<RowResult> {
  const nthOf = counting();
  for (const { row, line } of readLines(text)) {
    const match = LINE.exec(line);
    if (!match) {
      if (row === 1 && isCdnowHeader(line)) continue;
      yield { rows: 1, problems: [problem(row, null, notALine, line)] };
      continue;
    }
    const [, customer = '', day = '', count = '', dollars = '', cents = ''] = match;
    const at = readInstant(day, now);
    const quantity = Number(count);
    if ('problem' in at) yield { rows: 1, problems: [problem(row, plainWords('date'), at.problem, line)] };
    else if (quantity === 0) yield { rows: 1, problems: [problem(row, plainWords('number_of_cds'), noQuantity, line)] };
    else {
      const member = {
        external: customer,
        byPhone: false,
        nickname: undefined,
        phone: undefined,
        joinedAt: undefined,
        tags: [],
      };
      const key = `cdnow-${customer}-${day}-${nthOf(`${customer} ${day}`)}`;
      const amount = Number(dollars) * 100 + Number(cents);
      const lines = [{ name: 'CD', quantity, amount }];
      const order = { key, number: null, at: at.value, amount, refunded: 0, whole: false, lines };
      yield { rows: 1, draft: { row, line, member, order, leftOut: false } };
    }
  }
}

/** The first lines as cells, for the preview. */
export function previewCdnow(text: string, count: number): string[][] {
  const rows: string[][] = [];
  for (const { line } of readLines(text)) {
    const match = LINE.exec(line);
    if (match) rows.push([match[1] ?? '', match[2] ?? '', match[3] ?? '', `${match[4]}.${match[5]}`]);
    if (rows.length === count) break;
  }
  return rows;
}
