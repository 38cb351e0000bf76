import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { activityErrors } from '../errors.ts';
import { flashSoon } from '../events.ts';
import type { Her } from '../met.ts';
import { findByNo } from '../queries.ts';
import { SESSION, type SessionRow } from './session.ts';

/** So long before it begins. Taste: time to open the shop, not enough to forget it again. */
const BEFORE_MS = 5 * MINUTE_MS;
const AT_ONCE = 1000;

/** She wants to be told before this session begins. Twice is once. Throws `activities.no_session`, `flash_begun`. */
export async function askReminder(ctx: Ctx, her: Her & { readonly app: string }, id: string): Promise<void> {
  const session = await findSession(ctx, id);
  if (session.closedAt !== null || session.endsAt <= session.startsAt || session.startsAt <= ctx.now())
    throw activityErrors.error('flash_begun');
  await sql`
    insert into activities.flash_reminder (session_no, person_no, member_id, app, remind_at)
    values (${session.no}, ${her.personNo}, ${her.memberId}, ${her.app}, ${new Date(session.startsAt.getTime() - BEFORE_MS)})
    on conflict do nothing
  `.execute(ctx.db);
}

/** Throws `activities.no_session`. */
export async function dropReminder(ctx: Ctx, { personNo }: Her, id: string): Promise<void> {
  const { no } = await findSession(ctx, id);
  await sql`
    delete from activities.flash_reminder where session_no = ${no} and person_no = ${personNo} and told_at is null
  `.execute(ctx.db);
}

async function findSession(ctx: Ctx, id: string): Promise<SessionRow> {
  const { rows } = await sql<SessionRow>`select ${SESSION} from activities.flash_session s where s.id = ${id}`.execute(
    ctx.db,
  );
  const [session] = rows;
  if (session === undefined) throw activityErrors.error('no_session', { id });
  return session;
}

type Due = Her & Pick<SessionRow, 'id' | 'activityNo' | 'startsAt'> & { readonly app: string };

/** Tells each once; of a session that was stopped, or has begun meanwhile, nobody is told. */
export const remindOfSessions: Sweep = sweep({
  name: 'activities.flash-reminders',
  due: sql`(select min(remind_at) from activities.flash_reminder where told_at is null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Due & { readonly stands: boolean }>`
        with due as (
          select session_no, person_no from activities.flash_reminder where told_at is null and remind_at <= ${ctx.now()}
          order by remind_at limit ${AT_ONCE} for no key update skip locked
        )
        update activities.flash_reminder r set told_at = ${ctx.now()} from due join activities.flash_session s on s.no = due.session_no
        where r.session_no = due.session_no and r.person_no = due.person_no
        returning r.member_id, r.person_no, r.app, s.id, s.activity_no, s.starts_at,
          s.ends_at > s.starts_at and s.starts_at > ${ctx.now()} as stands
      `.execute(ctx.db);
      const activities = await findByNo(
        ctx,
        rows.map(({ activityNo }) => activityNo),
      );
      for (const { memberId, personNo, app, id, activityNo, startsAt, stands } of rows) {
        const activity = activities.get(activityNo);
        if (!stands || activity === undefined) continue;
        const about = { memberId, activityId: activity.id, name: activity.name, play: activity.play };
        const payload = { ...about, sessionId: id, startsAt: startsAt.toISOString(), ...(app === '' ? {} : { app }) };
        ctx.emit(flashSoon, { personNo, payload });
      }
      return rows.length;
    }),
});

type Asked = { readonly sessionId: string };

/** Sessions of these that are still to begin: a reminder that comes later is none. */
export async function sessionsToCome(ctx: Ctx, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from activities.flash_session
    where id = any(${asked.map(({ sessionId }) => sessionId)}::text[]) and closed_at is null and ends_at > starts_at
      and ends_at > ${ctx.now()}
  `.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}
