import { joinWords, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { condition } from '../condition.ts';
import { preferenceSql } from '../insight/preference-sql.ts';
import { memberRules } from '../insight/rules.ts';

/** By what she viewed, put into the cart and bought, of late more than long ago. Only the event store knows, so both forms ask it. */
export const prefers = condition({
  kind: 'prefers',
  about: 'acts',
  words: words('偏好类目', 'Prefers a category'),
  asksStore: true,
  form: form({
    fields: [
      { key: 'categories', label: words('类目', 'Categories'), kind: 'picker', of: 'category', many: 30 },
      {
        key: 'top',
        label: words('排在前几', 'Among her first'),
        hint: words('1 就是最喜欢的那一个', '1 is the one she likes best'),
        kind: 'count',
        min: 1,
        max: 10,
        initial: 1,
      },
    ],
    sentence: ({ categories, top }, names) => {
      const all = joinWords(
        categories.map((id) => names('category', id) ?? id),
        words('、', ' or '),
      );
      return top === 1
        ? words(`最喜欢「${all.zh}」`, `likes “${all.en}” best`)
        : words(`最喜欢的 ${top} 类里有「${all.zh}」`, `has “${all.en}” among the ${top} she likes best`);
    },
  }),
  persons: async (ctx, values, asOf) => fond(ctx, values, asOf),
  holds: async (ctx, values, personNos, asOf) => personsIn(ctx, await fond(ctx, values, asOf), personNos),
});

type Values = { readonly categories: readonly string[]; readonly top: number };

async function fond(ctx: Ctx, { categories, top }: Values, asOf: Date): Promise<PersonSet> {
  const rules = await getSetting(ctx, memberRules);
  return personsOfQuery(piece`SELECT person_no FROM (${preferenceSql(rules, asOf)})
    WHERE place <= ${top} AND category IN ${bound('Array(String)', categories)}`);
}
