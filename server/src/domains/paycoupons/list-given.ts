import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { payCouponContract } from '@huoshui/contracts/paycoupons';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { payCouponState } from '@huoshui/contracts/words/paycoupons';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import type { Cells } from '../../platform/table-file.ts';
import { findByPersonNo, membersShown } from '../members/index.ts';
import { findStock } from './stock.ts';
import { worthWords } from './stock-form.ts';

type Contract = typeof payCouponContract;
type Shape = Contract['GET /api/admin/pay-coupons/:id/coupons'];
type View = RouteOut<Shape>['items'][number];
type Hers = Pick<RouteOut<Contract['GET /api/shop/pay-coupons']>, 'items'>;
const MOST_COUNTED = 10_000;
const MOST_IN_FILE = 50_000;
/** What her wallet holds of what is over. */
const MOST_PAST = 20;

type Row = {
  readonly no: number;
  readonly id: string;
  readonly state: keyof typeof payCouponState;
  readonly memberId: string;
  readonly personNo: number;
  readonly because: string;
  readonly couponId: string | null;
  readonly trouble: Words | null;
  readonly givenAt: Date;
  readonly validTo: Date | null;
  readonly usedAt: Date | null;
  readonly orderId: string | null;
  readonly saving: number;
  readonly back: number;
};

/** Who was given one of a stock, the last first. `q`: a member, WeChat's number of a coupon, or an order. */
export async function listGiven(
  ctx: Ctx,
  id: string,
  query: RouteIn<Shape>['query'],
  most?: number,
): Promise<RouteOut<Shape>> {
  const { no } = await findStock(ctx, id);
  const { q, cursor, state } = query;
  const limit = most ?? query.limit ?? 20;
  const after = decodeCursor(cursor, ['bigint'])?.[0] ?? null;
  const text = q?.trim() || null;
  const meant = text === null ? [] : await membersShown.meant(ctx, text);
  const which = sql`c.stock_no = ${no} and (${state ?? null}::text is null or c.state = ${state ?? null})
    and (${text}::text is null or c.coupon_id = ${text} or c.order_id = ${text} or c.member_id = any(${[...meant]}::text[]))`;
  const { rows } = await sql<Row>`
    select c.no, c.id, c.state, c.member_id, c.person_no, c.because, c.coupon_id, c.trouble, c.given_at, c.valid_to, c.used_at,
      c.order_id, c.saving, c.back
    from paycoupons.coupon c where ${which} and (${after}::bigint is null or c.no < ${after}) order by c.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const people = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.no],
    ({ no: _, personNo, because, givenAt, validTo, usedAt, ...row }): View => ({
      ...row,
      nickname: people.get(personNo)?.nickname ?? '',
      because: readSaid(because),
      givenAt: givenAt.toISOString(),
      validTo: validTo?.toISOString() ?? null,
      usedAt: usedAt?.toISOString() ?? null,
    }),
  );
  if (after !== null) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from paycoupons.coupon c where ${which}`)) };
}

export async function givenCells(
  ctx: Ctx,
  id: string,
  query: Pick<RouteIn<Shape>['query'], 'q' | 'state'>,
): Promise<Cells> {
  const { items, nextCursor } = await listGiven(ctx, id, query, MOST_IN_FILE);
  return {
    more: nextCursor !== null && nextCursor !== undefined,
    columns: [
      { key: 'member', words: words('会员', 'Member'), kind: 'text' },
      { key: 'nickname', words: words('昵称', 'Nickname'), kind: 'text' },
      { key: 'state', words: words('状态', 'State'), kind: 'text' },
      { key: 'because', words: words('原因', 'Because'), kind: 'text' },
      { key: 'coupon', words: words('微信券号', 'WeChat’s number'), kind: 'text' },
      { key: 'given', words: words('发放时间', 'Given'), kind: 'text' },
      { key: 'used', words: words('使用时间', 'Used'), kind: 'text' },
      { key: 'order', words: words('订单', 'Order'), kind: 'text' },
      { key: 'saving', words: words('抵扣', 'Took off'), kind: 'money' },
      { key: 'back', words: words('退款收回', 'Went back'), kind: 'money' },
      { key: 'note', words: words('说明', 'Note'), kind: 'text' },
    ],
    rows: items.map((row) => [
      ...[row.memberId, row.nickname, payCouponState[row.state], row.because, row.couponId ?? ''],
      ...[row.givenAt, row.usedAt ?? '', row.orderId ?? '', row.saving, row.back, row.trouble ?? plainWords('')],
    ]),
  };
}

type HersRow = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly amount: number;
  readonly minimum: number;
  readonly state: 'sending' | 'available' | 'used' | 'expired';
  readonly said: string | null;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  readonly orderId: string | null;
};

/** Hers: what she can pay with, what ends first standing first, then the last of those that are over. What was not sent she never had. */
export async function listHers(ctx: Ctx, memberId: string): Promise<Hers> {
  const { rows } = await sql<HersRow>`
    with hers as (
      select c.no, c.id, s.name, s.description, s.amount, s.minimum, c.said, c.valid_from, c.valid_to, c.order_id,
        case when c.state = 'available' and c.valid_to <= ${ctx.now()} then 'expired' else c.state end as state
      from paycoupons.coupon c join paycoupons.stock s on s.no = c.stock_no
      where c.member_id = ${memberId} and c.state not in ('failed', 'withdrawn')
    )
    select * from (select * from hers where state in ('sending', 'available') order by valid_to nulls first, no limit 100) a
    union all
    select * from (select * from hers where state in ('used', 'expired') order by no desc limit ${MOST_PAST}) b
  `.execute(ctx.db);
  return {
    items: rows.map(({ id, name, description, amount, minimum, state, said, validFrom, validTo, orderId }) => ({
      ...{ id, name, description, amount, minimum, state, orderId },
      sentence: worthWords(amount, minimum),
      said: said === null ? words('店家赠送', 'A gift from the shop') : readSaid(said),
      validFrom: validFrom?.toISOString() ?? null,
      validTo: validTo?.toISOString() ?? null,
    })),
  };
}
