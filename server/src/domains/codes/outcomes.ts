import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, type Outcomes, outcomeOf } from '../../platform/outcomes.ts';
import { figuresOfCodes } from './figures.ts';

export const codeOutcomes: Outcomes = { kinds: ['code'], ofTheDays: true, ask };

/** Codes of which anything is to be told in these days: each by the first code of who bought, as the report of codes begins. */
async function ask(ctx: Ctx, range: OutcomeDays) {
  const which = { range, touch: 'first' as const, code: null, place: null, channel: null, store: null };
  const { groups } = await figuresOfCodes(ctx, which, 'code');
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
