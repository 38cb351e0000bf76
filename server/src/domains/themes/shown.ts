import type { ShownTheme } from '@huoshui/contracts/themes';
import type { Static } from '@sinclair/typebox';
import { addDays } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { benefitsOf, type Gives } from './gives.ts';
import { readCalendar, themeOn } from './theme.ts';

/** A day's theme, and the goods it puts in front. */
export type ThemeOfDay = { readonly shown: Static<typeof ShownTheme>; readonly products: readonly string[] };

/** So many days ahead she may ask to be told. */
export const AHEAD = 7;

/** For pages: a business day and the seven after it, each with its theme or none. */
export const themesFrom =
  (gives: Gives) =>
  async (ctx: Ctx, { from }: { readonly from: string }): Promise<readonly (ThemeOfDay | null)[]> => {
    const calendar = await readCalendar(ctx, from);
    const days = Array.from({ length: AHEAD + 1 }, (_, n) => addDays(from, n));
    const held = days.flatMap((day) => {
      const theme = themeOn(calendar, day);
      return theme === null ? [] : [{ day, theme }];
    });
    const benefits = await benefitsOf(ctx, gives, held);
    const shown = new Map(
      held.map(({ day, theme: { id, values } }, at) => {
        const { name, slogan, colour, picture, opens, page, category, products } = values;
        const benefit = benefits[at];
        return [
          day,
          {
            shown: {
              ...{ day, id, name, slogan: slogan ?? '', colour, picture },
              link: { target: opens, id: page ?? category },
              benefit: benefit?.holds ? benefit.label : null,
            },
            products: products ?? [],
          },
        ] as const;
      }),
    );
    return days.map((day) => shown.get(day) ?? null);
  };
