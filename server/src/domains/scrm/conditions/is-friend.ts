import { joinWords, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../../audiences/index.ts';

/** Friends at the moment that is asked about: a friendship is kept with its beginning and its end. */
export const isFriend = condition({
  kind: 'is_friend',
  about: 'profile',
  words: words('是导购好友', 'Is a friend of staff'),
  form: form({
    fields: [
      {
        key: 'staff',
        label: words('哪些导购', 'Of whom'),
        hint: words('不选就是任意一位', 'None chosen: any of them'),
        kind: 'picker',
        of: 'wecom_member',
        many: 50,
        optional: true,
      },
    ],
    sentence: ({ staff }, names) => {
      if (staff === null || staff.length === 0) return words('是导购好友', 'is a friend of a member of staff');
      const all = joinWords(
        staff.map((id) => names('wecom_member', id) ?? words(id, id)),
        words('、', ' or '),
      );
      return words(`是 ${all.zh} 的好友`, `is a friend of ${all.en}`);
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await friends(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await friends(ctx, values, asOf, sql`c.person_no = any(${[...personNos]}::int[])`)),
});

async function friends(
  ctx: Ctx,
  { staff }: { readonly staff: readonly string[] | null },
  asOf: Date,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const of = staff === null || staff.length === 0 ? sql`true` : sql`f.userid = any(${[...staff]}::text[])`;
  const { rows } = await sql<{ personNo: number }>`
    select distinct c.person_no from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    where c.person_no is not null and f.added_at <= ${asOf} and (f.ended_at is null or f.ended_at > ${asOf}) and ${of} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
