import { sql } from 'kysely';

/** Which entries of a journey a number counts; the list behind the number asks for the very same. Results count no testers. */
export type RunFilter = {
  readonly state?: string | undefined;
  /** Who stands here now: waiting, unless another state is asked for. */
  readonly node?: string | undefined;
  readonly arm?: string | undefined;
  /** The version she came in by. */
  readonly version?: number | undefined;
  readonly goal?: 'reached' | 'missed' | undefined;
  /** Whether her goal may still be reached. */
  readonly time?: 'over' | 'open' | undefined;
  /** The journey had something for her that she did not get. */
  readonly gift?: 'refused' | undefined;
};

/** Her goal was reached, of a `run_info i`. */
export const REACHED = sql.raw('i.converted_at is not null');

/** She came in as a shopper, not to try it out: of a `run_info i`. */
export const COUNTED = sql.raw('not i.tester');

/** Her goal can be reached no more. */
export const isOver = (now: Date) => sql`i.goal_until <= ${now}`;
export const isOpen = (now: Date) => sql`i.goal_until > ${now}`;

/** Of `run_info i` and its `run r`. */
export function whichRuns(journeyNo: number, filter: RunFilter, now: Date) {
  const { state, node, arm, version, goal, time, gift } = filter;
  const conditions = [
    sql`i.journey_no = ${journeyNo}`,
    state === undefined ? null : sql`r.state = ${state}`,
    node === undefined ? null : sql`r.node = ${node}`,
    node === undefined || state !== undefined ? null : sql`r.state = 'waiting'`,
    arm === undefined ? null : sql`r.treated = ${arm === 'treated'}`,
    version === undefined ? null : sql`i.version = ${version}`,
    goal === undefined ? null : goal === 'reached' ? REACHED : sql`not (${REACHED})`,
    time === undefined ? null : time === 'over' ? isOver(now) : isOpen(now),
    gift === undefined ? null : sql`i.context ? 'notGiven'`,
    arm === undefined && goal === undefined && time === undefined ? null : COUNTED,
  ].flatMap((condition) => condition ?? []);
  return sql`${sql.join(conditions, sql` and `)}`;
}
