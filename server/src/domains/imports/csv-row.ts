import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import { importField } from '@huoshui/contracts/words/imports';
import {
  clean,
  type Read,
  readFen,
  readIdentifier,
  readInstant,
  readPhone,
  readQuantity,
  readTags,
  readYuan,
  roundedNumber,
  short,
} from './cells.ts';
import type { Field } from './mapping.ts';
import { type Outcome, outcomeOf } from './order-state.ts';
import { type Problem, problem } from './row.ts';

/** One row of a delimited file, cell by cell: what is empty, or cannot be read and is told, is undefined. */
export type ReadRow = {
  readonly row: number;
  readonly line: string;
  readonly problems: Problem[];
  readonly refuse: (field: Field | null, message: Words) => void;
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly nickname: string;
  readonly joinedAt: Date | undefined;
  readonly tags: readonly string[];
  /** '' where the row has none. */
  readonly number: string;
  /** It has a time or an amount. */
  readonly isOrder: boolean;
  readonly at: Date | undefined;
  /** Fen, of the order, of this line of it, and given back of the order. */
  readonly amount: number | undefined;
  readonly lineAmount: number | undefined;
  readonly refunded: number | undefined;
  readonly quantity: number | undefined;
  readonly product: string;
  readonly outcome: Outcome | undefined;
};

type Around = {
  readonly layout: Layout;
  readonly titles: readonly string[];
  readonly now: Date;
  /** By column: whether a spreadsheet has rounded what stands in this cell. */
  readonly rounded: ReadonlyMap<number, (cell: string) => boolean>;
};

/** What names a member or an order: digits are letters there. */
export const IDENTIFIERS: readonly Field[] = ['member', 'order_id'];

/** Where each field stands; found once a file, for it is asked a dozen times a row. */
export type Layout = {
  readonly columns: readonly Field[];
  readonly at: ReadonlyMap<Field, number>;
  readonly width: number;
};

export function layoutOf(columns: readonly Field[]): Layout {
  const at = new Map(columns.map((field, n) => [field, n]));
  return { columns, at, width: columns.findLastIndex((field) => field !== 'skip') + 1 };
}

type Line = { readonly row: number; readonly cells: readonly string[]; readonly line: string };

export function readRow({ row, cells, line }: Line, { layout, titles, now, rounded }: Around): ReadRow {
  const problems: Problem[] = [];
  const titleOf = (field: Field): Words => {
    const title = titles[layout.at.get(field) ?? -1];
    return title ? plainWords(title) : importField[field];
  };
  const refuse = (field: Field | null, message: Words): void => {
    problems.push(problem(row, field && titleOf(field), message, line));
  };
  const text = (field: Field): string => {
    const column = layout.at.get(field);
    return column === undefined ? '' : clean(cells[column] ?? '');
  };
  /** The value of a cell that is filled in; undefined when it is empty or wrong, and then it is told. */
  const read = <T>(field: Field, readCell: (text: string) => Read<T>): T | undefined => {
    const cell = text(field);
    if (cell === '') return undefined;
    const result = readCell(cell);
    if ('value' in result) return result.value;
    refuse(field, result.problem);
    return undefined;
  };
  const identifier = (field: Field): string | undefined => {
    const column = layout.at.get(field) ?? -1;
    const cell = cells[column] ?? '';
    if (!rounded.get(column)?.(cell)) return read(field, readIdentifier);
    refuse(field, roundedNumber(cell));
    return undefined;
  };
  if (cells.length < layout.width) {
    const missing = layout.columns.slice(cells.length).filter((field) => field !== 'skip');
    refuse(null, tooShort(cells.length, missing.map(titleOf)));
  }
  const day = (cell: string) => readInstant(cell, now);
  return {
    row,
    line,
    problems,
    refuse,
    phone: read('phone', readPhone),
    name: identifier('member'),
    joinedAt: read('joined_at', day),
    nickname: short(text('nickname'), 30),
    tags: readTags(text('tags')),
    number: identifier('order_id') ?? text('order_id'),
    isOrder: (['order_at', 'amount_yuan', 'amount_fen', 'line_yuan'] as const).some((field) => text(field) !== ''),
    outcome: read('order_state', readOutcome),
    at: read('order_at', day),
    amount: read('amount_yuan', readYuan) ?? read('amount_fen', readFen),
    lineAmount: read('line_yuan', readYuan),
    refunded: read('refunded_yuan', (cell) => readYuan(cell.replace(/^-(?=[\d¥￥])/, ''))),
    quantity: text('quantity') === '' ? 1 : read('quantity', readQuantity),
    product: short(text('product'), 100),
  };
}

function readOutcome(cell: string): Read<Outcome> {
  const value = outcomeOf(cell);
  if (value) return { value };
  return {
    problem: words(
      `看不懂订单状态“${short(cell)}”：不知道这一单付过款没有`,
      `The order state “${short(cell)}” is unknown: was it paid or not?`,
    ),
  };
}

function tooShort(count: number, missing: readonly Words[]): Words {
  const names = joinWords(missing, words('、', ', '));
  return words(
    `这一行只有 ${count} 列，缺少：${names.zh}`,
    `This line has only ${count} columns; missing: ${names.en}`,
  );
}
