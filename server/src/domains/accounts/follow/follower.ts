import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { accounts } from '../../members/index.ts';

export type Follower = {
  readonly accountId: string;
  readonly openid: string;
  readonly unionid: string | null;
  readonly memberId: string | null;
  readonly personNo: number | null;
};

/** Undefined: nothing was ever heard of her. */
export async function findFollower(ctx: Ctx, accountId: string, openid: string): Promise<Follower | undefined> {
  const { rows } = await sql<Follower>`
    select account_id, openid, unionid, member_id, person_no from accounts.follower where account_id = ${accountId} and openid = ${openid}
  `.execute(ctx.db);
  return rows[0];
}

/** Somebody whom an account sees; a unionid makes a member of her if there is one who is called by it. By one statement for any number. */
export async function keepFollowers(
  ctx: Ctx,
  accountId: string,
  seen: readonly { readonly openid: string; readonly unionid: string | null }[],
): Promise<ReadonlyMap<string, Follower>> {
  const known = await accounts.byUnionid(
    ctx,
    seen.flatMap(({ unionid }) => unionid ?? []),
  );
  const rows = seen.map(({ openid, unionid }) => {
    const member = unionid === null ? undefined : known.get(unionid);
    return { openid, unionid, member_id: member?.id ?? null, person_no: member?.personNo ?? null };
  });
  const { rows: kept } = await sql<Follower>`
    insert into accounts.follower (account_id, openid, unionid, member_id, person_no, seen_at)
    select ${accountId}, openid, unionid, member_id, person_no, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (openid text, unionid text, member_id text, person_no int) order by openid
    on conflict (account_id, openid) do update set unionid = coalesce(excluded.unionid, follower.unionid),
      member_id = coalesce(follower.member_id, excluded.member_id), person_no = coalesce(follower.person_no, excluded.person_no),
      seen_at = excluded.seen_at
    returning account_id, openid, unionid, member_id, person_no
  `.execute(ctx.db);
  return new Map(kept.map((one) => [one.openid, one]));
}
