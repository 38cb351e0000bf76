import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { codes } from '../../codes/index.ts';
import type { AccountRow } from '../account/find.ts';
import { accountFollowed, accountUnfollowed } from '../events.ts';
import { noteArrival } from '../hear/diversion.ts';
import type { Follower } from './follower.ts';

/** How things stand between an account and somebody; `followedAt` null: she does not follow. */
export type Stands = { readonly followedAt: Date | null; readonly way: string; readonly scene: string };

/**
 * Brings what is kept to how it stands: a following that is over ends, one that is new begins, each is told once. Whoever calls holds the
 * turn of the pair. `at`: when that was so. What is older than what was heard last changes nothing.
 */
export async function settleFollow(
  ctx: Ctx,
  account: AccountRow,
  follower: Follower,
  { followedAt, way, scene }: Stands,
  at: Date,
): Promise<void> {
  const { id: accountId } = account;
  const { openid } = follower;
  const { rows } = await sql`
    update accounts.follower set heard_at = ${at}
    where account_id = ${accountId} and openid = ${openid} and (heard_at is null or heard_at <= ${at}) returning openid
  `.execute(ctx.db);
  if (rows.length === 0) return;
  const { rows: ended } = await sql`
    update accounts.follow set ended_at = greatest(followed_at, ${at})
    where account_id = ${accountId} and openid = ${openid} and ended_at is null and followed_at is distinct from ${followedAt} returning id
  `.execute(ctx.db);
  const payload = { memberId: follower.memberId ?? '', accountId, account: account.name };
  const { personNo } = follower;
  if (ended.length > 0) ctx.emit(accountUnfollowed, { personNo, payload, at });
  if (followedAt === null) return;
  const code = scene === '' ? undefined : await codes.carrying(ctx, scene);
  const { rows: begun } = await sql<{ again: boolean }>`
    insert into accounts.follow (id, account_id, openid, followed_at, way, code_id)
    values (${newId('fol')}, ${accountId}, ${openid}, ${followedAt}, ${way}, ${code?.id ?? null})
    on conflict (account_id, openid, followed_at) do nothing
    returning exists (select from accounts.follow f where f.account_id = ${accountId} and f.openid = ${openid} and f.followed_at < ${followedAt}) as again
  `.execute(ctx.db);
  const [first] = begun;
  if (first === undefined) return;
  ctx.emit(accountFollowed, {
    personNo,
    payload: { ...payload, codeId: code?.id ?? '', code: code?.name ?? '', again: first.again },
    at: followedAt,
  });
  if (code !== undefined) codes.tellScan(ctx, code, follower);
  await noteArrival(ctx, { kind: 'account', toId: accountId, unionid: follower.unionid, personNo, at: followedAt });
}
