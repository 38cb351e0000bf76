import { joinWords, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../../audiences/index.ts';

/** Follows at the moment that is asked about: a following is kept with its beginning and its end. */
export const followsAccount = condition({
  kind: 'follows_account',
  about: 'profile',
  words: words('关注公众号', 'Follows an official account'),
  form: form({
    fields: [
      {
        key: 'accounts',
        label: words('哪些公众号', 'Which accounts'),
        hint: words('不选就是任意一个', 'None chosen: any of them'),
        kind: 'picker',
        of: 'official_account',
        many: 50,
        optional: true,
      },
    ],
    sentence: ({ accounts }, names) => {
      if (accounts === null || accounts.length === 0) return words('关注着公众号', 'follows an official account');
      const all = joinWords(
        accounts.map((id) => names('official_account', id) ?? words(id, id)),
        words('、', ' or '),
      );
      return words(`关注着「${all.zh}」`, `follows ${all.en}`);
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await followers(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await followers(ctx, values, asOf, sql`w.person_no = any(${[...personNos]}::int[])`)),
});

async function followers(
  ctx: Ctx,
  { accounts }: { readonly accounts: readonly string[] | null },
  asOf: Date,
  among: RawBuilder<unknown>,
): Promise<number[]> {
  const of = accounts === null || accounts.length === 0 ? sql`true` : sql`f.account_id = any(${[...accounts]}::text[])`;
  const { rows } = await sql<{ personNo: number }>`
    select distinct w.person_no from accounts.follow f join accounts.follower w on w.account_id = f.account_id and w.openid = f.openid
    where w.person_no is not null and f.followed_at <= ${asOf} and (f.ended_at is null or f.ended_at > ${asOf}) and ${of} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
