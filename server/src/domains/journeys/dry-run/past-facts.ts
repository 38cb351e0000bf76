import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import type { Told } from '../../../platform/facts.ts';

export type Stretch = { readonly from: Date; readonly to: Date };

const which = (names: readonly string[], { from, to }: Stretch): Piece =>
  piece`name IN ${bound('Array(String)', names)} AND source != 'sdk' AND person_no > 0
    AND ts >= ${bound(INSTANT, from)} AND ts < ${bound(INSTANT, to)}`;

/** How many facts of these kinds were told in a stretch of history. */
export async function countPast(ctx: Ctx, names: readonly string[], stretch: Stretch): Promise<number> {
  if (names.length === 0) return 0;
  const row = await runOne<{ facts: number }>(
    ctx,
    piece`SELECT count() AS facts FROM history_once AS events WHERE ${which(names, stretch)}`,
  );
  return Number(row?.facts ?? 0);
}

/**
 * What was told of every `share`th person, oldest first, as listeners heard it. One person in so many, for good: whoever is
 * looked at is looked at in every kind of fact.
 */
export async function readPast(
  ctx: Ctx,
  names: readonly string[],
  stretch: Stretch,
  share: number,
): Promise<ReadonlyMap<number, readonly Told[]>> {
  if (names.length === 0) return new Map();
  const rows = await runQuery<{ person: number; type: string; at: number; props: string }>(
    ctx,
    piece`SELECT person_no AS person, name AS type, toUnixTimestamp64Milli(ts) AS at, props
      FROM history_once AS events WHERE ${which(names, stretch)} AND person_no % ${share} = 0 ORDER BY ts`,
  );
  const found = new Map<number, Told[]>();
  for (const { person, type, at, props } of rows) {
    const personNo = Number(person);
    const told = { id: 0, type, personNo, payload: JSON.parse(props), occurredAt: new Date(Number(at)) };
    const hers = found.get(personNo);
    if (hers) hers.push(told);
    else found.set(personNo, [told]);
  }
  return found;
}
