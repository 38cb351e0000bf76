import { plainWords, type Words } from '@huoshui/contracts/words';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findPromotions } from './queries.ts';

/** Of these promotions what each is called, and whether it runs for some of a business day. */
export async function promotionsOn(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, { readonly label: Words; readonly holds: boolean }>> {
  const [from, until] = [dayStart(day), dayStart(addDays(day, 1))];
  const rows = await findPromotions(ctx, ids);
  return new Map(
    rows.map(({ id, name, startsAt, endsAt, endedAt }) => {
      const end = endedAt !== null && endedAt < endsAt ? endedAt : endsAt;
      return [id, { label: plainWords(name), holds: startsAt < until && end > from && endedAt === null }];
    }),
  );
}
