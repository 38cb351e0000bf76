import { valuesOf } from '@huoshui/contracts/words';
import { type AdvocateDeed, advocateDeed } from '@huoshui/contracts/words/advocates';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { DeedSource } from './deeds.ts';
import type { Rules } from './rules.ts';

export type Counts = Readonly<Partial<Record<AdvocateDeed, number>>>;

/** How many different deeds of each kind everybody did within the days of the rules; a deed that two sources tell of is one. */
export async function countDeeds(
  ctx: Ctx,
  sources: readonly DeedSource[],
  { days }: Rules,
): Promise<ReadonlyMap<number, Counts>> {
  const since = new Date(ctx.now().getTime() - days * DAY_MS);
  const found = await Promise.all(sources.map(async ({ deed, find }) => ({ deed, deeds: await find(ctx, since) })));
  const of = new Map<number, Partial<Record<AdvocateDeed, number>>>();
  const seen = new Set<string>();
  for (const { deed, deeds } of found)
    for (const { personNo, key } of deeds) {
      const which = `${deed} ${personNo} ${key}`;
      if (seen.has(which)) continue;
      seen.add(which);
      const hers = of.get(personNo) ?? {};
      hers[deed] = (hers[deed] ?? 0) + 1;
      of.set(personNo, hers);
    }
  return of;
}

/** Points of each kind, in the order in which they are shown; kinds that she has none of are left out. */
export function partsOf(counts: Counts, rules: Rules) {
  return valuesOf(advocateDeed).flatMap((deed) => {
    const count = counts[deed] ?? 0;
    return count === 0 ? [] : [{ deed, count, points: count * rules[deed] }];
  });
}

export function scoreOf(counts: Counts, rules: Rules): number {
  return partsOf(counts, rules).reduce((sum, { points }) => sum + points, 0);
}
