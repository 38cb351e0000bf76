import { linesOf } from '../../ui/pasted-lines.ts';

/** How the columns of a list are headed, in both languages. */
const headings = {
  name: /^(名称|码名称|name)$/i,
  place: /^(位置|放在哪里|类型|place)$/i,
  store: /^(门店|归属门店|store)$/i,
  channel: /^(渠道|channel)$/i,
  opens: /^(打开|打开页面|页面|opens|page)$/i,
  caption: /^(码下的话|码下面印的话|文案|caption|words)$/i,
  cost: /^(成本|费用|cost)$/i,
  costFrom: /^(从哪天|开始日期|from)$/i,
  lastDay: /^(最后一天|有效期|截止|last day|until)$/i,
} as const;
type Column = keyof typeof headings;
const columns = ['name', 'place', 'store', 'channel', 'opens', 'caption', 'cost', 'costFrom', 'lastDay'] as const;

export type ListedCode = { readonly [K in Exclude<Column, 'name'>]?: string } & {
  readonly name: string;
  readonly line: number;
};

/** Under a heading the columns stand in any order; without one in that of `columns`. `line` is that of the text, from 1. */
export function readCodes(text: string): readonly ListedCode[] {
  const lines = linesOf(text.replace(/^\uFEFF/, ''));
  const headed = lines.findIndex((cells) => cells.some((cell) => headings.name.test(cell)));
  const place = (column: Column) =>
    headed < 0 ? columns.indexOf(column) : (lines[headed] ?? []).findIndex((cell) => headings[column].test(cell));
  const places = new Map(columns.map((column) => [column, place(column)]));
  return lines.flatMap((cells, at) => {
    const cell = (column: Column) => (cells[places.get(column) ?? -1] ?? '').slice(0, 100);
    if (at <= headed || cells.every((one) => one === '')) return [];
    const filled = columns
      .filter((column) => column !== 'name' && cell(column) !== '')
      .map((column) => [column, cell(column)]);
    return [{ name: cell('name'), line: at + 1, ...Object.fromEntries(filled) }];
  });
}
