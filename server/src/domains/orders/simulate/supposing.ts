import type { DraftRule, OfferRef, OfferSource } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';

/** What is taken to be so: things of sources by their ids, and a rule that nobody has kept. */
export type Supposition = { readonly refs: readonly OfferRef[]; readonly draft?: DraftRule | undefined };

/**
 * The sources that checkout asks, each answering as if what is supposed of it were so; those of which nothing is supposed are the
 * very same. Throws `orders.no_such_offer` for what no source can suppose.
 */
export function supposing(sources: readonly OfferSource[], { refs, draft }: Supposition): readonly OfferSource[] {
  const stranger = refs.find((ref) => !sources.some(({ name, suppose }) => name === ref.source && suppose));
  if (stranger !== undefined) throw orderErrors.error('no_such_offer', stranger);
  return sources.map((source): OfferSource => {
    const { name, suppose, gone } = source;
    const ids = refs.flatMap((ref) => (ref.source === name ? [ref.offerId] : []));
    if (suppose === undefined || (ids.length === 0 && draft === undefined)) return source;
    const find: OfferSource['find'] = async (ctx, question) => suppose(ctx, question, { ids, draft });
    return { name, find, ...(gone ? { gone } : {}) };
  });
}
