import { words } from '@huoshui/contracts/words';
import type { SeatState, TeamState } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { ActivityRow } from '../activity.ts';
import type { OwnValues } from '../activity-form.ts';
import type { TeamTerms } from '../play.ts';
import { playOf } from '../plays.ts';

/** So shortly before it closes nobody can order and pay any more. Taste: a minute. */
const LAST_CALL_MS = MINUTE_MS;

/** Under which a team holds its orders, and what buyer and shop read of it. */
export const teamHold = {
  by: 'activities.team',
  who: words('拼团', 'Group buy'),
  reason: words('待成团：还在等人一起拼', 'Waiting for the team to be complete'),
};

export type TeamRow = {
  readonly no: number;
  readonly id: string;
  readonly activityNo: number;
  readonly version: number;
  readonly productId: string;
  readonly size: number;
  readonly state: TeamState;
  readonly begunAt: Date;
  readonly closesAt: Date | null;
  readonly endedAt: Date | null;
  readonly ledBy: string | null;
};

export type SeatRow = {
  readonly orderId: string;
  readonly teamNo: number;
  readonly seat: number;
  readonly activityNo: number;
  readonly personNo: number;
  readonly memberId: string;
  readonly tester: boolean;
  readonly units: number;
  readonly state: SeatState;
  readonly takenAt: Date;
  readonly paidAt: Date | null;
  readonly refundedAt: Date | null;
};

export const TEAM = sql.raw(
  't.no, t.id, t.activity_no, t.version, t.product_id, t.size, t.state, t.begun_at, t.closes_at, t.ended_at, t.led_by',
);
export const SEAT = sql.raw(
  's.order_id, s.team_no, s.seat, s.activity_no, s.person_no, s.member_id, s.tester, s.units, s.state, s.taken_at, s.paid_at, s.refunded_at',
);

/** What teams of an activity are; null where it is no play of teams. */
export function teamTermsOf({ play }: Pick<ActivityRow, 'play'>, own: OwnValues): TeamTerms | null {
  return playOf(play).teams?.(own) ?? null;
}

export async function findTeam(ctx: Ctx, id: string): Promise<TeamRow | null> {
  return (await findTeams(ctx, [id])).get(id) ?? null;
}

export async function findTeams(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, TeamRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<TeamRow>`
    select ${TEAM} from activities.team t where t.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Held until the end of the transaction, in one order: who joins, pays, leaves and closes come one after the other. */
export async function holdTeams(ctx: Ctx, nos: readonly number[]): Promise<readonly TeamRow[]> {
  if (nos.length === 0) return [];
  const { rows } = await sql<TeamRow>`
    select ${TEAM} from activities.team t where t.no = any(${[...new Set(nos)]}::bigint[]) order by t.no for no key update
  `.execute(ctx.db);
  return rows;
}

/** Every place that was ever taken in these, in the order in which they were. */
export async function seatsOf(ctx: Ctx, teamNos: readonly number[]): Promise<readonly SeatRow[]> {
  const { rows } = await sql<SeatRow>`
    select ${SEAT} from activities.seat s where s.team_no = any(${[...teamNos]}::bigint[])
    order by s.team_no, s.paid_at nulls last, s.taken_at, s.seat
  `.execute(ctx.db);
  return rows;
}

export const isTaken = ({ state }: Pick<SeatRow, 'state'>): boolean => state === 'held' || state === 'paid';

/** Who leads it: whoever has been paid in it longest. Where she leaves, it is the next. */
export function leaderOf(seats: readonly SeatRow[]): SeatRow | null {
  return seats.find(({ state }) => state === 'paid') ?? null;
}

/** Whether somebody may still order in it, as far as time goes. */
export function isOpen({ state, closesAt }: Pick<TeamRow, 'state' | 'closesAt'>, now: Date): boolean {
  return state === 'open' && closesAt !== null && closesAt.getTime() - now.getTime() >= LAST_CALL_MS;
}

/** Places of the activities that are free again, as many as stand here. */
export async function freePlaces(ctx: Ctx, activityNos: readonly number[]): Promise<void> {
  if (activityNos.length === 0) return;
  await sql`
    with freed as (select no, count(*)::int as n from unnest(${[...activityNos]}::int[]) as f (no) group by no),
      held as (select a.no from activities.activity a join freed using (no) order by a.no for no key update of a)
    update activities.activity a set taken = a.taken - freed.n from freed join held using (no) where a.no = freed.no
  `.execute(ctx.db);
}

/** Nobody is left in these: they are over. */
export async function dissolveEmpty(ctx: Ctx, teamNos: readonly number[]): Promise<void> {
  await sql`
    update activities.team t set state = 'gone', ended_at = ${ctx.now()}
    where t.no = any(${[...teamNos]}::bigint[]) and t.state in ('held', 'open')
      and not exists (select from activities.seat s where s.team_no = t.no and s.state in ('held', 'paid'))
  `.execute(ctx.db);
}
