import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { storeErrors } from './errors.ts';
import { hoursText, isOpenAt, slotsOf } from './hours.ts';
import { findStores, listForShop, type StoreRow } from './queries.ts';
import type { StoreShelves, WantedUnits } from './shelves.ts';

type Shown = StoreRow & { readonly metres: number | null };

/** A store as shoppers see it; one that is closed for good is none. */
export async function showStore(ctx: Ctx, shelves: StoreShelves, id: string, wanted: readonly WantedUnits[] | null) {
  const row = (await findStores(ctx, [id])).get(id);
  if (row === undefined || row.state === 'closed') throw storeErrors.error('not_found');
  const today = shanghaiDay(ctx.now());
  return {
    ...presentForShop(ctx, { ...row, metres: null }, await missingOf(ctx, shelves, [id], wanted)),
    week: Array.from({ length: 7 }, (_, on) => addDays(today, on)).map((day) => ({
      day,
      hours: hoursText(row.values, day),
    })),
    slots: slotsOf(row.values, ctx.now()).map(({ day, from, to }) => ({
      day,
      from: from.toISOString(),
      to: to.toISOString(),
    })),
  };
}

export async function showStores(
  ctx: Ctx,
  shelves: StoreShelves,
  ask: Parameters<typeof listForShop>[1],
  wanted: readonly WantedUnits[] | null,
) {
  const rows = await listForShop(ctx, ask);
  const ids = rows.map(({ id }) => id);
  const missing = await missingOf(ctx, shelves, ids, wanted);
  return rows.map((row) => ({ ...row, view: presentForShop(ctx, row, missing) }));
}

type Missing = Awaited<ReturnType<StoreShelves['missing']>> | null;

async function missingOf(
  ctx: Ctx,
  shelves: StoreShelves,
  ids: readonly string[],
  wanted: readonly WantedUnits[] | null,
): Promise<Missing> {
  return wanted === null ? null : shelves.missing(ctx, ids, wanted);
}

function presentForShop(ctx: Ctx, { values, createdAt: _, ...row }: Shown, missing: Missing) {
  const { id, name, state, pickup, region, address, phone, latitude, longitude, metres } = row;
  const today = hoursText(values, shanghaiDay(ctx.now()));
  return {
    id,
    name,
    state,
    openNow: state === 'open' && isOpenAt(values, ctx.now()),
    pickup: pickup && state === 'open',
    region,
    address,
    phone,
    notice: values.notice ?? '',
    latitude,
    longitude,
    metres,
    today: today === '' ? null : today,
    missing: missing === null ? null : [...(missing.get(id) ?? [])],
  };
}
