import type { Ctx } from '../../platform/ctx.ts';
import type { Told } from '../../platform/facts.ts';
import { merges } from '../members/index.ts';

/**
 * A fact as journeys hear it. Told of a record that was merged meanwhile, it is about the other; her runs may stand under
 * either number, since the merge itself may not have been heard yet. `persons`: whom it may be about, who lives first.
 */
export type Heard = Told & {
  readonly place: number;
  readonly persons: readonly number[];
  readonly memberId: string | null;
};

export async function heardOf(ctx: Ctx, facts: readonly Told[]): Promise<readonly Heard[]> {
  const living = await merges.living(
    ctx,
    facts.flatMap(({ personNo }) => personNo ?? []),
  );
  return facts.map((told, place): Heard => {
    const now = told.personNo === null ? undefined : living.get(told.personNo);
    const numbers = new Set([...(now ? [now.personNo] : []), ...(told.personNo === null ? [] : [told.personNo])]);
    return { ...told, place, persons: [...numbers], memberId: now?.id ?? null };
  });
}

/** Facts by whom they may be about. */
export function byPerson(facts: readonly Heard[]): ReadonlyMap<number, readonly Heard[]> {
  const found = new Map<number, Heard[]>();
  for (const told of facts)
    for (const personNo of told.persons) {
      const own = found.get(personNo) ?? [];
      found.set(personNo, own);
      own.push(told);
    }
  return found;
}
