import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { goodsField } from '@huoshui/contracts/words/imports';
import { splitParts, unquoted } from '../../../platform/parts.ts';
import type { SkuDraft } from '../../catalog/index.ts';
import { clean, type Read, readIdentifier, readYuan, roundedNumber, short } from '../cells.ts';
import { type Problem, problem } from '../row.ts';
import type { GoodsField } from './goods-names.ts';

/** One row of a file of goods; what its cells leave empty is absent. */
export type GoodsRow = {
  readonly row: number;
  readonly line: string;
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly subtitle: string | undefined;
  readonly origin: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly sku: SkuDraft;
};

export type GoodsLayout = {
  readonly at: ReadonlyMap<GoodsField, number>;
  readonly titles: readonly string[];
  /** Whether a spreadsheet has rounded what stands in a cell of codes. */
  readonly isRounded: (cell: string) => boolean;
};

type Line = { readonly row: number; readonly cells: readonly string[]; readonly line: string };

/** What a row says, or all that is wrong with it. Lengths and bounds are those of the product's form. */
export function readGoodsRow({ row, cells, line }: Line, layout: GoodsLayout): GoodsRow | readonly Problem[] {
  const problems: Problem[] = [];
  const { at, titles, isRounded } = layout;
  const cell = (field: GoodsField) => clean(cells[at.get(field) ?? -1] ?? '');
  const refuse = (field: GoodsField, message: Words) => {
    const title = titles[at.get(field) ?? -1];
    problems.push(problem(row, title ? plainWords(title) : goodsField[field], message, line));
  };
  const read = <T>(field: GoodsField, readCell: (text: string) => Read<T>): T | undefined => {
    const text = cell(field);
    if (text === '') return undefined;
    const result = readCell(text);
    if ('value' in result) return result.value;
    refuse(field, result.problem);
    return undefined;
  };
  const code = isRounded(cells[at.get('code') ?? -1] ?? '')
    ? refuse('code', roundedNumber(cells[at.get('code') ?? -1] ?? ''))
    : read('code', (text) => within(readIdentifier(text), 40));
  if (code === undefined && problems.length === 0) refuse('code', words('没有规格编码', 'There is no SKU code'));
  const read1 = (field: GoodsField, most: number) => read(field, (text) => within({ value: text }, most));
  const read2 = (field: GoodsField, least: number) => read(field, (text) => readPrice(text, least));
  const sku = {
    code: code ?? '',
    spec: read('spec', readSpec),
    price: read2('price', 1),
    memberPrice: read2('member_price', 1),
    listPrice: read2('list_price', 1),
    costPrice: read2('cost_price', 0),
    onHand: read('stock', (text) => readWhole(text, 0)),
    weight: read('weight', (text) => readWhole(text, 1)),
  };
  const texts = {
    name: read1('name', 60),
    category: read1('category', 60),
    subtitle: read1('subtitle', 80),
    origin: read1('origin', 40),
    tags: read('tags', readProductTags),
  };
  return problems.length > 0 ? problems : { row, line, ...texts, sku };
}

function within(read: Read<string>, most: number): Read<string> {
  if ('problem' in read || read.value.length <= most) return read;
  return { problem: words(`超过 ${most} 个字符`, `More than ${most} characters`) };
}

/** The dearest that a SKU may be. */
const MOST_FEN = 100_000_00;

function readPrice(text: string, least: number): Read<number> {
  const read = readYuan(text);
  // Less than nothing is out of bounds here, and no refund.
  const negative = /^[¥\s]*-/.test(text.normalize('NFKC'));
  if (!negative && ('problem' in read || (read.value >= least && read.value <= MOST_FEN))) return read;
  return { problem: words('价格应在 0.01 元到 10 万元之间', 'A price is between 0.01 and 100,000 yuan') };
}

const MOST_WHOLE = 1_000_000;

function readWhole(text: string, least: number): Read<number> {
  const match = /^(\d{1,7})(?:\.0+)?$/.exec(text.normalize('NFKC').replaceAll(',', ''));
  const value = Number(match?.[1] ?? -1);
  if (value >= least && value <= MOST_WHOLE) return { value };
  return {
    problem: words(
      `“${short(text)}”应为 ${least} 到 ${MOST_WHOLE} 的整数`,
      `“${short(text)}” is no whole number from ${least} to ${MOST_WHOLE}`,
    ),
  };
}

/** `颜色:红;尺码:L`, `红;L` and `红` are two, two and one part. */
function readSpec(text: string): Read<NonNullable<SkuDraft['spec']>> {
  const parts = splitParts(text, /[;；|]/).map((part) => {
    const [, name, value] = /^("(?:[^"]|"")*"|[^:："]{1,10})[:：](.+)$/.exec(part) ?? [];
    return name && value ? { name: unquoted(name), value: unquoted(value) } : { name: null, value: unquoted(part) };
  });
  const long = parts.find(({ value }) => value.length > 20);
  if (long === undefined) return { value: parts };
  return {
    problem: words(
      `规格“${short(long.value)}”超过 20 个字符；几项规格之间用分号隔开`,
      `The variant “${short(long.value)}” has more than 20 characters; parts are separated by semicolons`,
    ),
  };
}

function readProductTags(text: string): Read<string[]> {
  const tags = [...new Set(splitParts(text, /[,，;；|、]/).map(unquoted))];
  if (tags.length <= 8 && tags.every((tag) => tag.length <= 12)) return { value: tags };
  return { problem: words('标签最多 8 个，每个最多 12 个字符', 'At most 8 tags of at most 12 characters') };
}
