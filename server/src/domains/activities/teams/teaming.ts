import type { Teaming } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { haveBought } from '../../orders/index.ts';
import { type ActivityRow, stateOf } from '../activity.ts';
import { leftToday } from '../capacity/capacity.ts';
import { activityErrors } from '../errors.ts';
import type { IsFor } from '../is-for.ts';
import type { Her } from '../met.ts';
import type { TeamTerms } from '../play.ts';
import { isOpen, isTaken, type SeatRow, seatsOf, type TeamRow } from './team.ts';

/** What decides whether she may order in a team (null: begin one). */
export type Standing = {
  readonly now: Date;
  readonly activity: ActivityRow;
  readonly team: Pick<TeamRow, 'state' | 'closesAt' | 'size'> | null;
  readonly terms: TeamTerms;
  /** Places in it that are taken, and whether one of them is hers. */
  readonly taken: number;
  readonly hersInIt: boolean;
  /** It is for her, and she was not drawn to be without it. */
  readonly forHer: boolean;
  /** How often she takes part already, in any team. */
  readonly hers: number;
  /** She has bought before, or takes part as a newcomer elsewhere. */
  readonly bought: boolean;
  /** Orders that the day takes still; null: any number. A team takes all of its own when it is begun. */
  readonly today: number | null;
};

/** Pure. A team that is open goes on when the activity is over or was stopped: whoever paid in it was promised its time. */
export function judgeTeaming({ now, activity, team, terms, ...her }: Standing): Teaming {
  if (team !== null) {
    if (her.hersInIt) return 'hers';
    if (team.state === 'full') return 'full';
    if (!isOpen(team, now)) return 'over';
    if (her.taken >= team.size) return 'full';
  } else {
    const state = stateOf(activity, now);
    if (state === 'scheduled' || state === 'warm_up') return 'early';
    if (state !== 'running') return 'ended';
  }
  if (!her.forHer) return 'not_for_her';
  if (her.hers >= terms.perMember) return 'enough';
  if (team !== null && terms.newOnly && her.bought) return 'newcomers_only';
  if (activity.places !== null && activity.taken >= activity.places) return 'sold_out';
  if (team === null && her.today !== null && her.today < terms.size) return 'full_today';
  return 'can';
}

/** Why not, as an error. */
export function refusalOf(teaming: Exclude<Teaming, 'can'>): DomainError {
  return activityErrors.error(`team_${teaming}`);
}

type Asked = { readonly activity: ActivityRow; readonly team: TeamRow | null; readonly terms: TeamTerms };

/** The same of one who looks. Whoever a friend asks into a team may join it whatever she was drawn for: arms are compared as drawn. */
export async function teamingOf(ctx: Ctx, isFor: IsFor, her: Her, { activity, team, terms }: Asked): Promise<Teaming> {
  const seats = team === null ? [] : (await seatsOf(ctx, [team.no])).filter(isTaken);
  const hers = await seatsOfPersons(ctx, [her], [activity.no]);
  return judgeTeaming({
    now: ctx.now(),
    activity,
    team,
    terms,
    taken: seats.length,
    hersInIt: seats.some(({ personNo }) => personNo === her.personNo),
    forHer: (await isFor(ctx, activity, her.personNo)) && (team !== null || !(await isHeldOut(ctx, activity, her))),
    hers: hers.length,
    today: team === null ? await leftToday(ctx, activity) : null,
    bought: terms.newOnly && (hers.length > 0 || (await haveBought(ctx, [her.memberId])).has(her.memberId)),
  });
}

/** Places of these people in these activities that count for what one may have: taken, and not given back. */
export async function seatsOfPersons(
  ctx: Ctx,
  who: readonly Pick<Her, 'personNo'>[],
  activityNos: readonly number[],
): Promise<readonly Pick<SeatRow, 'personNo' | 'activityNo' | 'teamNo'>[]> {
  const { rows } = await sql<Pick<SeatRow, 'personNo' | 'activityNo' | 'teamNo'>>`
    select person_no, activity_no, team_no from activities.seat
    where person_no = any(${who.map(({ personNo }) => personNo)}::int[]) and activity_no = any(${[...activityNos]}::int[])
      and state in ('held', 'paid') and refunded_at is null
  `.execute(ctx.db);
  return rows;
}

async function isHeldOut(ctx: Ctx, { no }: ActivityRow, { personNo }: Her): Promise<boolean> {
  const { rows } = await sql`
    select from activities.met where activity_no = ${no} and person_no = ${personNo} and not treated
  `.execute(ctx.db);
  return rows.length > 0;
}
