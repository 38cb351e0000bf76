import { plainCode } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type LotRow, lotColumns, lotStateAt } from './find-lots.ts';
import { presentLot } from './present-lot.ts';

const MOST_COUNTED = 10_000;

type LotQuery = {
  readonly q?: string | undefined;
  readonly state?: LotRow['state'] | undefined;
  readonly products?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Lots, newest first, by number, code or product. */
export async function listLots(ctx: Ctx, query: LotQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q?.trim() || null;
  const products = query.products?.split(',').slice(0, 100) ?? null;
  const from = sql`from catalog.lot l join catalog.product p on p.id = l.product_id
    where (${q}::text is null or position(lower(${q}) in lower(l.number)) > 0 or l.code = ${q === null ? null : plainCode(q)}
      or position(lower(${q}) in lower(p.name)) > 0)
      and (${query.state ?? null}::text is null or ${lotStateAt(ctx)} = ${query.state ?? null})
      and (${products}::text[] is null or l.product_id = any(${products}::text[]))`;
  const { rows } = await sql<LotRow>`
    select ${lotColumns(ctx)} ${from} ${after ? sql`and l.id < ${after[0]}` : sql``} order by l.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    (row) => presentLot(ctx, row),
  );
  return query.cursor ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${from}`)) };
}
