import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { MOST_IN_BATCH } from '../../../wechat/index.ts';
import { may } from '../account/capability.ts';
import { type AccountRow, COLUMNS, clientOf } from '../account/find.ts';
import { saidOf } from '../said-of.ts';
import { keepFollowers } from './follower.ts';
import { settleFollow } from './settle.ts';

const LEASE_MS = 5 * MINUTE_MS;
const AGAIN_MS = 10 * MINUTE_MS;
const nowhere = { way: '', scene: '' } as const;

/** `syncAt`: until when it is ours. Whoever asks anew meanwhile moves it, and what was read before is read again: nothing here goes on then. */
type Taken = AccountRow & { readonly syncAfter: string; readonly syncAt: Date; readonly syncBeganAt: Date };

/**
 * What pushes missed: every night all who follow are read by pages of ten thousand, each page asked about by hundreds. A page that was read
 * stays read, whoever dies. At the end whoever was not met follows no more.
 */
export const readFollowers: Sweep = sweep({
  name: 'accounts.followers',
  due: sql`(select min(sync_at) from accounts.account where sync_at is not null)`,
  async run(ctx) {
    const account = await take(ctx);
    if (account === undefined) return 0;
    try {
      if (may(account, 'users')) await readPage(ctx, account);
      else await finish(ctx, account);
    } catch (error) {
      ctx.log.warn({ err: error, account: account.id }, 'followers were not read');
      await sql`
        update accounts.account set sync_at = ${new Date(ctx.now().getTime() + AGAIN_MS)}, trouble = ${JSON.stringify(saidOf(error))}::jsonb
        where id = ${account.id} and sync_at = ${account.syncAt}
      `.execute(ctx.db);
    }
    return 1;
  },
});

async function take(ctx: Ctx): Promise<Taken | undefined> {
  const { rows } = await sql<Taken>`
    update accounts.account set sync_at = ${new Date(ctx.now().getTime() + LEASE_MS)},
      sync_began_at = case when sync_after = '' then ${ctx.now()} else sync_began_at end
    where id = (
      select id from accounts.account where sync_at <= ${ctx.now()} order by sync_at limit 1 for no key update skip locked
    )
    returning ${COLUMNS}, sync_after, sync_at, sync_began_at
  `.execute(ctx.db);
  return rows[0];
}

async function readPage(ctx: Ctx, account: Taken): Promise<void> {
  const client = clientOf(ctx, account);
  const { openids, next } = await client.page(account.syncAfter);
  for (let start = 0; start < openids.length; start += MOST_IN_BATCH) {
    const asked = ctx.now();
    const seen = await client.followers(openids.slice(start, start + MOST_IN_BATCH));
    await inTransaction(ctx, async (ctx) => {
      await takeTurn(ctx, ...seen.map(({ openid }) => `accounts.follower ${account.id} ${openid}`));
      const kept = await keepFollowers(ctx, account.id, seen);
      const known = await standing(
        ctx,
        account.id,
        seen.map(({ openid }) => openid),
      );
      for (const one of seen) {
        const follower = kept.get(one.openid);
        // Most stand as they stood: nothing is asked about those.
        if (follower && known.get(one.openid) !== one.followedAt?.getTime())
          await settleFollow(ctx, account, follower, one, asked);
      }
    });
  }
  if (next === null || openids.length === 0) return finish(ctx, account);
  await sql`
    update accounts.account set sync_after = ${next}, sync_at = ${ctx.now()} where id = ${account.id} and sync_at = ${account.syncAt}
  `.execute(ctx.db);
}

async function standing(ctx: Ctx, accountId: string, openids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ openid: string; followedAt: Date }>`
    select openid, followed_at from accounts.follow
    where account_id = ${accountId} and ended_at is null and openid = any(${[...openids]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ openid, followedAt }) => [openid, followedAt.getTime()]));
}

/** Whoever follows as far as we know and was on no page. */
async function finish(ctx: Ctx, account: Taken): Promise<void> {
  if (may(account, 'users')) {
    const { rows } = await sql<{
      openid: string;
      unionid: string | null;
      memberId: string | null;
      personNo: number | null;
    }>`
      select w.openid, w.unionid, w.member_id, w.person_no from accounts.follower w
      join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid
      where w.account_id = ${account.id} and f.ended_at is null and w.seen_at < ${account.syncBeganAt}
    `.execute(ctx.db);
    for (const one of rows)
      await inTransaction(ctx, async (ctx) => {
        await takeTurn(ctx, `accounts.follower ${account.id} ${one.openid}`);
        await settleFollow(
          ctx,
          account,
          { accountId: account.id, ...one },
          { followedAt: null, ...nowhere },
          account.syncBeganAt,
        );
      });
  }
  await sql`
    update accounts.account set synced_at = ${ctx.now()}, sync_after = '', trouble = null,
      sync_at = ${new Date(ctx.now().getTime() + DAY_MS)} where id = ${account.id} and sync_at = ${account.syncAt}
  `.execute(ctx.db);
}

/** As soon as the worker looks, from the first page on. */
export async function readFollowersSoon(ctx: Ctx, id: string): Promise<void> {
  await sql`update accounts.account set sync_at = ${ctx.now()}, sync_after = '' where id = ${id} and archived_at is null`.execute(
    ctx.db,
  );
}
