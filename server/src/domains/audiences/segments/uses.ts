import type { Condition } from '@huoshui/contracts/condition';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { audienceErrors } from '../errors.ts';
import { segmentsIn } from './segment.ts';

export type Ring = { readonly at: string; readonly path: string };

/**
 * Where a condition of this segment would ask for itself, be it over others: `A → B → A`. Null where it does not.
 */
export async function ringIn(ctx: Ctx, segmentId: string, condition: Condition): Promise<Ring | null> {
  const uses = segmentsIn(condition);
  if (uses.length === 0) return null;
  const { rows } = await sql<{ first: string; names: readonly string[] }>`
    with recursive reached (first, id, names) as (
      select id, id, array[name] from audiences.segment where id = any(${uses.map(({ id }) => id)}::text[])
      union all
      select r.first, s.id, r.names || s.name from reached r
      join audiences.segment_use u on u.segment_id = r.id join audiences.segment s on s.id = u.uses_id
      where r.id <> ${segmentId} and cardinality(r.names) < 100
    )
    select first, names from reached where id = ${segmentId} order by cardinality(names) limit 1
  `.execute(ctx.db);
  const [ring] = rows;
  const at = uses.find(({ id }) => id === ring?.first)?.at;
  if (!ring || at === undefined) return null;
  return { at, path: [ring.names.at(-1), ...ring.names].join(' → ') };
}

/** Two saves at once, each harmless beside what was there before, could close a ring: of those that ask for others one waits for the other. */
export async function refuseRing(ctx: Ctx, segmentId: string, condition: Condition): Promise<void> {
  if (segmentsIn(condition).length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtext('audiences.segment_use'))`.execute(ctx.db);
  const ring = await ringIn(ctx, segmentId, condition);
  if (ring)
    throw audienceErrors.error('segment_ring', {
      path: ring.path,
      problems: [{ at: `condition.${ring.at}`, words: ringWords(ring) }],
    });
}

export const ringWords = ({ path }: Ring) =>
  words(`人群不能引用自己：${path}`, `A segment cannot ask for itself: ${path}`);

/** Segments in use whose condition asks for this one. */
export async function segmentsUsing(ctx: Ctx, id: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select s.id, s.name from audiences.segment_use u join audiences.segment s on s.id = u.segment_id
    where u.uses_id = ${id} and s.state = 'active' order by s.created_at, s.id
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'segment' as const, ...row }));
}
