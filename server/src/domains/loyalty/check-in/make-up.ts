import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { writeEntries } from '../entries.ts';
import { loyaltyErrors } from '../errors.ts';
import { checkedIn } from '../events.ts';
import { spend } from '../exchange.ts';
import { holdAccounts } from '../lots.ts';
import type { Person } from '../tables.ts';
import { checkInRule } from './check-in-rule.ts';
import { giveForDay } from './give.ts';
import { readDays, recount } from './streaks.ts';

/**
 * A missed day of this month, made up for with points: it closes the gap, and the steps that the days in a row now reach are
 * given. The day itself gives nothing. Throws `loyalty.check_in_off`, `not_to_make_up`, `made_up_enough`, `too_few_points`.
 */
export async function makeUp(ctx: Ctx, kinds: BenefitKinds, person: Person, day: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const rule = await getSetting(ctx, checkInRule);
    if (!rule.on) throw loyaltyErrors.error('check_in_off');
    const owed = await holdAccounts(ctx, [person]);
    const today = shanghaiDay(ctx.now());
    if (day >= today || day < firstOf(today)) throw loyaltyErrors.error('not_to_make_up', { day });
    const used = (await readDays(ctx, person.memberId, firstOf(today), today)).filter(({ madeUp }) => madeUp).length;
    const { rows } = await sql`
      insert into loyalty.check_in (member_id, person_no, day, streak, made_up, at)
      values (${person.memberId}, ${person.personNo}, ${day}::date, 1, true, ${ctx.now()})
      on conflict (member_id, day) do nothing returning day
    `.execute(ctx.db);
    if (rows.length === 0) return;
    if (used >= rule.makeUps) throw loyaltyErrors.error('made_up_enough', { most: rule.makeUps });
    if (rule.makeUpPoints > 0) {
      await spend(ctx, person, rule.makeUpPoints);
      const note = words(`补签 ${day}`, `Made up for ${day}`);
      const key = `made_up:${person.memberId}:${day}`;
      await writeEntries(ctx, [{ ...person, key, kind: 'made_up', points: -rule.makeUpPoints, note }]);
    }
    await recount(ctx, [person.memberId]);
    const reached = runFrom(await readDays(ctx, person.memberId, day, today), day);
    await giveForDay(ctx, kinds, person, owed, { rule, day, daily: null, reached });
    const streak = reached[0]?.streak ?? 1;
    ctx.emit(checkedIn, {
      personNo: person.personNo,
      payload: { memberId: person.memberId, day, streak, madeUp: true },
    });
  });
}

export function firstOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The days in a row that begin with one. */
function runFrom<Day extends { readonly day: string }>(days: readonly Day[], from: string): readonly Day[] {
  const broken = days.findIndex(({ day }, at) => day !== addDays(from, at));
  return broken < 0 ? days : days.slice(0, broken);
}
