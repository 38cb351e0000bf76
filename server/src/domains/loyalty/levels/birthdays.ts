import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type BenefitKinds, benefitItem, grant, ledger } from '../../benefits/index.ts';
import { APART_DAYS, giveOnBirthdays } from '../days/gift.ts';
import type { Person } from '../tables.ts';
import { growthRule } from './growth-rule.ts';
import { readLadder } from './ladder.ts';
import { levelOf } from './level.ts';

/** Whose birthday it is, of which year by her calendar. */
export type Born = Person & { readonly year: number };
/** Members whose birthday a day is, by id, beginning after one. */
export type BornOn = (ctx: Ctx, day: string, after: string, limit: number) => Promise<readonly Born[]>;

/** From the first morning on that the shop is there. */
export async function beginBirthdays(ctx: Ctx): Promise<void> {
  await sql`
    insert into loyalty.birthday_pass (only_row, due_at, next_id)
    values (true, ${morningAfter(shanghaiDay(ctx.now()))}, '') on conflict do nothing
  `.execute(ctx.db);
}

/**
 * Each morning whoever has her birthday gets what her level, and days of birthdays, give for it, once a year. A day on which nothing ran is made up
 * for; a thousand members are a few statements.
 */
export const giveBirthdays = (kinds: BenefitKinds, bornOn: BornOn): Sweep =>
  sweep({
    name: 'loyalty.birthdays',
    due: sql`(select due_at from loyalty.birthday_pass)`,
    run: async (ctx) =>
      inTransaction(ctx, async (ctx) => {
        const { rows } = await sql<{ dueAt: Date; nextId: string }>`
          select due_at, next_id from loyalty.birthday_pass where due_at <= ${ctx.now()} for update skip locked
        `.execute(ctx.db);
        const [pass] = rows;
        if (!pass) return 0;
        const day = shanghaiDay(pass.dueAt);
        const born = await bornOn(ctx, day, pass.nextId, AT_ONCE);
        await give(ctx, kinds, born);
        await giveOnBirthdays(ctx, kinds, born, day);
        const last = born.at(-1);
        await (last && born.length === AT_ONCE
          ? sql`update loyalty.birthday_pass set next_id = ${last.memberId}`
          : sql`update loyalty.birthday_pass set next_id = '', due_at = ${morningAfter(day)}`
        ).execute(ctx.db);
        return 1;
      }),
  });

async function give(ctx: Ctx, kinds: BenefitKinds, born: readonly Born[]): Promise<void> {
  const { on } = await getSetting(ctx, growthRule);
  if (!on || born.length === 0) return;
  const ladder = await readLadder(ctx);
  const { rows } = await sql<Person & { levelId: string }>`
    select member_id, person_no, level_id from loyalty.standing
    where member_id = any(${born.map(({ memberId }) => memberId)}::text[]) and level_id is not null
  `.execute(ctx.db);
  const years = new Map(born.map(({ memberId, year }) => [memberId, year]));
  const memberIds = rows.map(({ memberId }) => memberId);
  const lately = await ledger.givenLately(ctx, { kind: 'birthday', memberIds, days: APART_DAYS });
  const grants = rows.flatMap(({ memberId, personNo, levelId }) => {
    const level = levelOf(ladder, levelId);
    if (!level?.birthdayGift || lately.has(memberId)) return [];
    return [
      {
        memberId,
        personNo,
        package: [benefitItem(kinds, level.birthdayGift)],
        because: {
          kind: 'birthday',
          id: level.id,
          label: words(`生日礼：${level.name}`, `Birthday gift: ${level.name}`),
          said: words('生日快乐', 'Happy birthday').zh,
        },
        key: `birthday:${memberId}:${years.get(memberId)}`,
      },
    ];
  });
  if (grants.length > 0) await grant(ctx, kinds, { grants });
}

/** Eight in the morning. */
function morningAfter(day: string): Date {
  return new Date(dayStart(addDays(day, 1)).getTime() + 8 * 3_600_000);
}

const AT_ONCE = 1000;
