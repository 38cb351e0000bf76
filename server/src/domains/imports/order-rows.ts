import { createHash } from 'node:crypto';
import { type Words, words } from '@huoshui/contracts/words';
import { allocate } from '../../platform/money.ts';
import type { CsvSurroundings } from './csv.ts';
import type { ReadRow } from './csv-row.ts';
import type { Mapping } from './mapping.ts';
import { counting, type Draft, problem, type RowResult } from './row.ts';

/** An order of more lines is a column that was taken for the order number. */
const MAX_LINES = 500;

const nobody = words('没有写明是哪位会员', 'It does not say which member');
const noTime = words('有金额，没有下单时间', 'There is an amount and no time of the order');
const noAmount = words('有下单时间，没有金额', 'There is a time of the order and no amount');
const otherMember = words(
  '同一个订单号，上一行是另一位会员',
  'The line above has this order number and another member',
);
const otherTime = words('同一个订单号，上一行是另一个时间', 'The line above has this order number and another time');
const otherAmount = words(
  '同一个订单号，上一行是另一个金额：如果这是每件商品的金额，请把这一列选为“商品小计（元）”',
  'The line above has this order number and another amount: if it is what each product cost, choose “Line total (yuan)”',
);
const otherRefund = words(
  '同一个订单号，上一行的退款金额不同',
  'The line above has this order number and another refund',
);
const tooMuchBack = words('退款比付的多', 'More was given back than paid');
const tooManyLines = words(
  `一个订单超过 ${MAX_LINES} 行：这一列是订单号吗？`,
  `An order of more than ${MAX_LINES} lines: is this column the order number?`,
);

type Results = Generator<RowResult, void>;

/** Rows in, members and orders out: a row stands for itself, those of one order number below one another are its lines. */
export function orderRows(around: CsvSurroundings, mapping: Mapping) {
  const keys = orderKeys(mapping.source);
  let lines: ReadRow[] = [];
  function* end(): Results {
    const [first] = lines;
    if (first) yield settle(lines, first, around, keys);
    lines = [];
  }
  function* take(row: ReadRow): Results {
    const [first] = lines;
    const goesOn = first !== undefined && row.number !== '' && row.number === first.number;
    if (!goesOn || lines.length > MAX_LINES) yield* end();
    lines.push(row);
  }
  return { take, end };
}

function settle(lines: readonly ReadRow[], first: ReadRow, around: CsvSurroundings, keys: OrderKeys): RowResult {
  const rows = lines.length;
  const { name, phone, row, line } = first;
  if (first.problems.length === 0 && name === undefined && phone === undefined) first.refuse('member', nobody);
  const external = name ?? (phone === undefined ? '' : around.phoneKey(phone));
  const order = lines.some((one) => one.isOrder) ? readOrder(lines, first, { external, now: around.now, keys }) : null;
  const problems = lines.flatMap((one) => one.problems);
  if (problems.length > 0) return { rows, problems: [...problems, ...lines.flatMap(spoiled)] };
  const nickname = first.nickname || (name === undefined && phone ? maskedName(phone) : '');
  const { joinedAt, tags } = first;
  const member = { external, byPhone: name === undefined, nickname: nickname || undefined, phone, joinedAt, tags };
  return {
    rows,
    draft: { row, line, member, order: order === 'unpaid' ? null : order, leftOut: order === 'unpaid' },
  };
}

/** A good line of an order with a bad one: half an order would be a wrong amount. */
function spoiled(line: ReadRow, _: number, lines: readonly ReadRow[]) {
  if (line.problems.length > 0) return [];
  const bad = lines.find((one) => one.problems.length > 0)?.row ?? line.row;
  const message = words(
    `同一订单的第 ${bad} 行有问题，整单没有导入`,
    `Line ${bad} of the same order has a problem: the order did not come in`,
  );
  return [problem(line.row, null, message, line.line)];
}

type Where = { readonly external: string; readonly now: Date; readonly keys: OrderKeys };

function readOrder(
  lines: readonly ReadRow[],
  first: ReadRow,
  { external, now, keys }: Where,
): Draft['order'] | 'unpaid' {
  refuseWhatDiffers(lines, first);
  const told = <T>(of: (line: ReadRow) => T | undefined) => lines.map(of).find((value) => value !== undefined);
  const [at, outcome, refunded = 0] = [told((l) => l.at), told((l) => l.outcome), told((l) => l.refunded)];
  if (outcome === 'unpaid' && refunded === 0) return 'unpaid';
  const total = told((l) => l.amount) ?? sumOf(lines.map((l) => l.lineAmount));
  const bad = lines.some((l) => l.problems.length > 0);
  if (!bad && at === undefined) first.refuse('order_at', noTime);
  if (!bad && total === undefined) first.refuse('amount_yuan', noAmount);
  if (total !== undefined && refunded > total) first.refuse('refunded_yuan', tooMuchBack);
  if (first.number !== '') keys.refuseKnown(first);
  if (at === undefined || total === undefined || lines.some((l) => l.problems.length > 0)) return null;
  const back = outcome === 'refunded' && refunded === 0 ? total : refunded;
  return {
    key: first.number === '' ? keys.unnamed(`${external}\n${at.toISOString()}\n${total}`) : keys.named(first.number),
    number: first.number || null,
    // Noon of today may be still to come.
    at: at > now ? now : at,
    amount: total,
    refunded: back,
    whole: outcome === 'refunded' || (total > 0 && back === total),
    lines: amountsOf(lines, total).map((amount, n) => ({
      name: lines[n]?.product || '历史订单',
      quantity: lines[n]?.quantity ?? 1,
      amount,
    })),
  };
}

/** What each line is of the whole: as it says, else by its pieces. */
function amountsOf(lines: readonly ReadRow[], total: number): number[] {
  const said = lines.map((line) => line.lineAmount ?? 0);
  const weights = said.some((amount) => amount > 0) ? said : lines.map((line) => line.quantity ?? 1);
  return allocate(total, weights);
}

/** Undefined where one is missing. */
function sumOf(amounts: readonly (number | undefined)[]): number | undefined {
  return amounts.reduce((sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount), 0);
}

/** What is said of the order on each of its lines is the same, or left out below the first. */
function refuseWhatDiffers(lines: readonly ReadRow[], first: ReadRow): void {
  if (lines.length > MAX_LINES) first.refuse('order_id', tooManyLines);
  for (const line of lines.slice(1)) {
    const differs = <T>(value: T | undefined, before: T | undefined) => value !== undefined && value !== before;
    if (differs(line.name, first.name) || (line.name === undefined && differs(line.phone, first.phone)))
      line.refuse('member', otherMember);
    if (differs(line.at?.getTime(), first.at?.getTime())) line.refuse('order_at', otherTime);
    if (differs(line.amount, first.amount)) line.refuse('amount_yuan', otherAmount);
    if (differs(line.refunded, first.refunded)) line.refuse('refunded_yuan', otherRefund);
  }
}

type OrderKeys = ReturnType<typeof orderKeys>;

function orderKeys(source: string | undefined) {
  const from = source === undefined ? 'csv' : `csv-${source}`;
  const nthOf = counting();
  const rows = new Map<string, number>();
  return {
    named: (number: string): string => `${from}-${number}`,
    /** A number that stood further up, with other orders between. */
    refuseKnown: (line: ReadRow): void => {
      const before = rows.get(line.number);
      if (before === undefined) rows.set(line.number, line.row);
      else line.refuse('order_id', knownAbove(before));
    },
    /** An order without a number is the nth of this member at this time with this amount. */
    unnamed: (what: string): string => {
      const hash = createHash('sha256').update(what).digest('hex').slice(0, 24);
      return `${from}-${hash}-${nthOf(hash)}`;
    },
  };
}

function knownAbove(row: number): Words {
  return words(
    `订单号已在第 ${row} 行出现，同一订单的各行要挨在一起`,
    `Line ${row} has this order number already: the lines of an order stand below one another`,
  );
}

function maskedName(phone: string): string {
  return `会员 ${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
