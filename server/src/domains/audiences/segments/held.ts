import type { Condition } from '@huoshui/contracts/condition';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { nobody, type PersonSet, writtenPersons } from '../../../platform/event-store/person-set.ts';
import { asTheyAreNow } from '../../analytics/index.ts';

/** Whom a segment held after its last look, as a set is written, and when that was. */
export type Held = { readonly who: string; readonly at: Date; readonly condition: Condition | null };

/** Null where it was never looked at, or is none. */
export async function readHeld(ctx: Ctx, segmentId: string): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select m.who, s.refreshed_at as at, s.condition from audiences.segment s
    join audiences.segment_members m on m.segment_id = s.id where s.id = ${segmentId}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** The same of several, by their ids: whom each held. */
export async function readAllHeld(ctx: Ctx, segmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (segmentIds.length === 0) return new Map();
  const { rows } = await sql<{ segmentId: string; who: string }>`
    select segment_id, who from audiences.segment_members where segment_id = any(${[...segmentIds]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ segmentId, who }) => [segmentId, who]));
}

/** Who is in it, by the numbers that stand for them now. */
export async function personsHeld(ctx: Ctx, segmentId: string): Promise<PersonSet> {
  const held = await readHeld(ctx, segmentId);
  return held ? asTheyAreNow(writtenPersons(held.who)) : nobody;
}
