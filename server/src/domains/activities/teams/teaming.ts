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
type AskedBy = Asked & { readonly her: Her };

/** The same of one who looks. */
export async function teamingOf(ctx: Ctx, isFor: IsFor, her: Her, asked: Asked): Promise<Teaming> {
  const [teaming] = await teamingsOf(ctx, isFor, [{ ...asked, her }]);
  if (teaming === undefined) throw new Error('a question about a team was left without an answer');
  return teaming;
}

/**
 * Of many at once, in their order: a rush asks for a whole group of orders, by as many statements as for one. Whoever a friend asks into a team
 * may join it whatever she was drawn for: arms are compared as drawn.
 */
export async function teamingsOf(ctx: Ctx, isFor: IsFor, asked: readonly AskedBy[]): Promise<readonly Teaming[]> {
  if (asked.length === 0) return [];
  const seats = await takenSeats(
    ctx,
    asked.flatMap(({ team }) => team?.no ?? []),
  );
  const places = await seatsOfPersons(
    ctx,
    asked.map(({ her }) => her),
    [...new Set(asked.map(({ activity }) => activity.no))],
  );
  const counts = new Map<string, number>();
  for (const one of places) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  const newcomers = asked.filter(({ terms }) => terms.newOnly).map(({ her }) => her.memberId);
  const bought = newcomers.length === 0 ? new Set<string>() : await haveBought(ctx, newcomers);
  const heldOut = await heldOutOf(
    ctx,
    asked.filter(({ team }) => team === null),
  );
  const today = new Map<number, number | null>();
  const answers: Teaming[] = [];
  for (const { her, activity, team, terms } of asked) {
    if (team === null && !today.has(activity.no)) today.set(activity.no, await leftToday(ctx, activity));
    const inIt = team === null ? [] : (seats.get(team.no) ?? []);
    const hers = counts.get(keyOf({ activityNo: activity.no, personNo: her.personNo })) ?? 0;
    answers.push(
      judgeTeaming({
        ...{ now: ctx.now(), activity, team, terms, taken: inIt.length, hers },
        hersInIt: inIt.some(({ personNo }) => personNo === her.personNo),
        forHer: (await isFor(ctx, activity, her.personNo)) && !heldOut(activity, her, team),
        today: team === null ? (today.get(activity.no) ?? null) : null,
        bought: terms.newOnly && (hers > 0 || bought.has(her.memberId)),
      }),
    );
  }
  return answers;
}

const keyOf = ({ activityNo, personNo }: { readonly activityNo: number; readonly personNo: number }): string =>
  `${activityNo} ${personNo}`;

async function takenSeats(ctx: Ctx, teamNos: readonly number[]): Promise<ReadonlyMap<number, SeatRow[]>> {
  const found = new Map<number, SeatRow[]>();
  if (teamNos.length === 0) return found;
  for (const seat of (await seatsOf(ctx, [...new Set(teamNos)])).filter(isTaken))
    found.set(seat.teamNo, [...(found.get(seat.teamNo) ?? []), seat]);
  return found;
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

/** Of those who begin a team: who was drawn to be without it. */
async function heldOutOf(ctx: Ctx, asked: readonly AskedBy[]) {
  if (asked.length === 0) return () => false;
  const { rows } = await sql<{ activityNo: number; personNo: number }>`
    select m.activity_no, m.person_no from activities.met m
    join unnest(${asked.map(({ activity }) => activity.no)}::int[], ${asked.map(({ her }) => her.personNo)}::int[]) as a (activity_no, person_no)
      using (activity_no, person_no) where not m.treated
  `.execute(ctx.db);
  const out = new Set(rows.map(keyOf));
  return ({ no: activityNo }: ActivityRow, { personNo }: Her, team: TeamRow | null) =>
    team === null && out.has(keyOf({ activityNo, personNo }));
}
