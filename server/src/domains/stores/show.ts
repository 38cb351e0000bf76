import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { storeErrors } from './errors.ts';
import { hoursText, isOpenAt, slotsOf } from './hours.ts';
import { findStores, listForShop, type StoreRow } from './queries.ts';

type Shown = StoreRow & { readonly metres: number | null };

/** A store as shoppers see it; one that is closed for good is none. */
export async function showStore(ctx: Ctx, id: string) {
  const row = (await findStores(ctx, [id])).get(id);
  if (row === undefined || row.state === 'closed') throw storeErrors.error('not_found');
  const today = shanghaiDay(ctx.now());
  return {
    ...presentForShop(ctx, { ...row, metres: null }),
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

export async function showStores(ctx: Ctx, ask: Parameters<typeof listForShop>[1]) {
  const rows = await listForShop(ctx, ask);
  return rows.map((row) => ({ ...row, view: presentForShop(ctx, row) }));
}

function presentForShop(ctx: Ctx, { values, createdAt: _, ...row }: Shown) {
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
  };
}
