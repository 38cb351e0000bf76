import type { ListedCode } from '@huoshui/contracts/codes';
import type { Draft } from '@huoshui/contracts/form';
import { valuesOf, type Words, type WordsOf, words } from '@huoshui/contracts/words';
import { codePlace, codeTarget } from '@huoshui/contracts/words/codes';
import type { Static } from '@sinclair/typebox';

export type Listed = Static<typeof ListedCode>;
export type NamedThing = { readonly of: 'store' | 'product' | 'category'; readonly name: string };
/** Ids by name. */
export type Found = (thing: NamedThing) => readonly string[];
export type ReadRow = { readonly draft: Draft } | { readonly why: Words };

const text = (cell: string | undefined) => (cell ?? '').trim();

/** What a row names that another domain knows. */
export function namedIn(row: Listed): NamedThing[] {
  const opens = opensOf(text(row.opens));
  const store = text(row.store);
  return [
    ...(store === '' ? [] : [{ of: 'store', name: store } as const]),
    ...(opens?.name === undefined || !isPicked(opens.page) ? [] : [{ of: opens.page, name: opens.name }]),
  ];
}

/** The draft of a code, as the form would send it, or the first cell that cannot be read. */
export function readRow(row: Listed, found: Found, today: string): ReadRow {
  const place = text(row.place) === '' ? 'other' : valueIn(codePlace, text(row.place));
  if (place === undefined)
    return { why: words(`没有这种位置：${text(row.place)}`, `No such place: ${text(row.place)}`) };
  const opens = opensOf(text(row.opens));
  if (opens === undefined)
    return { why: words(`看不懂打开哪里：${text(row.opens)}`, `What does it open: ${text(row.opens)}`) };
  const ids: Record<string, string> = {};
  for (const thing of namedIn(row)) {
    const [id, ...others] = found(thing);
    const what = {
      store: words('门店', 'store'),
      product: words('商品', 'product'),
      category: words('分类', 'category'),
    }[thing.of];
    if (id === undefined)
      return { why: words(`没有这个${what.zh}：${thing.name}`, `No such ${what.en}: ${thing.name}`) };
    if (others.length > 0)
      return { why: words(`有几个同名的${what.zh}：${thing.name}`, `Several of one name: ${thing.name}`) };
    ids[`${thing.of} ${thing.name}`] = id;
  }
  if (isPicked(opens.page) && opens.name === undefined)
    return { why: words('要写明打开哪一个，例如 商品:草莓', 'Say which one, e.g. 商品:草莓') };
  const cost = costOf(text(row.cost));
  if (cost === undefined)
    return {
      why: words(`成本要写成 200 或 200/月：${text(row.cost)}`, `The cost is written 200 or 200/月: ${text(row.cost)}`),
    };
  const named = (of: NamedThing['of']) => (opens.page === of ? (ids[`${of} ${opens.name}`] ?? null) : null);
  return {
    draft: {
      name: text(row.name),
      kind: 'mini_program',
      place,
      channel: text(row.channel) || null,
      store: text(row.store) === '' ? null : (ids[`store ${text(row.store)}`] ?? null),
      target: opens.page,
      product: named('product'),
      category: named('category'),
      shownStore: named('store'),
      caption: text(row.caption) || null,
      ...cost,
      costFrom: cost.costs === 'none' ? null : dayOf(text(row.costFrom)) || today,
      lastDay: dayOf(text(row.lastDay)) || null,
    },
  };
}

const pickedPages = ['store', 'product', 'category'] as const;
type PickedPage = (typeof pickedPages)[number];
const isPicked = (page: string): page is PickedPage => pickedPages.some((one) => one === page);

/** 商品:草莓; a word alone is a page that needs no more. */
function opensOf(cell: string): { readonly page: keyof typeof codeTarget; readonly name?: string } | undefined {
  if (cell === '') return { page: 'home' };
  const [word = '', ...rest] = cell.split(/[:：]/);
  const page = valueIn({ store: codePlace.store }, word.trim()) ?? valueIn(codeTarget, word.trim());
  const name = rest.join(':').trim();
  return page === undefined ? undefined : { page, ...(name === '' ? {} : { name }) };
}

/** Fen; undefined where it is no amount. */
function costOf(cell: string): { costs: 'none' | 'once' | 'monthly'; cost: number | null } | undefined {
  if (cell === '' || cell === '0') return { costs: 'none', cost: null };
  const found = /^[¥￥]?\s*(\d{1,7})(?:\.(\d{1,2}))?\s*元?\s*(\/月|每月|\/month)?$/i.exec(cell.replaceAll(',', ''));
  if (found === null) return undefined;
  const [, yuan = '', rest = '', monthly] = found;
  return { costs: monthly === undefined ? 'once' : 'monthly', cost: Number(yuan) * 100 + Number(rest.padEnd(2, '0')) };
}

/** 2026/1/5 and 2026-01-05 alike; anything else the form refuses. */
function dayOf(cell: string): string {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell);
  if (found === null) return cell;
  const [, year = '', month = '', day = ''] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** By its value, or its words in either language. */
function valueIn<V extends string>(of: WordsOf<V>, cell: string): V | undefined {
  const wanted = cell.toLowerCase();
  return valuesOf(of).find((value) => [value, of[value].zh, of[value].en].some((one) => one.toLowerCase() === wanted));
}
