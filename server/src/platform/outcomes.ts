import type { Outcome } from '@huoshui/contracts/outcomes';
import { bothOf, type Said } from '@huoshui/contracts/words';
import type { OutcomeKind } from '@huoshui/contracts/words/outcomes';
import type { Ctx } from './ctx.ts';
import type { RangeInput } from './event-store/range.ts';

/** Business days, both counted, as a report takes them (`readRange`): of days before it is known only what was by then. */
export type OutcomeDays = Omit<RangeInput, 'asOf'>;

/** What of a domain ran on some days and what it came to, by the figures of its own pages. */
export type Outcomes = {
  readonly kinds: readonly OutcomeKind[];
  /** Each line is of the days that are asked for alone, so days before can be held against them; else it is told over all its time. */
  readonly ofTheDays: boolean;
  /** `most`: where every line is a look of its own, so many are told, the newest. */
  readonly most?: number;
  readonly ask: (ctx: Ctx, days: OutcomeDays) => Promise<readonly Outcome[]>;
};

type Ranged = NonNullable<Outcome['extra']>;
type Told = Pick<Outcome, 'kind' | 'id' | 'to' | 'people' | 'cost'> & {
  readonly name: Said;
  readonly sales?: number | null;
  readonly newMembers?: number | null;
  /** Whom `people` counts. */
  readonly who?: Outcome['who'];
  /** Where there are two arms: the increment, or that they are too small. */
  readonly compared?: { readonly extra: Ranged | null; readonly returnOnCost: Ranged | null };
};

/** One line; what has no second arm says so instead of a number. */
export function outcomeOf({ name, sales = null, newMembers = null, who = null, compared, ...told }: Told): Outcome {
  const { cost } = told;
  return {
    ...told,
    name: bothOf(name),
    sales,
    newMembers,
    cac: cost !== null && cost > 0 && newMembers !== null && newMembers > 0 ? Math.round(cost / newMembers) : null,
    extra: compared?.extra ?? null,
    returnOnCost: compared?.returnOnCost ?? null,
    noIncrement: compared === undefined ? 'no_holdout' : compared.extra === null ? 'too_few' : null,
    who,
    before: null,
  };
}
