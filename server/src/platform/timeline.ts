import type { Words } from '@huoshui/contracts/words';

/** How a fact reads in a member's timeline. `because` is taken from the fact itself. */
export type TimelineText = {
  readonly side: 'act' | 'touch' | 'system';
  readonly title: Words;
  readonly detail?: Words;
  readonly link?: { readonly kind: string; readonly id: string };
};
