import type { Ctx } from '../../../platform/ctx.ts';
import { except, nobody, type PersonSet, written, writtenPersons } from '../../../platform/event-store/person-set.ts';
import { joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import { asTheyAreNow } from '../../analytics/index.ts';

/** Whom a set holds, as it is kept, and how that differs from what was kept before. */
export type Difference = {
  readonly members: number;
  readonly who: string;
  readonly whoEntered: string;
  readonly whoLeft: string;
  /** Empty at the first time: then all of them are. */
  readonly entered: readonly number[];
  readonly gone: readonly number[];
};

/**
 * One look in the store. What was kept holds the numbers of its time: who was merged since is compared under the number that stands for
 * her now, so a merge by itself lets nobody enter or leave.
 */
export async function compareSets(ctx: Ctx, before: string | null, now: PersonSet): Promise<Difference> {
  const [difference] = await compareAll(ctx, [{ before, now }]);
  if (!difference) throw new Error('a look at a set answered nothing');
  return difference;
}

/** Of several in one statement, in their order. @param from where all of them find what they ask alike */
export async function compareAll(
  ctx: Ctx,
  pairs: readonly { readonly before: string | null; readonly now: PersonSet }[],
  from: Piece = piece``,
): Promise<readonly Difference[]> {
  const named = (name: string): PersonSet => ({ bitmap: { sql: name, params: {} } });
  const sets = pairs.map(({ before, now }, n) => {
    const then = before === null ? nobody : asTheyAreNow(writtenPersons(before));
    return piece`${then.bitmap} AS was_${n}, ${now.bitmap} AS found_${n}`;
  });
  const moved = pairs.map((_, n) => {
    const [was, found] = [named(`was_${n}`), named(`found_${n}`)];
    return piece`found_${n}, ${except(found, was).bitmap} AS came_${n}, ${except(was, found).bitmap} AS went_${n}`;
  });
  const told = pairs.map(({ before }, n) => {
    const text = (name: string) => written(named(`${name}_${n}`));
    // At the first time all of them entered: they are in what is written.
    const entered = before === null ? "CAST([], 'Array(UInt32)')" : `bitmapToArray(came_${n})`;
    return piece`tuple(toUInt32(bitmapCardinality(found_${n})), ${text('found')}, ${text('came')}, ${text('went')}, ${entered}, bitmapToArray(went_${n})) AS told_${n}`;
  });
  const row = await runOne<Readonly<Record<string, Told>>>(
    ctx,
    piece`SELECT ${joinPieces(told, ', ')} FROM (SELECT ${joinPieces(moved, ', ')} FROM (SELECT ${joinPieces(sets, ', ')}${from}))`,
  );
  return pairs.flatMap((_, n) => {
    const answer = row?.[`told_${n}`];
    if (!answer) return [];
    const [members, who, whoEntered, whoLeft, entered, gone] = answer;
    return [{ members, who, whoEntered, whoLeft, entered, gone }];
  });
}

type Told = readonly [
  members: number,
  who: string,
  whoEntered: string,
  whoLeft: string,
  entered: readonly number[],
  gone: readonly number[],
];
