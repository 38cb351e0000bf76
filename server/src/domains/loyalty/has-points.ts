import { words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { personsAmong } from '../../platform/event-store/person-set.ts';
import { form } from '../../platform/form/form.ts';
import { condition } from '../audiences/index.ts';

/** Points that she can use now; at a moment of the past, whoever has them now. */
export const hasPoints = condition({
  kind: 'has_points',
  about: 'benefits',
  words: words('积分余额', 'Has points'),
  form: form({
    fields: [
      {
        key: 'atLeast',
        label: words('至少', 'At least'),
        kind: 'count',
        unit: words('分', 'points'),
        min: 1,
        max: 100_000_000,
        initial: 100,
      },
      {
        key: 'endingIn',
        label: words('几天内到期', 'Ending within'),
        hint: words('不填就是全部可用积分', 'Empty: all that she can use'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 366,
        optional: true,
      },
    ],
    sentence: ({ atLeast, endingIn }) =>
      endingIn === null
        ? words(`可用积分至少 ${atLeast}`, `has at least ${atLeast} points`)
        : words(`${endingIn} 天内到期的积分至少 ${atLeast}`, `at least ${atLeast} points end within ${endingIn} days`),
  }),
  persons: async (ctx, values, asOf) => personsAmong(await holders(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await holders(ctx, values, asOf, sql`person_no = any(${[...personNos]}::int[])`)),
});

async function holders(
  ctx: Ctx,
  { atLeast, endingIn }: { readonly atLeast: number; readonly endingIn: number | null },
  asOf: Date,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const ending =
    endingIn === null ? sql`true` : sql`expires_at <= ${new Date(asOf.getTime() + endingIn * DAY_MS)}::timestamptz`;
  const { rows } = await sql<{ personNo: number }>`
    select person_no from loyalty.lot
    where usable and rest > 0 and (expires_at is null or expires_at > ${asOf}) and ${ending} and ${among}
    group by person_no having sum(rest) >= ${atLeast}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
