import { sql } from 'kysely';
import { nextMinuteOfDay, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { checkInDue } from '../events.ts';
import type { Person } from '../tables.ts';
import { checkInRule } from './check-in-rule.ts';

const AT_ONCE = 1_000;

/** Minute of the day at which she wants to be reminded; null: not at all. */
export async function setReminder(ctx: Ctx, { memberId, personNo }: Person, minute: number | null): Promise<void> {
  if (minute === null) {
    await sql`delete from loyalty.check_in_reminder where member_id = ${memberId}`.execute(ctx.db);
    return;
  }
  await sql`
    insert into loyalty.check_in_reminder (member_id, person_no, minute, next_at)
    values (${memberId}, ${personNo}, ${minute}, ${nextMinuteOfDay(ctx.now(), minute)})
    on conflict (member_id) do update set minute = excluded.minute, next_at = excluded.next_at
  `.execute(ctx.db);
}

export async function readReminder(ctx: Ctx, memberId: string): Promise<number | null> {
  const { rows } = await sql<{ minute: number }>`
    select minute from loyalty.check_in_reminder where member_id = ${memberId}
  `.execute(ctx.db);
  return rows[0]?.minute ?? null;
}

/** So long after her hour it still is her hour. */
const LATE_MS = 2 * 3_600_000;

type Due = Person & { readonly wasDue: Date; readonly streak: number | null };

/**
 * At her hour whoever has not checked in yet is reminded; a thousand at a time. An hour that is long over is not made up for. Who is
 * told on which day is a key of the message: another hour chosen after it brings no second one.
 */
export const remindToCheckIn = sweep({
  name: 'loyalty.check-in-reminders',
  due: sql`(select min(next_at) from loyalty.check_in_reminder)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const day = shanghaiDay(ctx.now());
      const { rows } = await sql<Due>`
        with due as (
          select member_id, next_at from loyalty.check_in_reminder where next_at <= ${ctx.now()}
          order by next_at limit ${AT_ONCE} for no key update skip locked
        ), moved as (
          update loyalty.check_in_reminder r set next_at = due.next_at + interval '1 day' * (
            floor(extract(epoch from ${ctx.now()}::timestamptz - due.next_at) / 86400) + 1)
          from due where r.member_id = due.member_id returning r.member_id, r.person_no, r.next_at - interval '1 day' as was_due
        )
        select moved.*, (select streak from loyalty.check_in c where c.member_id = moved.member_id and c.day = ${day}::date - 1) as streak
        from moved where not exists (
          select from loyalty.check_in c where c.member_id = moved.member_id and c.day = ${day}::date)
      `.execute(ctx.db);
      const { on, points } = await getSetting(ctx, checkInRule);
      for (const { memberId, personNo, wasDue, streak } of on ? rows : [])
        if (shanghaiDay(wasDue) === day && ctx.now().getTime() - wasDue.getTime() < LATE_MS)
          ctx.emit(checkInDue, { personNo, payload: { memberId, day, streak: streak ?? 0, points } });
      return rows.length === 0 ? await left(ctx) : rows.length;
    }),
});

/** Whoever was due may have been here already: the sweep goes on while somebody else is due. */
async function left(ctx: Ctx): Promise<number> {
  const { rows } = await sql`select from loyalty.check_in_reminder where next_at <= ${ctx.now()} limit 1`.execute(
    ctx.db,
  );
  return rows.length;
}

type Asked = { readonly memberId: string; readonly day: string };

/** Of these reminders those that still say something true: the day goes on, she still wants them, and has not checked in. */
export async function stillToCheckIn(ctx: Ctx, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  const today = asked.filter(({ day }) => day === shanghaiDay(ctx.now())).map(({ memberId }) => memberId);
  if (today.length === 0) return new Set();
  const { rows } = await sql<{ memberId: string }>`
    select r.member_id from loyalty.check_in_reminder r where r.member_id = any(${today}::text[]) and not exists (
      select from loyalty.check_in c where c.member_id = r.member_id and c.day = ${shanghaiDay(ctx.now())}::date)
  `.execute(ctx.db);
  return new Set(rows.map(({ memberId }) => memberId));
}
