import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type BenefitKinds, benefitItem, type GrantRequest, grant } from '../../benefits/index.ts';
import { loyaltyErrors } from '../errors.ts';
import type { Person } from '../tables.ts';
import { birthdaysFor } from './held.ts';
import { daysFor, type MemberDay } from './member-day.ts';
import { type Days, heldOn, today } from './schedule.ts';

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

export function keyOf({ id, schedule }: MemberDay, { first, last }: Days, memberId: string): string {
  // A week of a birthday may begin in the year before it: what counts is the year in which most of it lies.
  const time = schedule.kind === 'birthday' ? middleYear(first, last) : first;
  return `member_day:${id}:${memberId}:${time}`;
}

function middleYear(first: string, last: string): string {
  return new Date((Date.parse(first) + Date.parse(last)) / 2).toISOString().slice(0, 4);
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
  born: readonly Person[],
  day: string,
): Promise<void> {
  const hers = await daysFor(
    ctx,
    born.map(({ memberId }) => memberId),
  );
  const grants = born.flatMap((person) =>
    (hers.get(person.memberId) ?? []).flatMap((one) => {
      // Today is her birthday, whichever year she was born in.
      const days = one.schedule.kind === 'birthday' ? heldOn(one.schedule, day, day) : null;
      return (days && giftOf(kinds, one, days, person)) ?? [];
    }),
  );
  if (grants.length > 0) await grant(ctx, kinds, { grants });
}
