import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Person } from './tables.ts';

export type Ask = Person & { readonly points: number };

/**
 * Hold the accounts of these members until the commit, in one order, so that two who change points never wait for each other
 * in a ring; whoever had none has one now. Answers what each owes.
 */
export async function holdAccounts(ctx: Ctx, persons: readonly Person[]): Promise<ReadonlyMap<string, number>> {
  const byId = new Map(persons.map((person) => [person.memberId, person.personNo]));
  const ids = [...byId.keys()].sort();
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ memberId: string; owed: number }>`
    insert into loyalty.account (member_id, person_no)
    select * from unnest(${ids}::text[], ${ids.map((id) => byId.get(id) ?? 0)}::int[])
    on conflict (member_id) do update set person_no = excluded.person_no
    returning member_id, owed
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.memberId, row.owed]));
}

/** What may be spent now, by member; who has nothing is absent. */
export async function usablePoints(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ memberId: string; points: number }>`
    select member_id, sum(rest)::int as points from loyalty.lot
    where member_id = any(${memberIds}::text[]) and rest > 0 and ${isUsable(ctx)} group by member_id
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.memberId, row.points]));
}

/**
 * Take so many points out of what each member may spend, what ends first first; of whom has fewer, all. Her account is held.
 * One ask a member. Answers what was taken.
 */
export async function takeUsable(ctx: Ctx, asks: readonly Ask[]): Promise<ReadonlyMap<string, number>> {
  if (asks.length === 0) return new Map();
  const { rows } = await sql<{ memberId: string; points: number }>`
    with asked as (
      select * from unnest(${asks.map((a) => a.memberId)}::text[], ${asks.map((a) => a.points)}::int[]) as a (member_id, wanted)
    ), lined as (
      select l.id, l.rest, a.wanted,
        sum(l.rest) over (partition by l.member_id order by l.expires_at nulls last, l.created_at, l.id) - l.rest as before
      from loyalty.lot l join asked a using (member_id) where l.rest > 0 and ${isUsable(ctx, 'l')}
    ), taken as (
      update loyalty.lot l set rest = l.rest - least(n.rest, n.wanted - n.before)
      from lined n where l.id = n.id and n.before < n.wanted
      returning l.member_id, least(n.rest, n.wanted - n.before) as points
    )
    select member_id, sum(points)::int as points from taken group by member_id
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.memberId, row.points]));
}

/** What could not be taken is owed. */
export async function owe(ctx: Ctx, debts: readonly Ask[]): Promise<void> {
  const real = debts.filter(({ points }) => points > 0);
  if (real.length === 0) return;
  await sql`
    update loyalty.account a set owed = a.owed + d.points
    from unnest(${real.map((d) => d.memberId)}::text[], ${real.map((d) => d.points)}::int[]) as d (member_id, points)
    where a.member_id = d.member_id
  `.execute(ctx.db);
}

/** Whoever owes points pays with what she may spend now. Her account is held. */
export async function repay(ctx: Ctx, owed: ReadonlyMap<string, number>): Promise<void> {
  const debtors = [...owed].flatMap(([memberId, points]) => (points > 0 ? [{ memberId, personNo: 0, points }] : []));
  const paid = await takeUsable(ctx, debtors);
  if (paid.size === 0) return;
  await sql`
    update loyalty.account a set owed = a.owed - p.points
    from unnest(${[...paid.keys()]}::text[], ${[...paid.values()]}::int[]) as p (member_id, points)
    where a.member_id = p.member_id
  `.execute(ctx.db);
}

export function isUsable(ctx: Ctx, alias = 'lot') {
  const lot = sql.ref(alias);
  return sql`${lot}.usable and (${lot}.expires_at is null or ${lot}.expires_at > ${ctx.now()})`;
}
