import { joinWords, words } from '@huoshui/contracts/words';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../../audiences/index.ts';

type Asked = { readonly groups: readonly string[] | null; readonly tags: readonly string[] | null };

/** In a customer group at the moment that is asked about: each time in one is kept with its beginning and its end. */
export const inGroup = condition({
  kind: 'in_group',
  about: 'profile',
  words: words('在客户群里', 'Is in a customer group'),
  form: form({
    fields: [
      {
        key: 'groups',
        label: words('哪些群', 'Which'),
        hint: words('不选就是任意一个', 'None chosen: any of them'),
        kind: 'picker',
        of: 'customer_group',
        many: 50,
        optional: true,
      },
      {
        key: 'tags',
        label: words('群标签', 'Tags of the group'),
        hint: words('有其中一个就算；不填不限', 'One of them is enough; none: any group'),
        kind: 'texts',
        max: 10,
        each: 15,
        optional: true,
      },
    ],
    sentence: ({ groups, tags }, names) => {
      const all = (groups ?? []).map((id) => names('customer_group', id) ?? words(id, id));
      const tagged = (tags ?? []).map((tag) => words(`标签「${tag}」`, `tagged “${tag}”`));
      if (all.length + tagged.length === 0) return words('在客户群里', 'is in a customer group');
      const { zh, en } = joinWords([...all, ...tagged], words('、', ' or '));
      return words(`在客户群 ${zh} 里`, `is in the customer group ${en}`);
    },
  }),
  persons: async (ctx, values, asOf) => personsAmong(await inThem(ctx, values, asOf, sql`true`)),
  holds: async (ctx, values, personNos, asOf) =>
    new Set(await inThem(ctx, values, asOf, sql`k.person_no = any(${[...personNos]}::int[])`)),
});

async function inThem(ctx: Ctx, { groups, tags }: Asked, asOf: Date, among: RawBuilder<unknown>): Promise<number[]> {
  const of = groups === null || groups.length === 0 ? sql`true` : sql`m.chat_id = any(${[...groups]}::text[])`;
  const tagged =
    tags === null || tags.length === 0
      ? sql`true`
      : sql`exists (select from scrm.chat c where c.id = m.chat_id and c.tags && ${[...tags]}::text[])`;
  const { rows } = await sql<{ personNo: number }>`
    select distinct k.person_no from scrm.chat_member m join scrm.customer k on k.external_userid = m.userid
    where k.person_no is not null and m.joined_at <= ${asOf} and (m.left_at is null or m.left_at > ${asOf}) and ${of} and ${tagged} and ${among}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
