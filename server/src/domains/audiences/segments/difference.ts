import type { Ctx } from '../../../platform/ctx.ts';
import { except, nobody, type PersonSet, written, writtenPersons } from '../../../platform/event-store/person-set.ts';
import { piece } from '../../../platform/event-store/piece.ts';
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
  const then = before === null ? nobody : asTheyAreNow(writtenPersons(before));
  const named = (name: string): PersonSet => ({ bitmap: { sql: name, params: {} } });
  const row = await runOne<Difference>(
    ctx,
    piece`WITH ${then.bitmap} AS was, ${now.bitmap} AS found, ${except(named('found'), named('was')).bitmap} AS came, ${
      except(named('was'), named('found')).bitmap
    } AS went
      SELECT toUInt32(bitmapCardinality(found)) AS members, ${written(named('found'))} AS who, ${written(named('came'))} AS whoEntered,
        ${written(named('went'))} AS whoLeft, ${before === null ? '[]' : 'bitmapToArray(came)'} AS entered, bitmapToArray(went) AS gone`,
  );
  if (!row) throw new Error('a look at a set answered nothing');
  return row;
}
