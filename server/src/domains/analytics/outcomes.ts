import type { Outcome } from '@huoshui/contracts/outcomes';
import type { OutcomeOrder } from '@huoshui/contracts/words/outcomes';
import type { Ctx } from '../../platform/ctx.ts';
import { readRange } from '../../platform/event-store/range.ts';
import type { OutcomeDays, Outcomes } from '../../platform/outcomes.ts';

/** What every domain tells of these days, one domain after the other: each asks much. @throws platform.bad_range */
export async function runOutcomes(ctx: Ctx, of: readonly Outcomes[], { from, to }: OutcomeDays): Promise<Outcome[]> {
  readRange(ctx, { from, to });
  const found: Outcome[] = [];
  for (const ask of of) found.push(...(await ask(ctx, { from, to })));
  return found.toSorted((a, b) => byOrder('cost', a, b));
}

/** The most first; what is not known comes last. */
export function byOrder(order: OutcomeOrder, a: Outcome, b: Outcome): number {
  const value = (one: Outcome) => {
    const told = one[order];
    return typeof told === 'object' ? (told?.value ?? null) : told;
  };
  const [x, y] = [value(a), value(b)];
  if (x === null || y === null) return x === y ? tie(a, b) : x === null ? 1 : -1;
  return y - x || tie(a, b);
}

const tie = (a: Outcome, b: Outcome): number => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);
