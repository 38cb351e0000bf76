import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { flashTermsOf } from './flash-sale/session.ts';
import type { Her } from './met.ts';
import { type Ports, shownToHer } from './show.ts';

/** Something that is still to begin: a session of a flash sale, or an activity. */
export type Beginning = {
  readonly of: 'flash_sale' | 'activity';
  /** Of the session, or of the activity. */
  readonly id: string;
  readonly activityId: string;
  readonly name: string;
  readonly at: Date;
  /** She is told before. */
  readonly reminded: boolean;
};

/** Of what is shown to her what is still to begin, the soonest first. */
export async function beginningsFor(ctx: Ctx, ports: Ports, her: Her): Promise<readonly Beginning[]> {
  const shown = await shownToHer(ctx, ports, her);
  const [flash, others] = [
    shown.filter((one) => flashTermsOf(one, one.own) !== null),
    shown.filter((one) => flashTermsOf(one, one.own) === null && one.startsAt > ctx.now()),
  ];
  const [sessions, waits] = [await nextSessions(ctx, her, flash), await waitedFor(ctx, her, others)];
  const all: Beginning[] = [
    ...flash.flatMap(({ no, id, name }) => {
      const next = sessions.get(no);
      if (next === undefined) return [];
      return [{ of: 'flash_sale' as const, id: next.id, activityId: id, name, at: next.at, reminded: next.reminded }];
    }),
    ...others.map(({ no, id, name, startsAt }) => ({
      ...{ of: 'activity' as const, id, activityId: id, name, at: startsAt, reminded: waits.has(no) },
    })),
  ];
  return all.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}

type Nos = readonly { readonly no: number }[];
type Session = { readonly activityNo: number; readonly id: string; readonly at: Date; readonly reminded: boolean };

async function nextSessions(ctx: Ctx, { personNo }: Her, activities: Nos): Promise<ReadonlyMap<number, Session>> {
  if (activities.length === 0) return new Map();
  const { rows } = await sql<Session>`
    select distinct on (s.activity_no) s.activity_no, s.id, s.starts_at as at, r.person_no is not null as reminded
    from activities.flash_session s left join activities.flash_reminder r on r.session_no = s.no and r.person_no = ${personNo}
    where s.activity_no = any(${activities.map(({ no }) => no)}::int[]) and s.closed_at is null and s.ends_at > s.starts_at
      and s.starts_at > ${ctx.now()}
    order by s.activity_no, s.starts_at
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.activityNo, row]));
}

async function waitedFor(ctx: Ctx, { personNo }: Her, activities: Nos): Promise<ReadonlySet<number>> {
  if (activities.length === 0) return new Set();
  const { rows } = await sql<{ activityNo: number }>`
    select activity_no from activities.waiting
    where person_no = ${personNo} and told_at is null and activity_no = any(${activities.map(({ no }) => no)}::int[])
  `.execute(ctx.db);
  return new Set(rows.map(({ activityNo }) => activityNo));
}
