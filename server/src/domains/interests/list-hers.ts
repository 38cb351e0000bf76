import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { goodsOf } from './goods.ts';

type Query = { readonly cursor?: string | undefined; readonly limit?: number | undefined };
type Row = { readonly productId: string; readonly at: Date; readonly priceThen: number | null };

/** What she keeps, the newest first, each as it stands now; `fell`: how much less it sells for than when she took it in. */
export async function listFavourites(ctx: Ctx, memberId: string, query: Query) {
  return present(ctx, query, async (place, limit) => {
    const { rows } = await sql<Row>`
      select product_id, added_at as at, price as price_then from interests.favourite
      where member_id = ${memberId} and ${place ? sql`(added_at, product_id) < (${place[0]}::timestamptz, ${place[1]})` : sql`true`}
      order by added_at desc, product_id desc limit ${limit}
    `.execute(ctx.db);
    return rows;
  });
}

/** What she looked at, the last first. */
export async function listFootprints(ctx: Ctx, memberId: string, query: Query) {
  return present(ctx, query, async (place, limit) => {
    const { rows } = await sql<Row>`
      select product_id, seen_at as at, null as price_then from interests.footprint
      where member_id = ${memberId} and ${place ? sql`(seen_at, product_id) < (${place[0]}::timestamptz, ${place[1]})` : sql`true`}
      order by seen_at desc, product_id desc limit ${limit}
    `.execute(ctx.db);
    return rows;
  });
}

type Read = (place: readonly [string, string] | null, limit: number) => Promise<readonly Row[]>;

async function present(ctx: Ctx, { cursor, limit = 20 }: Query, read: Read) {
  const place = decodeCursor(cursor, ['instant', 'text']);
  const rows = await read(place, limit + 1);
  const goods = await goodsOf(
    ctx,
    rows.map(({ productId }) => productId),
  );
  const page = toPage(
    rows,
    limit,
    ({ at, productId }) => [at.toISOString(), productId],
    (row) => row,
  );
  const items = page.items.flatMap(({ productId, at, priceThen }) => {
    const one = goods.get(productId);
    return one ? [{ ...one, at: at.toISOString(), fell: Math.max(0, (priceThen ?? one.price) - one.price) }] : [];
  });
  return { items, nextCursor: page.nextCursor };
}
