import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type BenefitKinds, benefitItem, grant } from '../../benefits/index.ts';
import { writeEntries } from '../entries.ts';
import { writeGrowth } from '../levels/growth.ts';
import { growthRule } from '../levels/growth-rule.ts';
import { lookAgain } from '../levels/look-again.ts';
import { repay } from '../lots.ts';
import { endOf } from '../points.ts';
import { pointsRule } from '../points-rule.ts';
import type { Person } from '../tables.ts';
import type { Rule } from './check-in-rule.ts';
import { tierAt } from './streaks.ts';

type Given = {
  readonly rule: Rule;
  readonly day: string;
  /** For the day itself; null where it was made up for. */
  readonly daily: { readonly points: number; readonly growth: number; readonly note: Words } | null;
  /** Days that are now the n-th in a row: what a step gives is given once a day and step. */
  readonly reached: readonly { readonly day: string; readonly streak: number }[];
};

/** What a day gives: its points and growth, and the steps that are reached by it. Her account is held. */
export async function giveForDay(
  ctx: Ctx,
  kinds: BenefitKinds,
  person: Person,
  owed: ReadonlyMap<string, number>,
  { rule, day, daily, reached }: Given,
): Promise<void> {
  const { memberId } = person;
  const steps = reached.flatMap((one) => {
    const tier = tierAt(rule.tiers, one.streak);
    return tier ? [{ ...tier, key: `check_in:${memberId}:${one.day}:${tier.days}` }] : [];
  });
  const lines = [
    ...(daily ? [{ key: `check_in:${memberId}:${day}`, points: daily.points, note: daily.note }] : []),
    ...steps.map(({ key, points, days }) => ({
      key,
      points,
      note: words(`连续签到 ${days} 天`, `${days} days in a row`),
    })),
  ];
  const fresh = await writeEntries(
    ctx,
    lines.map((line) => ({ ...person, kind: 'checked_in', ...line })),
  );
  const points = lines.reduce((sum, line) => (fresh.has(line.key) ? sum + line.points : sum), 0);
  if (points > 0) {
    await insertLot(ctx, person, points);
    await repay(ctx, owed);
  }
  await giveGifts(ctx, kinds, person, steps);
  if (daily && daily.growth > 0) await growBy(ctx, kinds, person, day, daily.growth, daily.note);
}

type Step = { readonly key: string; readonly days: number; readonly gift: string | null };

async function giveGifts(ctx: Ctx, kinds: BenefitKinds, person: Person, steps: readonly Step[]): Promise<void> {
  const grants = steps.flatMap(({ key, days, gift }) =>
    gift === null
      ? []
      : [
          {
            ...person,
            package: [benefitItem(kinds, gift)],
            because: {
              kind: 'check_in',
              id: `check_in:${days}`,
              label: words(`连续签到 ${days} 天`, `${days} days in a row`),
              said: words(`连续签到 ${days} 天`, `${days} days in a row`).zh,
            },
            key,
          },
        ],
  );
  if (grants.length > 0) await grant(ctx, kinds, { grants });
}

async function insertLot(ctx: Ctx, { memberId, personNo }: Person, points: number): Promise<void> {
  const { days } = await getSetting(ctx, pointsRule);
  const now = ctx.now();
  await sql`
    insert into loyalty.lot (id, member_id, person_no, points, rest, usable, usable_at, expires_at, created_at)
    values (${newId('lot')}, ${memberId}, ${personNo}, ${points}, ${points}, true, ${now}, ${endOf(now, days)}, ${now})
  `.execute(ctx.db);
}

async function growBy(ctx: Ctx, kinds: BenefitKinds, person: Person, day: string, value: number, note: Words) {
  const { on, days } = await getSetting(ctx, growthRule);
  if (!on) return;
  const [at, key] = [ctx.now(), `check_in:${person.memberId}:${day}`];
  const grown = { ...person, key, orderId: null, paid: 0, perYuan: null, value, note, at, endsAt: endOf(at, days) };
  const fresh = await writeGrowth(ctx, [grown]);
  if (fresh.size > 0) await lookAgain(ctx, kinds, [person], 'growth');
}
