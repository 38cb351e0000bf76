import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { RhythmValues } from './rhythm-form.ts';

/** Groups that it is for now, each with her whose it is: of one that nobody owns who is there to be asked nobody is. */
export async function groupsOf(
  ctx: Ctx,
  { tags, groups }: Pick<RhythmValues, 'tags' | 'groups'>,
): Promise<readonly { readonly id: string; readonly name: string; readonly owner: string }[]> {
  const { rows } = await sql<{ id: string; name: string; owner: string }>`
    select c.id, case when c.name = '' then c.id else c.name end as name, c.owner from scrm.chat c join scrm.staff s on s.userid = c.owner
    where c.dismissed_at is null and s.gone_at is null and (c.tags && ${[...(tags ?? [])]}::text[] or c.id = any(${[...(groups ?? [])]}::text[]))
    order by c.id
  `.execute(ctx.db);
  return rows;
}
