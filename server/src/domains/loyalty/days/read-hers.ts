import { words } from '@huoshui/contracts/words';
import type { dayGiftState } from '@huoshui/contracts/words/loyalty';
import { dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type BenefitKinds, benefitItem, describe, ledger } from '../../benefits/index.ts';
import { findMembers } from '../../members/index.ts';
import { namesOf } from './change-days.ts';
import { givesOf } from './day-form.ts';
import { keyOf } from './gift.ts';
import { daysFor, type MemberDay } from './member-day.ts';
import { type Days, endOf, heldOn, nextHeld, scheduleWords, today } from './schedule.ts';

/** The days that are for her, what each gives, and when it is held or comes next; those of today first. */
export async function readHerDays(ctx: Ctx, kinds: BenefitKinds, memberId: string) {
  const days = (await daysFor(ctx, [memberId])).get(memberId) ?? [];
  const birthday = (await findMembers(ctx, [memberId])).get(memberId)?.birthday ?? null;
  const [names, now] = [await namesOf(ctx, days), today(ctx.now())];
  const times = days.map((day) => ({ day, next: nextHeld(day.schedule, now, birthday) }));
  const taken = await ledger.given(
    ctx,
    times.flatMap(({ day, next }) => (next === null ? [] : [keyOf(day, next, memberId)])),
  );
  const items = await Promise.all(
    times.map(async ({ day, next }) => {
      const held = heldOn(day.schedule, now, birthday) !== null;
      return {
        id: day.id,
        name: day.name,
        kind: day.schedule.kind,
        when: scheduleWords(day.schedule),
        today: held,
        from: next === null ? null : dayStart(next.first).toISOString(),
        to: next === null ? null : endOf(next).toISOString(),
        gives: [...givesOf({ ...day, gift: null }, names)],
        gift:
          day.gift === null
            ? null
            : {
                label: names('benefit', day.gift) ?? words('礼品', 'Gift'),
                state: await giftState(ctx, kinds, day, { next, held, taken, memberId }),
              },
      };
    }),
  );
  return {
    items: items.toSorted((a, b) => Number(b.today) - Number(a.today) || (a.from ?? '9').localeCompare(b.from ?? '9')),
    birthdayKnown: birthday !== null,
  };
}

type Standing = {
  readonly next: Days | null;
  readonly held: boolean;
  readonly taken: ReadonlySet<string>;
  readonly memberId: string;
};

async function giftState(
  ctx: Ctx,
  kinds: BenefitKinds,
  day: MemberDay,
  { next, held, taken, memberId }: Standing,
): Promise<keyof typeof dayGiftState> {
  if (next !== null && taken.has(keyOf(day, next, memberId))) return 'taken';
  if (!held) return 'later';
  return (await describe(ctx, kinds, benefitItem(kinds, day.gift ?? ''))) === null ? 'gone' : 'open';
}
