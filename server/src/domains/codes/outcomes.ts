import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, outcomeOf } from '../../platform/outcomes.ts';
import { figuresOfCodes } from './figures.ts';

/** Codes of which anything is to be told in these days: each by the first code of who bought, as the report of codes begins. */
export async function codeOutcomes(ctx: Ctx, range: OutcomeDays) {
  const ask = { range, touch: 'first' as const, code: null, place: null, channel: null, store: null };
  const { groups } = await figuresOfCodes(ctx, ask, 'code');
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
    }),
  );
}
