import { createHash } from 'node:crypto';
import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import { importField } from '@huoshui/contracts/words/imports';
import { clean, type Read, readFen, readInstant, readPhone, readQuantity, readTags, readYuan, short } from './cells.ts';
import type { Field, Mapping } from './mapping.ts';
import { readRecords } from './records.ts';
import { counting, type Draft, type Problem, problem, type RowResult } from './row.ts';

export type CsvSurroundings = {
  readonly now: Date;
  /** What a phone number is known by where no column names the member: nothing can be read from it. */
  readonly phoneKey: (phone: string) => string;
};

const MAX_NAME = 64;

const nobody = words('没有写明是哪位会员', 'It does not say which member');
const longName = words(`会员名超过 ${MAX_NAME} 个字符`, `The name of the member has more than ${MAX_NAME} characters`);
const longNumber = words(`订单号超过 ${MAX_NAME} 个字符`, `The order number has more than ${MAX_NAME} characters`);
const noTime = words('有金额，没有下单时间', 'There is an amount and no time of the order');
const noAmount = words('有下单时间，没有金额', 'There is a time of the order and no amount');

/** The rows of a delimited file as members and orders, or what is wrong with them: every wrong cell of a row at once. */
export function* readCsv(text: string, mapping: Mapping, around: CsvSurroundings): Generator<RowResult> {
  const { delimiter = ',', header = true, columns = [] } = mapping;
  const titles: string[] = [];
  const keys = orderKeys();
  let atHeader = header;
  for (const record of readRecords(text, delimiter)) {
    if (atHeader) {
      atHeader = false;
      if ('cells' in record) titles.push(...record.cells.map(clean));
      continue;
    }
    if ('broken' in record) {
      yield { problems: [problem(record.row, null, record.broken, record.text)] };
      continue;
    }
    const line = record.cells.join(delimiter);
    const cells = cellsOf(record.row, record.cells, { columns, titles, line });
    yield readRow(cells, around, keys);
  }
}

type Cells = {
  readonly row: number;
  readonly line: string;
  readonly problems: Problem[];
  /** The cell of a field, '' when it is empty or not mapped. */
  readonly text: (field: Field) => string;
  /** The value of a cell that is filled in; undefined when it is empty or wrong, and then it is told. */
  readonly read: <T>(field: Field, read: (text: string) => Read<T>) => T | undefined;
  readonly refuse: (field: Field | null, message: Words) => void;
};

function cellsOf(
  row: number,
  cells: readonly string[],
  { columns, titles, line }: { columns: readonly Field[]; titles: readonly string[]; line: string },
): Cells {
  const problems: Problem[] = [];
  const titleOf = (field: Field): Words => {
    const title = titles[columns.indexOf(field)];
    return title ? plainWords(title) : importField[field];
  };
  const refuse = (field: Field | null, message: Words): void => {
    problems.push(problem(row, field && titleOf(field), message, line));
  };
  const missing = columns.filter((field, n) => field !== 'skip' && n >= cells.length);
  if (missing.length > 0) {
    const names = joinWords(missing.map(titleOf), words('、', ', '));
    refuse(
      null,
      words(
        `这一行只有 ${cells.length} 列，缺少：${names.zh}`,
        `This line has only ${cells.length} columns; missing: ${names.en}`,
      ),
    );
  }
  const text = (field: Field): string => {
    const column = columns.indexOf(field);
    return column < 0 ? '' : clean(cells[column] ?? '');
  };
  return {
    row,
    line,
    problems,
    text,
    refuse,
    read: (field, read) => {
      const cell = text(field);
      if (cell === '') return undefined;
      const result = read(cell);
      if ('value' in result) return result.value;
      refuse(field, result.problem);
      return undefined;
    },
  };
}

function readRow(cells: Cells, { now, phoneKey }: CsvSurroundings, keys: OrderKeys): RowResult {
  const { text, read, refuse, problems, row } = cells;
  const phone = read('phone', readPhone);
  const name = text('member');
  if (problems.length === 0 && name === '' && phone === undefined) refuse('member', nobody);
  if (name.length > MAX_NAME) refuse('member', longName);
  const external = name || (phone === undefined ? '' : phoneKey(phone));
  const joinedAt = read('joined_at', (cell) => readInstant(cell, now));
  const nickname = text('nickname') || (name === '' ? maskedName(phone) : '');
  const order = readOrder(cells, external, now, keys);
  if (problems.length > 0) return { problems };
  const tags = readTags(text('tags'));
  return {
    draft: { row, member: { external, nickname: short(nickname, 30) || undefined, phone, joinedAt, tags }, order },
  };
}

/** A row with a time or an amount is an order and must have both. */
function readOrder(cells: Cells, external: string, now: Date, keys: OrderKeys): Draft['order'] {
  const { text, read, refuse } = cells;
  if (text('order_at') === '' && text('amount_yuan') === '' && text('amount_fen') === '') return null;
  const at = read('order_at', (cell) => readInstant(cell, now));
  const amount = read('amount_yuan', readYuan) ?? read('amount_fen', readFen);
  const quantity = text('quantity') === '' ? 1 : read('quantity', readQuantity);
  const number = text('order_id');
  if (text('order_at') === '') refuse('order_at', noTime);
  if (text('amount_yuan') === '' && text('amount_fen') === '') refuse('amount_yuan', noAmount);
  if (number.length > MAX_NAME) refuse('order_id', longNumber);
  if (at === undefined || amount === undefined || quantity === undefined || number.length > MAX_NAME) return null;
  const before = number === '' ? undefined : keys.rowOf(number, cells.row);
  if (before !== undefined) {
    refuse(
      'order_id',
      words(
        `订单号已在第 ${before} 行出现，一个订单只能占一行`,
        `Line ${before} has this order number already: an order is one line`,
      ),
    );
    return null;
  }
  const key = number === '' ? keys.unnamed(`${external}\n${at.toISOString()}\n${amount}`) : `csv-${number}`;
  // Noon of today may be still to come.
  const known = at > now ? now : at;
  return { key, at: known, amount, quantity, name: short(text('product'), 100) || '历史订单' };
}

type OrderKeys = ReturnType<typeof orderKeys>;

function orderKeys() {
  const nthOf = counting();
  const rows = new Map<string, number>();
  return {
    /** The row that had this number before, if any. */
    rowOf: (number: string, row: number): number | undefined => {
      const before = rows.get(number);
      if (before === undefined) rows.set(number, row);
      return before;
    },
    /** An order without a number is the nth of this member at this time with this amount. */
    unnamed: (what: string): string => {
      const hash = createHash('sha256').update(what).digest('hex').slice(0, 24);
      return `csv-${hash}-${nthOf(hash)}`;
    },
  };
}

function maskedName(phone: string | undefined): string {
  return phone === undefined ? '' : `会员 ${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
