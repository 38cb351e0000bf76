import type { Ctx } from '../ctx.ts';
import { countPersons, listPersons, type PersonSet, topPersons } from '../event-store/person-set.ts';

/** Who stands behind a number. A set of the event store stays there: a page of a million takes out of it what it shows. */
export type Among = {
  readonly count: number;
  /** Numbers below this one, the highest first. */
  readonly top: (below: number, most: number) => Promise<readonly number[]>;
  readonly all: () => Promise<readonly number[]>;
};

/** Each person once, and nobody who is none. */
export async function amongOf(ctx: Ctx, found: PersonSet | readonly number[]): Promise<Among> {
  if ('bitmap' in found)
    return {
      count: await countPersons(ctx, found),
      top: async (below, most) => topPersons(ctx, found, { below, most }),
      all: async () => listPersons(ctx, found),
    };
  const numbers = [...new Set(found)].filter((no) => no > 0).sort((a, b) => b - a);
  return {
    count: numbers.length,
    top: async (below, most) => {
      const from = numbers.findIndex((no) => no < below);
      return from < 0 ? [] : numbers.slice(from, from + most);
    },
    all: async () => numbers,
  };
}
