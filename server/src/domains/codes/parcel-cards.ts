import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Range } from '../../platform/event-store/range.ts';
import type { CodeRow } from './queries.ts';

/** Parcels that left on a day, out of the stock of a store or (null) of the shop. */
export type ParcelsOfDay = { readonly day: string; readonly storeId: string | null; readonly parcels: number };

/** How many parcels left, days counted both: whoever owns orders answers. */
export type CountParcels = (
  ctx: Ctx,
  days: { readonly from: string; readonly to: string },
) => Promise<readonly ParcelsOfDay[]>;

/** While a card was put into parcels; of all, or of those that a store sends. */
type Put = { readonly storeId: string | null; readonly from: string; readonly to: string };

export const isCard = ({ place }: Pick<CodeRow, 'place'>): boolean => place === 'parcel_card';

/**
 * By day, how many parcels of the range had a card of these codes in them. Two cards in one parcel (two versions at once) are one
 * parcel: their rates have the same denominator, and the whole counts it once.
 */
export async function parcelsOf(
  ctx: Ctx,
  count: CountParcels,
  { codes, range }: { readonly codes: readonly CodeRow[]; readonly range: Range },
): Promise<(some: readonly CodeRow[]) => ReadonlyMap<string, number>> {
  if (!codes.some(isCard)) return () => new Map();
  const left = await count(ctx, { from: range.from, to: range.to });
  return (some) => {
    const puts = some.filter(isCard).map(putOf);
    const days = new Map<string, number>();
    for (const { day, storeId, parcels } of left) {
      if (!puts.some((put) => isIn(put, day, storeId))) continue;
      days.set(day, (days.get(day) ?? 0) + parcels);
    }
    return days;
  };
}

/** Until it was taken out, or archived; from the day on which it was made, where none was said. */
function putOf({ values, storeId, createdAt, archivedAt }: CodeRow): Put {
  const ends = [values.parcelsTo, archivedAt === null ? null : shanghaiDay(archivedAt)].flatMap((day) => day ?? []);
  return { storeId, from: values.parcelsFrom ?? shanghaiDay(createdAt), to: ends.sort()[0] ?? '9999-12-31' };
}

function isIn({ storeId, from, to }: Put, day: string, ofStore: string | null): boolean {
  return day >= from && day <= to && (storeId === null || storeId === ofStore);
}
