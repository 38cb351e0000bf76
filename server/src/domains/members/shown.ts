import type { MemberRow } from '@huoshui/contracts/members';
import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { MembersShown } from '../../platform/people/people.ts';
import type { Cells } from '../../platform/table-file.ts';
import { listMembers, showMembers, whoIsMeant } from './list.ts';
import { whoIs } from './who-is.ts';

/** The members behind a number, as a list of members shows them; `meant` are those whom the words of a search may mean, `known` those whom lists name. */
export const membersShown = {
  find: listMembers,
  show: showMembers,
  count,
  file,
  meant: whoIsMeant,
  known: whoIs,
} satisfies MembersShown & Readonly<Record<'meant' | 'known', unknown>>;

async function count(ctx: Ctx, among: readonly number[]): Promise<number> {
  const { rows } = await sql<{ members: number }>`
    select count(*)::int as members from members.member m
    join unnest(${[...among]}::int[]) as among (person_no) using (person_no) where m.merged_into is null
  `.execute(ctx.db);
  return rows[0]?.members ?? 0;
}

const columns: Cells['columns'] = [
  { key: 'id', words: words('会员号', 'Member ID'), kind: 'text' },
  { key: 'number', words: words('会员编号', 'Member no.'), kind: 'text' },
  { key: 'nickname', words: words('昵称', 'Nickname'), kind: 'text' },
  { key: 'phone', words: words('手机', 'Phone'), kind: 'text' },
  { key: 'stage', words: words('生命周期阶段', 'Stage'), kind: 'text' },
  { key: 'orders', words: words('订单数', 'Orders'), kind: 'count' },
  { key: 'spent', words: words('累计消费', 'Spent'), kind: 'money' },
  { key: 'lastPaidAt', words: words('最近支付', 'Last paid'), kind: 'text' },
  { key: 'tags', words: words('标签', 'Tags'), kind: 'text' },
  { key: 'source', words: words('来源', 'Source'), kind: 'text' },
  { key: 'joinedAt', words: words('加入时间', 'Joined'), kind: 'text' },
];

/** Shanghai time. */
function file(members: readonly Static<typeof MemberRow>[]): Cells {
  const time = (at: string | null) => (at === null ? null : shanghaiTime(new Date(at)));
  return {
    columns,
    rows: members.map((row) => [
      row.id,
      row.personNo,
      row.nickname,
      row.phoneMasked,
      stage[row.stage],
      row.orders,
      row.spent,
      time(row.lastPaidAt),
      row.tags.join(' '),
      row.sourceWords,
      time(row.createdAt),
    ]),
  };
}
