import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { ComponentType } from 'react';
import type { GroupKey } from './groups.tsx';

/**
 * One page of the console, as its domain declares it in `pages.ts`. Router, navigation, command palette and the title of
 * the browser's tab are derived from it.
 */
export type Page = {
  /** As the router reads it: `/orders/:id`. */
  readonly path: string;
  readonly title: Words;
  /** Without it the page is not offered, and its address says what is missing. */
  readonly needs?: Permission;
  /** Where it stands in the navigation; a page without a group is reached from others: a detail, a form. */
  readonly group?: GroupKey;
  /** Its place where several domains fill one group; else the order of the manifest. */
  readonly order?: number;
  /** The report of the server that it shows: one that no page shows is found at `/reports/:name`. */
  readonly report?: string;
  /** Every page is a chunk of its own. */
  readonly load: () => Promise<ComponentType>;
};
