import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type BenefitKinds, benefitItem, type GrantRequest, grant, ledger } from '../../benefits/index.ts';
import { loyaltyErrors } from '../errors.ts';
import type { Person } from '../tables.ts';
import { birthdaysFor } from './held.ts';
import { daysFor, type MemberDay } from './member-day.ts';
import { type Days, daysAround, heldOn, today } from './schedule.ts';

/** Between what two birthdays bring: who says another one, or keeps it by the other calendar, has none right after. */
export const APART_DAYS = 180;

/**
 * What she takes, or is given, on a day of hers: once each time that it comes. Of a birthday that is once a year, whatever she says her
 * birthday is in the meantime. Answers null where the day gives nothing.
 */
export function giftOf(kinds: BenefitKinds, day: MemberDay, days: Days, person: Person): GrantRequest | null {
  if (day.gift === null) return null;
  return {
    ...person,
    package: [benefitItem(kinds, day.gift)],
    because: {
      kind: 'member_day',
      id: day.id,
      label: words(`会员日：${day.name}`, `Member day: ${day.name}`),
      said: day.name,
    },
    key: keyOf(day, days, person.memberId),
  };
}

export function keyOf({ id }: MemberDay, { first, year }: Days, memberId: string): string {
  // A week of a birthday may begin in the year before it: what counts is the year of the birthday.
  return `member_day:${id}:${memberId}:${year ?? first}`;
}

/**
 * A shopper takes what the day gives. Throws `loyalty.member_day_not_found`, `not_your_day`, `day_gift_taken`, `day_gift_limit`, `day_gift_gone`.
 */
export async function takeDayGift(ctx: Ctx, kinds: BenefitKinds, person: Person, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const hers = (await daysFor(ctx, [person.memberId])).get(person.memberId) ?? [];
    const day = hers.find((one) => one.id === id && one.gift !== null);
    if (day === undefined) throw loyaltyErrors.error('member_day_not_found', { id });
    const birthday = await birthdaysFor(ctx, [{ memberId: person.memberId, schedule: day.schedule }]);
    const days = heldOn(day.schedule, today(ctx.now()), birthday(person.memberId));
    const gift = days && giftOf(kinds, day, days, person);
    if (gift === null) throw loyaltyErrors.error('not_your_day');
    if (day.schedule.kind === 'birthday' && (await givenLately(ctx, day, [person])).has(person.memberId))
      throw loyaltyErrors.error('day_gift_taken');
    const [outcome] = await grant(ctx, kinds, { grants: [gift] });
    if (outcome?.outcome === 'repeated') throw loyaltyErrors.error('day_gift_taken');
    if (outcome?.outcome === 'limit') throw loyaltyErrors.error('day_gift_limit');
    if (outcome?.outcome !== 'granted') throw loyaltyErrors.error('day_gift_gone');
  });
}

/** On the morning of a birthday those who have not taken what it gives are given it. */
export async function giveOnBirthdays(
  ctx: Ctx,
  kinds: BenefitKinds,
  born: readonly (Person & { readonly year: number })[],
  day: string,
): Promise<void> {
  const hers = await daysFor(
    ctx,
    born.map(({ memberId }) => memberId),
  );
  const all = new Map([...hers.values()].flat().map((one) => [one.id, one]));
  for (const one of all.values()) {
    const { schedule } = one;
    if (schedule.kind !== 'birthday' || one.gift === null) continue;
    const whom = born.filter(({ memberId }) => hers.get(memberId)?.some(({ id }) => id === one.id));
    const lately = await givenLately(ctx, one, whom);
    const grants = whom.flatMap(({ year, ...person }) =>
      lately.has(person.memberId) ? [] : (giftOf(kinds, one, daysAround(schedule.window, day, year), person) ?? []),
    );
    if (grants.length > 0) await grant(ctx, kinds, { grants });
  }
}

async function givenLately(ctx: Ctx, { id }: MemberDay, whom: readonly Person[]): Promise<ReadonlySet<string>> {
  const memberIds = whom.map(({ memberId }) => memberId);
  return ledger.givenLately(ctx, { kind: 'member_day', id, memberIds, days: APART_DAYS });
}
