import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { saidText } from '../../../platform/said.ts';
import type { Spent } from '../../pricing/index.ts';
import { isUsable } from '../lots.ts';
import type { Person } from '../tables.ts';

export type Ask = Person & Spent & { readonly orderId: string; readonly saving: number };

const note = saidText(words('下单抵现', 'Paid an order with points'));

/**
 * Points out of their lots for orders, what ends first first, whole or not at all: lots, what was taken of each, and the
 * ledger in one statement. One order a member; the accounts are held. Answers the orders that have theirs.
 */
export async function spendForOrders(ctx: Ctx, asks: readonly Ask[]): Promise<readonly string[]> {
  const rows = asks.map(({ orderId, memberId, personNo, points, saving, lines }) => ({
    id: orderId,
    member_id: memberId,
    person_no: personNo,
    points,
    saving,
    lines: lines.filter((line) => line.points > 0).map((line) => ({ ...line, back: 0 })),
  }));
  const { rows: kept } = await sql<{ id: string }>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as a (id text, member_id text, person_no int, points int, saving int, lines jsonb)
    ), lined as (
      select l.id as lot_id, l.rest, a.id, a.points,
        sum(l.rest) over (partition by a.id order by l.expires_at nulls last, l.created_at, l.id) - l.rest as before,
        sum(l.rest) over (partition by a.id) as has
      from loyalty.lot l join asked a using (member_id) where l.rest > 0 and ${isUsable(ctx, 'l')}
    ), parts as (
      select id, lot_id, least(rest, points - before)::int as part, row_number() over (partition by id order by before) as place
      from lined where has >= points and before < points
    ), kept as (
      insert into loyalty.spending (id, member_id, person_no, points, saving, lines, created_at)
      select id, member_id, person_no, points, saving, lines, ${ctx.now()} from asked where id in (select id from parts)
      returning id, member_id, person_no, points
    ), taken as (
      update loyalty.lot l set rest = l.rest - p.part from parts p where l.id = p.lot_id
    ), lots as (
      insert into loyalty.spending_lot (spending_id, lot_id, place, points) select id, lot_id, place, part from parts
    ), entries as (
      insert into loyalty.entry (key, member_id, person_no, kind, points, note, order_id, at)
      select 'spent:' || id, member_id, person_no, 'spent', -points, ${note}, id, ${ctx.now()} from kept
    )
    select id from kept
  `.execute(ctx.db);
  return rows.length === 0 ? [] : kept.map(({ id }) => id);
}
