import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import type { BlockName } from './block-kind.ts';
import { findBlock } from './blocks/index.ts';
import type { Block } from './page.ts';
import type { PageKind } from './ports.ts';

const EVERYBODY: Draft = { for: 'everybody', who: null };

/** A block of a page that the shop comes with. */
export function block(key: string, kind: BlockName, values: Draft = {}, audience: Draft = EVERYBODY): Block {
  return { key, kind, values: { ...initialValues(findBlock(kind)?.form.fields ?? []), ...values }, audience };
}

/** What a shop shows that has made no page of its own. */
export const defaultPages: Readonly<Record<PageKind, readonly Block[]>> = {
  home: [
    block('search', 'search'),
    block('picks', 'showcase'),
    block('coupons', 'coupons'),
    block('theme', 'theme'),
    block('plays', 'activities'),
    block('slots', 'slot'),
    block('shelves', 'categories'),
    block('heroes', 'products', { source: 'heroes', most: 20, least: 3 }),
    block('guess', 'products', { source: 'guess', most: 10 }),
    block('sellers', 'products', { source: 'sold', most: 10, least: 3 }),
    block('reads', 'articles'),
    block('feed', 'feed'),
  ],
  me: [block('slots', 'slot'), block('next', 'products', { source: 'next', most: 10 })],
  product: [block('together', 'products', { source: 'together', most: 10 })],
  category: [],
  activity: [],
  free: [],
};
