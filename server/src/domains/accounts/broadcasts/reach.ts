import type { broadcastContract } from '@huoshui/contracts/account-broadcasts';
import type { RouteOut } from '@huoshui/contracts/contract';
import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { tags } from '../../members/index.ts';
import type { AccountMessages } from '../../messaging/index.ts';
import { capabilities, type Kind } from '../account/capability.ts';
import { mustFindAccount } from '../account/find.ts';
import { mustFind } from './broadcasts.ts';

type Reach = RouteOut<(typeof broadcastContract)['GET /api/admin/account-broadcasts/:id/reach']>;

/** Source: 群发接口 of the platform, as `capabilities.mass` says. */
const A_MONTH = 4;

/** Whom it would be for as things stand, and how much of the quota is used up by what left from here. Throws `accounts.broadcast_not_found`. */
export async function reachOf(ctx: Ctx, messages: AccountMessages, id: string): Promise<Reach> {
  const { accountId, tag, state } = await mustFind(ctx, id);
  const account = await mustFindAccount(ctx, accountId);
  const today = shanghaiDay(ctx.now());
  const { rows } = await sql<{ today: number; month: number }>`
    select count(*) filter (where at >= ${dayStart(today)})::int as today, count(*)::int as month from accounts.mass
    where account_id = ${accountId} and state <> 'failed' and at >= ${dayStart(`${today.slice(0, 7)}-01`)} and at < ${dayStart(addDays(today, 1))}
  `.execute(ctx.db);
  const [used = { today: 0, month: 0 }] = rows;
  const { limit, source, asOf } = capabilities.mass;
  const isOpen = state === 'planned' || state === 'waiting';
  return {
    followers: await countFollowers(ctx, accountId, tag),
    against: isOpen ? await countAgainst(ctx, messages, accountId, tag) : [],
    ...used,
    limit: limit(account),
    source,
    asOf,
    spent: spentOf(account, used),
  };
}

function spentOf({ type }: Kind, { today, month }: { readonly today: number; readonly month: number }): Words | null {
  if (type === 'subscription')
    return today === 0
      ? null
      : words('今天已经群发过一次，平台不会再收', 'It has sent one today: WeChat takes no other');
  return month < A_MONTH
    ? null
    : words(
        `这个月已经群发 ${month} 次，收过 ${A_MONTH} 次的人收不到`,
        `It has sent ${month} this month: who got ${A_MONTH} of them gets no more`,
      );
}

/** Members whom the gate would tell nothing now: WeChat tells all who follow, and takes no list of whom to leave out. */
async function countAgainst(
  ctx: Ctx,
  messages: AccountMessages,
  accountId: string,
  tag: string,
): Promise<Reach['against']> {
  const { rows } = await sql<{ personNo: number }>`
    select distinct w.person_no from accounts.follower w
    join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid and f.ended_at is null
    where w.account_id = ${accountId} and w.person_no is not null
  `.execute(ctx.db);
  const members = rows.map(({ personNo }) => personNo);
  const meant = tag === '' ? null : await tags.holders(ctx, [tag], { asOf: ctx.now(), how: 'any', among: members });
  const { leftOut } = await messages.judge(ctx, meant ?? members);
  return [...leftOut].flatMap(([reason, persons]) => (persons.length === 0 ? [] : [{ reason, count: persons.length }]));
}

/** Who follows now; of those with a tag the members who have it. */
export async function countFollowers(ctx: Ctx, accountId: string, tag: string): Promise<number> {
  if (tag === '') {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from accounts.follow where account_id = ${accountId} and ended_at is null
    `.execute(ctx.db);
    return rows[0]?.count ?? 0;
  }
  const persons = await tags.holders(ctx, [tag], { asOf: ctx.now(), how: 'any' });
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from accounts.follower w
    join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid and f.ended_at is null
    where w.account_id = ${accountId} and w.person_no = any(${persons}::int[])
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
