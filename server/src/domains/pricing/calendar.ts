import type { Ctx } from '../../platform/ctx.ts';
import type { Planned } from '../../platform/planned.ts';
import type { OfferSource, Reachable } from './offer-source.ts';
import type { Window } from './overlap/window.ts';

/** What has a beginning and an end and runs in this time, of all that these sources offer to be looked at. */
export async function plannedOffers(ctx: Ctx, sources: readonly OfferSource[], window: Window): Promise<Planned[]> {
  const found = await Promise.all(
    sources.map(async ({ shown, ...source }) => ({
      shown,
      reachable: await (source.during?.(ctx, window) ?? Promise.resolve<Reachable>({})),
    })),
  );
  return found.flatMap(({ shown, reachable: { offers = [], times = [] } }) => {
    if (!shown) return [];
    const dated = [
      ...offers.flatMap(({ endsAt, hint, ...offer }) => (endsAt === null ? [] : [{ ...offer, ...hint, endsAt }])),
      ...times,
    ];
    return dated.map(({ id, label, badge, startsAt, endsAt }) => ({
      kind: shown.as,
      id,
      label,
      badge,
      startsAt,
      endsAt,
      to: shown.page(id),
      needs: shown.needs,
    }));
  });
}
