import type { accountContract } from '@huoshui/contracts/accounts';
import type { RouteOut } from '@huoshui/contracts/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

type Answer = RouteOut<(typeof accountContract)['GET /api/admin/members/:id/follows']>;
type Row = Omit<Answer['items'][number], 'followedAt' | 'endedAt' | 'mayWriteUntil'> & {
  readonly followedAt: Date;
  readonly endedAt: Date | null;
  readonly until: Date | null;
};

/** The accounts that she follows, or did, those of now first; and until when each may write to her. */
export async function followsOfMember(ctx: Ctx, memberId: string): Promise<Answer> {
  const { rows } = await sql<Row>`
    select f.id, f.account_id, a.name as account, f.followed_at, f.ended_at,
      (select max(ends_at) from accounts.reply_window w
        where w.account_id = f.account_id and w.openid = f.openid and w.remaining > 0 and w.ends_at > ${ctx.now()} and f.ended_at is null) as until
    from accounts.follower w join accounts.follow f on f.account_id = w.account_id and f.openid = w.openid
    join accounts.account a on a.id = f.account_id
    where w.member_id = ${memberId} order by f.ended_at is not null, f.followed_at desc limit 50
  `.execute(ctx.db);
  return {
    items: rows.map(({ followedAt, endedAt, until, ...row }) => ({
      ...row,
      followedAt: followedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      mayWriteUntil: until?.toISOString() ?? null,
    })),
  };
}
