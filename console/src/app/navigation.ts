import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { ReactNode } from 'react';
import { matchPath } from 'react-router';
import { type GroupKey, groups } from '../ground/groups.tsx';
import type { Page } from '../ground/page.ts';
import { pages } from './pages.ts';

export type NavGroup = {
  readonly key: string;
  readonly title: Words;
  readonly icon: ReactNode;
  readonly pages: readonly Page[];
};

/** Only what exists and what the role may read, `more` after the pages of the manifests. A group of one has no second level. */
export function navigationFor(
  can: (permission: Permission) => boolean,
  more: readonly Page[] = [],
): readonly NavGroup[] {
  return Object.entries(groups)
    .map(([key, group]) => ({ key, ...group, pages: pagesOf(key, more).filter(({ needs }) => !needs || can(needs)) }))
    .filter((group) => group.pages.length > 0);
}

const pagesOf = (group: string, more: readonly Page[]): readonly Page[] =>
  [...pages, ...more].filter((page) => page.group === group).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** The page at an address. */
export const pageAt = (pathname: string): Page | undefined =>
  // `/products/new` before `/products/:id`, as the router ranks them.
  pages.filter(({ path }) => matchPath(path, pathname) !== null).sort((a, b) => wildness(a) - wildness(b))[0];

const wildness = ({ path }: Page): number => path.split('/').filter((part) => part.startsWith(':')).length;

/** The page of the navigation that an address belongs to: `/orders/ord_1` belongs to `/orders`. */
export function navPageOf(
  pathname: string,
  more: readonly Page[] = [],
): (Page & { readonly group: GroupKey }) | undefined {
  return [...pages, ...more]
    .flatMap((page) => (page.group === undefined ? [] : [{ ...page, group: page.group }]))
    .filter(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
