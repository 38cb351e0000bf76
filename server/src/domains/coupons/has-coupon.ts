import { joinWords, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { personsAmong } from '../../platform/event-store/person-set.ts';
import { form } from '../../platform/form/form.ts';
import { condition } from '../audiences/index.ts';

/** A coupon that can be used, or will be; whoever used hers since the moment is not known to have had it. */
export const hasCoupon = condition({
  kind: 'has_coupon',
  about: 'benefits',
  words: words('有没用的券', 'Has an unused coupon'),
  form: form({
    fields: [
      {
        key: 'coupons',
        label: words('优惠券', 'Coupons'),
        hint: words('不选就是任意一种', 'None chosen: any'),
        kind: 'picker',
        of: 'coupon',
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
    sentence: ({ coupons, endingIn }, names) => {
      const all = joinWords(
        (coupons ?? []).map((id) => names('coupon', id) ?? words('已删除的券', 'a coupon that is gone')),
        words('、', ' or '),
      );
      const which = (coupons ?? []).length === 0 ? words('券', 'coupon') : words(`「${all.zh}」`, `coupon ${all.en}`);
      return endingIn === null
        ? words(`有没用的${which.zh}`, `has an unused ${which.en}`)
        : words(
            `有 ${endingIn} 天内到期、没用的${which.zh}`,
            `has an unused ${which.en} that ends within ${endingIn} days`,
          );
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await holders(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await holders(ctx, values, asOf, sql`c.person_no = any(${[...personNos]}::int[])`)),
});

async function holders(
  ctx: Ctx,
  { coupons, endingIn }: { readonly coupons: readonly string[] | null; readonly endingIn: number | null },
  asOf: Date,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const of = (coupons ?? []).length === 0 ? sql`true` : sql`c.template_id = any(${[...(coupons ?? [])]}::text[])`;
  const ending =
    endingIn === null ? sql`true` : sql`c.valid_to <= ${new Date(asOf.getTime() + endingIn * DAY_MS)}::timestamptz`;
  const { rows } = await sql<{ personNo: number }>`
    select distinct c.person_no from coupons.coupon c join coupons.template t on t.id = c.template_id
    where c.state = 'available' and c.valid_to > ${asOf} and t.voided_at is null and ${of} and ${ending} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
