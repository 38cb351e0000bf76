import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import type { OfferSource, Waits } from '../../pricing/index.ts';
import { areas } from '../../stores/index.ts';
import { orderErrors } from '../errors.ts';
import type { Draft } from './draft.ts';

type Claimed = {
  readonly lost: ReadonlyMap<string, DomainError>;
  readonly last: ReadonlyMap<string, DomainError>;
  /** What those wait for that were claimed, by order. */
  readonly waits: ReadonlyMap<string, Waits>;
  /** Those that are to be paid earlier than other orders. */
  readonly payBy: ReadonlyMap<string, Date>;
};

/**
 * Claim what these orders use, one statement a source, then their places in slots. Answers the orders that lost something, and why,
 * all that each had got given back. `last`: those that lost to orders which are served. The others may have lost to one that lost later
 * itself, and are to be asked again.
 */
export async function claimOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  drafts: readonly Draft[],
): Promise<Claimed> {
  const waits = new Map<string, Waits>();
  const payBy = new Map<string, Date>();
  const lost = new Map<string, DomainError>();
  let last: ReadonlyMap<string, DomainError> = lost;
  const lose = (refused: ReadonlyMap<string, DomainError>) => {
    for (const [id, error] of refused) lost.set(id, error);
    if (refused.size > 0) last = refused;
  };
  for (const source of sources) {
    if (!source.claim) continue;
    const claims = drafts.flatMap((draft) =>
      draft.claims
        .filter((claim) => claim.source === source.name && !lost.has(draft.id))
        .map(({ offerId, saving, pieces, spent }) => ({
          orderId: draft.id,
          offerId,
          memberId: draft.ask.memberId,
          personNo: draft.ask.personNo,
          saving,
          pieces,
          play: draft.ask.play,
          ...(spent === undefined ? {} : { spent }),
        })),
    );
    if (claims.length === 0) continue;
    const answers = await source.claim(ctx, claims);
    for (const one of answers) {
      if (one.outcome !== 'claimed') continue;
      if (one.waits) waits.set(one.orderId, one.waits);
      const by = one.payBy ?? one.waits?.payBy ?? null;
      if (by !== null) payBy.set(one.orderId, by);
    }
    lose(new Map(answers.flatMap((one) => (one.outcome === 'refused' ? [[one.orderId, one.error] as const] : []))));
  }
  const late = await claimPlaces(
    ctx,
    drafts.filter(({ id }) => !lost.has(id)),
  );
  lose(new Map(late));
  // What such an order did get elsewhere goes back before the transaction ends.
  if (lost.size > 0) await releaseOffers(ctx, sources, [...lost.keys()]);
  return { lost, last, waits, payBy };
}

/** A place in the slot in which each is brought; nothing is asked where none is. */
async function claimPlaces(ctx: Ctx, drafts: readonly Draft[]): Promise<readonly (readonly [string, DomainError])[]> {
  const asks = drafts.flatMap(({ id, slot }) => (slot === null ? [] : [{ id, slot }]));
  if (asks.length === 0) return [];
  const got = await areas.claim(
    ctx,
    asks.map(({ slot }) => slot),
  );
  return asks.filter((_, at) => !got[at]).map(({ id }) => [id, orderErrors.error('delivery_slot_full')] as const);
}

/** Give back everything these orders hold, which are not placed after all. */
export async function releaseOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  orderIds: readonly string[],
): Promise<void> {
  for (const source of sources) await source.release?.(ctx, orderIds, 'not_placed');
}
