import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { ThemeRow } from './theme.ts';

/** Of these rules what each is called, and whether it is in force on a business day; one that is gone is left out. */
export type RulesOn = (
  ctx: Ctx,
  ids: readonly string[],
  day: string,
) => Promise<ReadonlyMap<string, { readonly label: Words; readonly holds: boolean }>>;

/** Who knows what a day gives: its own rule makes the price. */
export type Gives = { readonly memberDays: RulesOn; readonly promotions: RulesOn };

type Benefit = { readonly label: Words; readonly holds: boolean };

/** Of each of these days what its theme gives, in the order of the days; null: it names nothing, or what it named is gone. */
export async function benefitsOf(
  ctx: Ctx,
  gives: Gives,
  days: readonly { readonly day: string; readonly theme: ThemeRow }[],
): Promise<readonly (Benefit | null)[]> {
  return Promise.all(
    days.map(async ({ day, theme: { values } }) => {
      const { memberDay, promotion } = values;
      if (memberDay !== null) return (await gives.memberDays(ctx, [memberDay], day)).get(memberDay) ?? null;
      return promotion === null ? null : ((await gives.promotions(ctx, [promotion], day)).get(promotion) ?? null);
    }),
  );
}
