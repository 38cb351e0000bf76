import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Reviews of hers that are on show. */
export async function reviewsOnShow(
  ctx: Ctx,
  since: Date,
): Promise<readonly { readonly personNo: number; readonly key: string }[]> {
  const { rows } = await sql<{ personNo: number; key: string }>`
    select person_no, id as key from reviews.review where state = 'shown' and created_at >= ${since}
  `.execute(ctx.db);
  return rows;
}
