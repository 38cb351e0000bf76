import type { Book } from '../../platform/book.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { OfferSource } from '../pricing/index.ts';

/** What the composition hands to orders. */
export type OrderPorts = {
  readonly wechat: Wechat;
  /** Where discounts come from; a claim goes to the source that found the offer. */
  readonly offerSources: readonly OfferSource[];
  /** Sums that other domains keep, compared every morning with ours. */
  readonly books?: readonly Book[];
};
