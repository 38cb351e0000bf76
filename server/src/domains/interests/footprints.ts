import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Hers } from './favourites.ts';

/** Products that are remembered; the oldest are forgotten. */
const MOST = 200;

/** She looks at a product now. */
export async function noteVisit(ctx: Ctx, { memberId, personNo }: Hers, productId: string): Promise<void> {
  await sql`
    with seen as (
      insert into interests.footprint (member_id, product_id, person_no, seen_at)
      values (${memberId}, ${productId}, ${personNo}, ${ctx.now()})
      on conflict (member_id, product_id) do update set seen_at = greatest(interests.footprint.seen_at, excluded.seen_at)
    )
    delete from interests.footprint f using (
      select product_id from interests.footprint where member_id = ${memberId} and product_id <> ${productId}
      order by seen_at desc, product_id desc offset ${MOST - 1}
    ) old
    where f.member_id = ${memberId} and f.product_id = old.product_id
  `.execute(ctx.db);
}

/** One of them, or all. */
export async function forgetFootprints(ctx: Ctx, memberId: string, productId?: string): Promise<void> {
  await sql`
    delete from interests.footprint
    where member_id = ${memberId} and (${productId ?? null}::text is null or product_id = ${productId ?? null}::text)
  `.execute(ctx.db);
}

/** What she looked at since a moment, the last first. */
export async function lookedAt(ctx: Ctx, memberId: string, since: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ productId: string }>`
    select product_id from interests.footprint where member_id = ${memberId} and seen_at >= ${since}
    order by seen_at desc, product_id desc limit ${most}
  `.execute(ctx.db);
  return rows.map(({ productId }) => productId);
}
