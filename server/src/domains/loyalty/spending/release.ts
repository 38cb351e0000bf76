import { type Said, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { writeEntries } from '../entries.ts';
import { holdAccounts, repay } from '../lots.ts';
import type { Person } from '../tables.ts';

/** Points that come back after their time are good for a week more. */
const weekMore = 7 * DAY_MS;

/** Points that go back to where they came from. `key` names what gives them back, once. */
export type Return = { readonly orderId: string; readonly points: number; readonly key: string; readonly note: Said };

/** Orders that were cancelled: all their points go back. Repeatable. */
export async function releaseSpent(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; points: number }>`
    select id, points - returned as points from loyalty.spending where id = any(${[...orderIds]}::text[]) and returned < points
  `.execute(ctx.db);
  await returnPoints(
    ctx,
    rows.map(({ id, points }) => ({
      orderId: id,
      points,
      key: `unspent:${id}`,
      note: words('订单取消，积分退回', 'The order was cancelled'),
    })),
  );
}

/** Orders that came to nothing in the very transaction that took their points: as if they had never asked. */
export async function takeBackUnplaced(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  const ids = [...orderIds];
  await sql`
    with back as (
      update loyalty.lot l set rest = l.rest + s.points
      from loyalty.spending_lot s where s.spending_id = any(${ids}::text[]) and l.id = s.lot_id
    ), forgotten as (
      delete from loyalty.entry where key = any(${ids.map((id) => `spent:${id}`)}::text[])
    )
    delete from loyalty.spending where id = any(${ids}::text[])
  `.execute(ctx.db);
}

/**
 * Points back into their lots, what was taken last first, so that what ends last is hers again first. Each owner's account is
 * held, for lots move when records become one. Whoever owes points pays with them at once.
 */
export async function returnPoints(ctx: Ctx, returns: readonly Return[]): Promise<void> {
  for (const one of returns.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1))) await returnOne(ctx, one);
}

async function returnOne(ctx: Ctx, { orderId, points, key, note }: Return): Promise<void> {
  if (points <= 0) return;
  const { rows: owners } = await sql<Person>`
    select distinct l.member_id, l.person_no from loyalty.spending_lot s join loyalty.lot l on l.id = s.lot_id
    where s.spending_id = ${orderId}
  `.execute(ctx.db);
  const owed = await holdAccounts(ctx, owners);
  const { rows } = await sql<Person & { points: number }>`
    with due as (
      update loyalty.spending set returned = returned + ${points} where id = ${orderId} and returned + ${points} <= points
      returning id
    ), lined as (
      select s.lot_id, s.points - s.returned as room,
        sum(s.points - s.returned) over (order by s.place desc) - (s.points - s.returned) as before
      from loyalty.spending_lot s join due on due.id = s.spending_id where s.returned < s.points
    ), parts as (
      select lot_id, least(room, ${points} - before)::int as part from lined where before < ${points}
    ), marked as (
      update loyalty.spending_lot s set returned = s.returned + p.part from parts p
      where s.spending_id = ${orderId} and s.lot_id = p.lot_id
    ), back as (
      update loyalty.lot l set rest = l.rest + p.part,
        expires_at = case when l.expires_at <= ${ctx.now()} then ${new Date(ctx.now().getTime() + weekMore)} else l.expires_at end
      from parts p where l.id = p.lot_id
      returning l.member_id, l.person_no, p.part
    )
    select member_id, person_no, sum(part)::int as points from back group by member_id, person_no
  `.execute(ctx.db);
  await writeEntries(
    ctx,
    rows.map(({ memberId, personNo, points: some }) => ({
      key: `${key}:${memberId}`,
      memberId,
      personNo,
      kind: 'unspent',
      points: some,
      note,
      orderId,
    })),
  );
  await repay(ctx, owed);
}
