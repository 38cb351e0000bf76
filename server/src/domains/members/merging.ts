import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

export type Locked = { readonly id: string; readonly personNo: number; readonly mergedInto: string | null };

/**
 * Lock the records of a merge or of its undoing, in id order, so that two of them never wait for each other in a circle.
 * Rows that name her may still be written meanwhile (no key changes): whoever follows the merge writes such a row, then
 * what moved, and must not wait for us while we wait for her.
 */
export async function lockMembers(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Locked>> {
  const { rows } = await sql<Locked>`
    select id, person_no, merged_into from members.member where id = any(${[...ids]}::text[]) order by id for no key update
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

export function nameOfActor({ actor }: Ctx): string {
  return actor.kind === 'operator' ? actor.name : '';
}
