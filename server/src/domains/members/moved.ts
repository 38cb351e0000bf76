import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** A row that came with a merged person. `detail` is what its domain must know to put it back as it was. */
export type Moved = { readonly key: string; readonly detail: Readonly<Record<string, unknown>> };

/** Write down what came with the merged person; `mergeId` is absent in merges from before they were written down. */
export async function noteMoved(
  ctx: Ctx,
  mergeId: string | undefined,
  kind: string,
  rows: readonly { readonly key: string; readonly detail?: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  if (mergeId === undefined || rows.length === 0) return;
  await sql`
    insert into members.merge_move (merge_id, kind, key, detail)
    select ${mergeId}, ${kind}, key, detail::jsonb
    from unnest(${rows.map((r) => r.key)}::text[], ${rows.map((r) => JSON.stringify(r.detail ?? {}))}::text[]) as given (key, detail)
    on conflict do nothing
  `.execute(ctx.db);
}

/** What a domain wrote down of a merge. Which of it still is the survivor's, and so goes back, the domain looks up. */
export async function movedIn(ctx: Ctx, mergeId: string, kind: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select key, detail from members.merge_move where merge_id = ${mergeId} and kind = ${kind} order by key
  `.execute(ctx.db);
  return rows;
}
