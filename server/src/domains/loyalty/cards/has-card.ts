import { joinWords, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../../audiences/index.ts';
import { isRunning } from './living.ts';

/** A card that runs at the moment; one that was given back since is not known any more. */
export const hasCard = condition({
  kind: 'has_card',
  about: 'benefits',
  words: words('持有会员卡', 'Has a card'),
  form: form({
    fields: [
      {
        key: 'kinds',
        label: words('卡种', 'Kinds'),
        hint: words('不选就是任意一种', 'None chosen: any'),
        kind: 'picker',
        of: 'card_kind',
        many: 20,
        optional: true,
      },
      {
        key: 'endingIn',
        label: words('几天内到期', 'Ending within'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 366,
        optional: true,
      },
    ],
    sentence: ({ kinds, endingIn }, names) => {
      const all = joinWords(
        (kinds ?? []).map((id) => names('card_kind', id) ?? words('已删除的卡种', 'a kind that is gone')),
        words('、', ' or '),
      );
      const which =
        (kinds ?? []).length === 0 ? words('会员卡', 'a card') : words(`「${all.zh}」`, `the card ${all.en}`);
      return endingIn === null
        ? words(`持有${which.zh}`, `has ${which.en}`)
        : words(`${which.zh}在 ${endingIn} 天内到期`, `has ${which.en} that ends within ${endingIn} days`);
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await holders(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await holders(ctx, values, asOf, sql`c.person_no = any(${[...personNos]}::int[])`)),
});

async function holders(
  ctx: Ctx,
  { kinds, endingIn }: { readonly kinds: readonly string[] | null; readonly endingIn: number | null },
  asOf: Date,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const of = (kinds ?? []).length === 0 ? sql`true` : sql`c.kind_id = any(${[...(kinds ?? [])]}::text[])`;
  const ending =
    endingIn === null ? sql`true` : sql`c.ends_at <= ${new Date(asOf.getTime() + endingIn * DAY_MS)}::timestamptz`;
  const { rows } = await sql<{ personNo: number }>`
    select distinct c.person_no from loyalty.card c where ${isRunning(asOf)} and ${of} and ${ending} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
