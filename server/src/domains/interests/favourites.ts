import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import { interestErrors } from './errors.ts';
import { favouriteAdded } from './events.ts';
import { mustShow } from './goods.ts';

const MOST = 300;

export type Hers = { readonly memberId: string; readonly personNo: number };

/** Keep a product, at most so many; one that is kept stays as it is. Throws `not_found`, `too_many_favourites`. */
export async function addFavourite(ctx: Ctx, { memberId, personNo }: Hers, productId: string): Promise<void> {
  const { name, price } = await mustShow(ctx, productId);
  await inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `interests.favourites ${memberId}`);
    const { rows } = await sql<{ productId: string }>`
      insert into interests.favourite (member_id, product_id, person_no, price, added_at)
      select ${memberId}, ${productId}, ${personNo}, ${price}, ${ctx.now()}
      where (select count(*) from interests.favourite where member_id = ${memberId}) < ${MOST}
      on conflict do nothing returning product_id
    `.execute(ctx.db);
    if (rows.length > 0) ctx.emit(favouriteAdded, { personNo, payload: { memberId, productId, name, price } });
    else if (!(await isFavourite(ctx, memberId, productId)))
      throw interestErrors.error('too_many_favourites', { most: MOST });
  });
}

export async function removeFavourite(ctx: Ctx, memberId: string, productId: string): Promise<void> {
  await sql`
    delete from interests.favourite where member_id = ${memberId} and product_id = ${productId}
  `.execute(ctx.db);
}

export async function isFavourite(ctx: Ctx, memberId: string, productId: string): Promise<boolean> {
  const { rows } = await sql`
    select from interests.favourite where member_id = ${memberId} and product_id = ${productId}
  `.execute(ctx.db);
  return rows.length > 0;
}
