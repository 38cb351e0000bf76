import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { payCouponContract } from '@huoshui/contracts/paycoupons';
import type { Words } from '@huoshui/contracts/words';
import type { ProductCouponState } from '@huoshui/contracts/words/paycoupons';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findByPersonNo, membersShown } from '../../members/index.ts';
import { findProduct } from './product.ts';

type Shape = (typeof payCouponContract)['GET /api/admin/product-coupons/:id/coupons'];
type View = RouteOut<Shape>['items'][number];

type Row = {
  readonly no: number;
  readonly code: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly state: ProductCouponState;
  readonly trouble: Words | null;
  readonly validTo: Date | null;
  readonly transactionId: string | null;
  readonly createdAt: Date;
};

/** Hers of one product, the last first. `q`: a member, a code, or the payment that it was used for. */
export async function listCoupons(ctx: Ctx, id: string, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  await findProduct(ctx, id);
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint'])?.[0] ?? null;
  const text = query.q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  // What ended there is gone, whatever it was before.
  const state = sql`case when c.theirs in ('sent', 'available') and c.valid_to <= ${ctx.now()} then 'gone' else c.theirs end`;
  const which = sql`c.product_no = (select no from paycoupons.product where id = ${id})
    and (${query.state ?? null}::text is null or ${state} = ${query.state ?? null})
    and (${query.trouble ?? false} = false or c.trouble is not null)
    and (${text}::text is null or c.code = ${text} or c.transaction_id = ${text} or c.member_id = any(${[...meant]}::text[]))`;
  const { rows } = await sql<Row>`
    select c.no, c.code, c.member_id, c.person_no, ${state} as state, c.trouble, c.valid_to, c.transaction_id, c.created_at
    from paycoupons.product_coupon c where ${which} and (${after}::bigint is null or c.no < ${after}) order by c.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.no],
    ({ no: _, personNo, validTo, createdAt, ...row }): View => ({
      ...row,
      nickname: people.get(personNo)?.nickname ?? '',
      validTo: validTo?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    }),
  );
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, 10_000, sql`select from paycoupons.product_coupon c where ${which}`)) };
}

/** Codes of hers that she can see in her WeChat, and use. */
export async function inHerWechat(ctx: Ctx, memberId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from paycoupons.product_coupon where member_id = ${memberId} and theirs = 'available' and valid_to > ${ctx.now()} order by no desc limit 200
  `.execute(ctx.db);
  return rows.map(({ code }) => code);
}
