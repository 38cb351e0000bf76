import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { loyaltyErrors } from '../errors.ts';
import { checkedIn } from '../events.ts';
import { holdStandings } from '../levels/standing.ts';
import { holdAccounts } from '../lots.ts';
import type { Person } from '../tables.ts';
import { checkInRule } from './check-in-rule.ts';
import { giveForDay } from './give.ts';

/**
 * She came by today: once a business day, whatever she taps meanwhile, since her account is held and the day is a key. A
 * second tap is no error and gives nothing. Throws `loyalty.check_in_off`.
 */
export async function checkIn(ctx: Ctx, kinds: BenefitKinds, person: Person): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const rule = await getSetting(ctx, checkInRule);
    if (!rule.on) throw loyaltyErrors.error('check_in_off');
    // A day that grows her may raise her: standings are held before accounts, as everywhere.
    if (rule.growth > 0) await holdStandings(ctx, [person]);
    const owed = await holdAccounts(ctx, [person]);
    const day = shanghaiDay(ctx.now());
    const { rows } = await sql<{ streak: number }>`
      insert into loyalty.check_in (member_id, person_no, day, streak, at)
      select ${person.memberId}, ${person.personNo}, ${day}::date, coalesce((
        select streak from loyalty.check_in where member_id = ${person.memberId} and day = ${addDays(day, -1)}::date
      ), 0) + 1, ${ctx.now()}
      on conflict (member_id, day) do nothing returning streak
    `.execute(ctx.db);
    const streak = rows[0]?.streak;
    if (streak === undefined) return;
    await giveForDay(ctx, kinds, person, owed, {
      rule,
      day,
      daily: { points: rule.points, growth: rule.growth, note: words(`${day} 签到`, `Checked in on ${day}`) },
      reached: [{ day, streak }],
    });
    ctx.emit(checkedIn, {
      personNo: person.personNo,
      payload: { memberId: person.memberId, day, streak, madeUp: false },
    });
  });
}
