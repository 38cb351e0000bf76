import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import { toCsv } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { MembersShown } from '../../platform/people/people.ts';
import { listMembers } from './list.ts';

/** The members behind a number, as a list of members shows them. */
export const membersShown: MembersShown = { list: listMembers, count, file };

async function count(ctx: Ctx, among: readonly number[]): Promise<number> {
  const { rows } = await sql<{ members: number }>`
    select count(*)::int as members from members.member m
    join unnest(${[...among]}::int[]) as among (person_no) using (person_no) where m.merged_into is null
  `.execute(ctx.db);
  return rows[0]?.members ?? 0;
}

const MOST_LINES = 50_000;

const header = [
  words('会员编号', 'Member no.'),
  words('昵称', 'Nickname'),
  words('手机', 'Phone'),
  words('生命周期阶段', 'Stage'),
  words('订单数', 'Orders'),
  words('累计消费(元)', 'Spent (CNY)'),
  words('最近支付', 'Last paid'),
  words('标签', 'Tags'),
  words('来源', 'Source'),
  words('加入时间', 'Joined'),
];

/** At most 50 000 rows, newest members first. Money in yuan, Shanghai time. */
async function file(ctx: Ctx, among: readonly number[], language: 'zh' | 'en'): Promise<string> {
  const { items } = await listMembers(ctx, { among, limit: MOST_LINES });
  const time = (at: string | null) => (at === null ? null : shanghaiTime(new Date(at)));
  return toCsv(
    header.map((one) => one[language]),
    items.map((row) => [
      row.personNo,
      row.nickname,
      row.phoneMasked,
      stage[row.stage][language],
      row.orders,
      row.spent / 100,
      time(row.lastPaidAt),
      row.tags.join(' '),
      row.source,
      time(row.createdAt),
    ]),
  );
}
