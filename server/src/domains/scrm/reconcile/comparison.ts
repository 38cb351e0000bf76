import { sql } from 'kysely';
import { DAY_MS, nextMinuteOfDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { forgetCalls } from '../corp/quota.ts';

/** 03:10: nobody is added then, and its quota is free. Taste. */
const NIGHT_MINUTE = 190;
const KEPT_DAYS = 90;

/**
 * Every night, soon after the corp was connected, and whenever somebody asks; one at a time. What is due while one goes on waits for
 * the next night.
 */
export async function beginComparison(ctx: Ctx): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.now();
    // A minute on: the same minute would be the next one.
    const next = nextMinuteOfDay(new Date(now.getTime() + 60_000), NIGHT_MINUTE);
    const { rows: due } = await sql<{ asked: boolean }>`
      update scrm.corp c set compare_at = ${next}, compare_asked = false from scrm.corp before
      where c.compare_at <= ${now} and before.id = c.id returning before.compare_asked as asked
    `.execute(ctx.db);
    const [one] = due;
    if (one === undefined) return false;
    await sql`delete from scrm.comparison where began_at < ${new Date(now.getTime() - KEPT_DAYS * DAY_MS)}`.execute(
      ctx.db,
    );
    await forgetCalls(ctx);
    const { rows } = await sql<{ id: string }>`
      insert into scrm.comparison (id, reason, began_at, staff)
      select ${newId('cmp')}, case when not exists (select from scrm.comparison where finished_at is not null) then 'first'
        when ${one.asked} then 'asked' else 'nightly' end, ${now}, count(*)
      from scrm.staff s where ${ASKED_ABOUT}
      on conflict ((finished_at is null)) where finished_at is null do nothing returning id
    `.execute(ctx.db);
    const [began] = rows;
    if (began === undefined) return false;
    await sql`
      insert into scrm.compared_staff (comparison_id, userid, due_at) select ${began.id}, s.userid, ${now} from scrm.staff s where ${ASKED_ABOUT}
    `.execute(ctx.db);
    return true;
  });
}

/** Of who has left WeCom answers nothing: her customers are handed over. */
const ASKED_ABOUT = sql`s.gone_at is null and (
  s.can_contact or exists (select from scrm.friend f where f.userid = s.userid and f.ended_at is null)
)`;

export async function finishComparisons(ctx: Ctx): Promise<void> {
  await sql`
    update scrm.comparison c set finished_at = ${ctx.now()}
    where finished_at is null and not exists (select from scrm.compared_staff s where s.comparison_id = c.id and s.due_at is not null)
  `.execute(ctx.db);
}

/** As soon as the worker looks. */
export async function compareSoon(ctx: Ctx): Promise<void> {
  await sql`update scrm.corp set compare_at = ${ctx.now()}, compare_asked = true`.execute(ctx.db);
}
