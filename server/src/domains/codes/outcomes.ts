import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { figuresOfCodes } from './figures.ts';
import type { CountParcels } from './parcel-cards.ts';

export function codeOutcomes(countParcels: CountParcels): Outcomes {
  return { kinds: ['code'], ofTheDays: true, ask: async (ctx, range) => ask(ctx, range, countParcels) };
}

/** Codes of which anything is to be told in these days: each by the first code of who bought, as the report of codes begins. */
async function ask(ctx: Ctx, range: OutcomeDays, countParcels: CountParcels) {
  const which = { range, touch: 'first' as const, code: null, place: null, channel: null, store: null };
  const { groups } = await figuresOfCodes(ctx, which, { by: 'code', countParcels });
  return groups.map(({ key, codes: [code], figures }) =>
    outcomeOf({
      kind: 'code',
      id: key,
      name: code?.name ?? key,
      to: `/codes/${key}`,
      people: figures.scanners,
      cost: figures.cost,
      sales: figures.spent,
      newMembers: figures.joined,
      who: {
        of: 'codes.codes',
        values: { ...which, range: { from: range.from, to: range.to }, code: key, who: 'scanners' },
      },
    }),
  );
}
