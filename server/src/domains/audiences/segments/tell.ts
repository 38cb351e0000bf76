import type { Ctx } from '../../../platform/ctx.ts';
import { merges } from '../../members/index.ts';
import { segmentEntered, segmentLeft, segmentRedrawn } from '../events.ts';

type Told = {
  readonly entered: readonly number[];
  readonly gone: readonly number[];
  /** Nobody did anything, whom the segment means was changed; or nobody acts on it. */
  readonly silent: boolean;
};

type Member = { readonly id: string; readonly personNo: number };

/** Announce who came and who went; whoever acts on it hears nothing of a change by an operator. */
export async function tellOfDifference(
  ctx: Ctx,
  { id: segmentId, name: segment }: { readonly id: string; readonly name: string },
  { entered, gone, silent }: Told,
): Promise<void> {
  for (const [persons, fact] of [
    [entered, segmentEntered],
    [gone, segmentLeft],
  ] as const)
    for (const part of partsOf(persons)) {
      const members = [...(await merges.living(ctx, part)).values()];
      if (silent) tellSilently(ctx, { segmentId, segment }, members, fact === segmentEntered);
      else
        for (const { id: memberId, personNo } of members)
          ctx.emit(fact, { personNo, payload: { memberId, segmentId, segment } });
    }
}

/** So many names are looked up at once. Not measured beyond. */
const AT_ONCE = 5000;
/** So many stand in one row of the outbox, as of every fact of many. */
const IN_ROW = 500;

function tellSilently(
  ctx: Ctx,
  what: { readonly segmentId: string; readonly segment: string },
  members: readonly Member[],
  entered: boolean,
): void {
  for (const part of partsOf(members, IN_ROW)) {
    const personNos = part.map(({ personNo }) => personNo);
    const memberIds = part.map(({ id }) => id);
    const payload = { ...what, at: ctx.now().getTime(), entered, personNos, memberIds };
    ctx.emit(segmentRedrawn, { personNo: null, persons: personNos, payload });
  }
}

function* partsOf<T>(all: readonly T[], size = AT_ONCE): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
