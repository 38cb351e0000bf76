import { words } from '@huoshui/contracts/words';
import { mayBeRounded, roundedAmong } from '../../../platform/rounded.ts';
import type { GoodsDraft } from '../../catalog/index.ts';
import { clean } from '../cells.ts';
import { UNREADABLE } from '../encoding.ts';
import type { Mapping } from '../mapping.ts';
import { readRecords } from '../records.ts';
import { type Problem, problem } from '../row.ts';
import { type GoodsLayout, type GoodsRow, readGoodsRow } from './goods-row.ts';

/** `rows`: how many rows of the file it is made of; `row` and `line` are of its first. */
export type GoodsResult = { readonly rows: number } & (
  | { readonly draft: GoodsDraft; readonly row: number; readonly line: string }
  | { readonly problems: readonly Problem[] }
);

const unreadable = words('这一行有无法识别的字节', 'This line has bytes that are no letters of its encoding');

/**
 * Products as the rows of a file have them. Rows of one name, one below the other, are the SKUs of one product, and so are
 * those below it whose name is left empty, as merged cells are written. Where no column names products each row is one.
 */
export function* readGoods(text: string, mapping: Mapping): Generator<GoodsResult> {
  const { delimiter = ',', header = true, titleLines = 0, goods = [] } = mapping;
  const at = new Map(goods.map((field, column) => [field, column]));
  let layout: GoodsLayout = { at, titles: [], isRounded: roundedCodes(text, delimiter, at.get('code')) };
  let above = titleLines + (header ? 1 : 0);
  let open: GoodsRow[] = [];
  for (const record of readRecords(text, delimiter)) {
    if (above > 0) {
      above -= 1;
      if (above === 0 && header && 'cells' in record) layout = { ...layout, titles: record.cells.map(clean) };
      continue;
    }
    const line = 'cells' in record ? record.cells.join(delimiter) : record.text;
    const read =
      'broken' in record
        ? [problem(record.row, null, record.broken, line)]
        : line.includes(UNREADABLE)
          ? [problem(record.row, null, unreadable, line)]
          : readGoodsRow({ row: record.row, cells: record.cells, line }, layout);
    if (!('sku' in read)) {
      yield* productOf(open);
      open = [];
      yield { rows: 1, problems: read };
      continue;
    }
    if (!isOfSame(open, read, at.has('name'))) {
      yield* productOf(open);
      open = [];
    }
    open.push(read);
  }
  yield* productOf(open);
}

/** More than a product may have would not be one. */
const MOST_ROWS = 200;

function isOfSame(open: readonly GoodsRow[], { name }: GoodsRow, hasNames: boolean): boolean {
  const [first] = open;
  if (first === undefined || !hasNames || open.length === MOST_ROWS) return false;
  return first.name !== undefined && (name === undefined || name === first.name);
}

function* productOf(rows: readonly GoodsRow[]): Generator<GoodsResult> {
  const [first] = rows;
  if (first === undefined) return;
  const { row, line } = first;
  const twice = rows.find(({ sku }, at) => rows.findIndex((other) => other.sku.code === sku.code) !== at);
  if (twice) {
    const said = words(`规格编码“${twice.sku.code}”出现了两次`, `The SKU code “${twice.sku.code}” appears twice`);
    yield { rows: rows.length, problems: [problem(twice.row, null, said, twice.line)] };
    return;
  }
  const { name, category, subtitle, origin, tags } = first;
  yield {
    rows: rows.length,
    row,
    line,
    draft: { name, category, subtitle, origin, tags, skus: rows.map((one) => one.sku) },
  };
}

function roundedCodes(text: string, delimiter: string, column: number | undefined): (cell: string) => boolean {
  if (column === undefined || !mayBeRounded(text)) return () => false;
  return roundedAmong(cellsOf(text, delimiter, column));
}

function* cellsOf(text: string, delimiter: string, column: number): Generator<string> {
  for (const record of readRecords(text, delimiter)) if ('cells' in record) yield record.cells[column] ?? '';
}
