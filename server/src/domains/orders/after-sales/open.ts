import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import type { PlannedLine } from '../refund/units.ts';
import { needsGoods } from './kind.ts';
import type { AfterSaleKind } from './row.ts';
import { deadlineOf, readTerms } from './terms.ts';

export type Wanted = { readonly kind: AfterSaleKind; readonly pictures: readonly string[] };

/** What she asks for besides the money, beside the refund that holds it. In the caller's transaction. */
export async function openAfterSale(
  ctx: Ctx,
  refundId: string,
  { kind, pictures }: Wanted,
  lines: readonly PlannedLine[],
): Promise<void> {
  const gone = lines.every((line) => line.here === 0 && line.skuId !== null);
  if (needsGoods(kind) && !gone) throw orderErrors.error('goods_not_sent');
  await refuseForeignPictures(ctx, pictures);
  const { dueAt, actAt } = deadlineOf(await readTerms(ctx), { state: 'requested', sentBack: false, now: ctx.now() });
  await sql`
    insert into orders.after_sale (refund_id, kind, pictures, due_at, act_at)
    values (${refundId}, ${kind}, ${[...pictures]}::text[], ${dueAt}, ${actAt})
  `.execute(ctx.db);
}

/** A shopper names pictures that she sent herself: no address of somebody else's is shown to the shop as hers. */
export async function refuseForeignPictures(ctx: Ctx, pictures: readonly string[]): Promise<void> {
  if (ctx.actor.kind !== 'member' || pictures.length === 0) return;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders.evidence where member_id = ${ctx.actor.id} and url = any(${[...pictures]}::text[])
  `.execute(ctx.db);
  if (rows[0]?.n !== new Set(pictures).size) throw orderErrors.error('picture_not_hers');
}
