import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** A slot of an area, by when it begins. */
export type SlotKey = { readonly areaId: string; readonly from: Date };
/** How many orders are in it. */
type Taken = SlotKey & { readonly taken: number };

/**
 * A place in a slot for each of these, in the order in which they came, as far as there is room: answers by their place who got
 * one. `capacity`: of the slot, as the area says now. The rows decide, however many ask at once; held in order until the
 * transaction ends.
 */
export async function claimSlots(
  ctx: Ctx,
  asks: readonly (SlotKey & { readonly capacity: number })[],
): Promise<readonly boolean[]> {
  const keys = unique(asks);
  await sql`
    insert into stores.delivery_slot (area_id, slot_from)
    select * from unnest(${areasOf(keys)}::text[], ${startsOf(keys)}::timestamptz[]) as u (area_id, slot_from)
    order by 1, 2 on conflict do nothing
  `.execute(ctx.db);
  const { rows } = await sql<{ areaId: string; slotFrom: Date; taken: number }>`
    select s.area_id, s.slot_from, s.taken from stores.delivery_slot s
    join unnest(${areasOf(keys)}::text[], ${startsOf(keys)}::timestamptz[]) as u (area_id, slot_from) using (area_id, slot_from)
    order by s.area_id, s.slot_from for no key update of s
  `.execute(ctx.db);
  const taken = new Map(rows.map(({ areaId, slotFrom, taken }) => [keyOf({ areaId, from: slotFrom }), taken]));
  const got = asks.map((ask) => {
    const before = taken.get(keyOf(ask)) ?? 0;
    if (before >= ask.capacity) return false;
    taken.set(keyOf(ask), before + 1);
    return true;
  });
  await count(
    ctx,
    asks.filter((_, at) => got[at]),
    1,
  );
  return got;
}

/** Their places are free again. */
export async function releaseSlots(ctx: Ctx, held: readonly SlotKey[]): Promise<void> {
  if (held.length === 0) return;
  const keys = unique(held);
  await sql`
    select from stores.delivery_slot s
    join unnest(${areasOf(keys)}::text[], ${startsOf(keys)}::timestamptz[]) as u (area_id, slot_from) using (area_id, slot_from)
    order by s.area_id, s.slot_from for no key update of s
  `.execute(ctx.db);
  await count(ctx, held, -1);
}

async function count(ctx: Ctx, some: readonly SlotKey[], by: 1 | -1): Promise<void> {
  if (some.length === 0) return;
  await sql`
    update stores.delivery_slot s set taken = s.taken + u.n * ${by}::int
    from (
      select area_id, slot_from, count(*)::int as n
      from unnest(${areasOf(some)}::text[], ${startsOf(some)}::timestamptz[]) as given (area_id, slot_from)
      group by area_id, slot_from
    ) u
    where s.area_id = u.area_id and s.slot_from = u.slot_from
  `.execute(ctx.db);
}

/** How many orders are in the slots of an area from a moment on. */
export async function takenSlots(ctx: Ctx, areaId: string, since: Date): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    select area_id, slot_from as "from", taken from stores.delivery_slot
    where area_id = ${areaId} and slot_from >= ${since} order by slot_from
  `.execute(ctx.db);
  return rows;
}

function unique(some: readonly SlotKey[]): SlotKey[] {
  return [...new Map(some.map(({ areaId, from }) => [keyOf({ areaId, from }), { areaId, from }])).values()];
}

function keyOf({ areaId, from }: SlotKey): string {
  return `${areaId} ${from.getTime()}`;
}

function areasOf(some: readonly SlotKey[]): string[] {
  return some.map(({ areaId }) => areaId);
}

function startsOf(some: readonly SlotKey[]): Date[] {
  return some.map(({ from }) => from);
}
