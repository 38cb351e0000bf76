import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { CardRow } from './card.ts';

export const CARD = sql.raw(
  'id, kind_id, member_id, person_no, order_id, name, months, pays_percent, point_tenths, free_shipping, monthly_coupon, state, starts_at, ends_at',
);

/** Hers that are running or yet to begin, in the order in which they end. */
export async function cardsOf(ctx: Ctx, memberId: string): Promise<readonly CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${CARD} from loyalty.card where member_id = ${memberId} and state = 'paid' and ends_at > ${ctx.now()}
    order by ends_at, id
  `.execute(ctx.db);
  return rows;
}

/** Every card she ever had. */
export async function cardIdsOf(ctx: Ctx, memberId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from loyalty.card where member_id = ${memberId} and state <> 'unpaid'
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

export type Which = {
  readonly memberId: string | null;
  readonly kindId: string | null;
  /** Of these members only. */
  readonly among: readonly string[] | null;
};
type Sold = CardRow & { readonly createdAt: Date };

export async function listSold(
  ctx: Ctx,
  which: Which,
  after: readonly [string, string] | null,
  limit: number,
): Promise<readonly Sold[]> {
  const { rows } = await sql<Sold>`
    select ${CARD}, created_at from loyalty.card
    where ${matches(which)} and ${after === null ? sql`true` : sql`(created_at, id) < (${new Date(after[0])}, ${after[1]})`}
    order by created_at desc, id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countSold(ctx: Ctx, which: Which): Promise<Counted> {
  return countUpTo(ctx, MOST, sql`select from loyalty.card where ${matches(which)}`);
}

const matches = ({ memberId, kindId, among }: Which) => sql`state <> 'unpaid'
  and (${memberId}::text is null or member_id = ${memberId}) and (${kindId}::text is null or kind_id = ${kindId})
  and (${among === null} or member_id = any(${[...(among ?? [])]}::text[]))`;

const MOST = 10_000;

type Counts = { readonly holder: string; readonly month: string; readonly used: number };

/** Free deliveries that each used, by month of the card, those of unpaid orders too. */
export async function deliveriesOf(
  ctx: Ctx,
  holders: readonly string[],
  memberIds: readonly string[],
): Promise<readonly Counts[]> {
  const { rows } = await sql<Counts>`
    select holder, month, used from loyalty.quota
    where member_id = any(${[...memberIds]}::text[]) and holder = any(${[...holders]}::text[])
  `.execute(ctx.db);
  return rows;
}

export async function findSold(ctx: Ctx, id: string): Promise<readonly CardRow[]> {
  const { rows } = await sql<CardRow>`
    select ${CARD} from loyalty.card where id = ${id} and state <> 'unpaid'
  `.execute(ctx.db);
  return rows;
}
