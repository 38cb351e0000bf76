import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { someKeys } from '../../platform/db.ts';
import type { Arrival } from './arrival.ts';
import { keyOfPhone, personsByPhone, phonesOf } from './phones.ts';

/** Who somebody is in one app. An openid means nothing outside of its app. */
export type Account = { readonly app: string; readonly openid: string };
export type KnownAccount = Account & { readonly no: number; readonly memberId: string };

type Seen = Account & { readonly unionid: string | null };

/**
 * Note that an account was seen now, and the unionid that WeChat told with it: new ones are the member's, known ones stay
 * whose they are.
 */
export async function seeAccount(ctx: Ctx, seen: Seen, memberId: string): Promise<KnownAccount> {
  const { rows } = await sql<KnownAccount>`
    with ${seeing(ctx, seen, memberId)} select no, app, openid, member_id from account
  `.execute(ctx.db);
  const account = rows[0];
  if (!account) throw new Error('an account vanished while being seen');
  return account;
}

/** The same as parts of a statement, whose `account` is the account; what brought her is written of a new one. */
export function seeing(
  ctx: Ctx,
  { app, openid, unionid }: Seen,
  memberId: string,
  { scene = '', source = '' }: Arrival = {},
) {
  const [at, by] = [scene === '' && source === '' ? null : ctx.now(), source === '' ? null : source];
  return sql`
    named as (
      insert into members.identity (kind, value, member_id, seen_at)
      select 'unionid', ${unionid}, ${memberId}, ${ctx.now()} where ${unionid}::text is not null
      on conflict (kind, value) do update set seen_at = excluded.seen_at
    ), account as (
      insert into members.account (app, openid, member_id, first_seen_at, seen_at, first_scene, first_source, first_arrived_at,
        last_scene, last_source, last_source_at, arrived_at)
      select ${app}, ${openid}, ${memberId}, ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz, case when at is null then null else ${scene}::text end,
        case when at is null then null else ${source}::text end, at, case when at is null then null else ${scene}::text end, by,
        case when by is null then null else at end, at
      from (select ${at}::timestamptz as at, ${by}::text as by) as arrival
      on conflict (app, openid) do update set seen_at = excluded.seen_at
      returning no, app, openid, member_id
    )`;
}

/** The accounts of one member for operators, the one seen last first. An app that is configured no more is told by its id. */
export async function listAccounts(ctx: Ctx, memberId: string) {
  const { rows } = await sql<KnownAccount & { firstSeenAt: Date; seenAt: Date }>`
    select no, app, openid, member_id, first_seen_at, seen_at from members.account
    where member_id = ${memberId} order by seen_at desc, no desc
  `.execute(ctx.db);
  return rows.map(({ no, app: appid, openid, firstSeenAt, seenAt }) => {
    const app = ctx.config.wechat.apps.find((known) => known.appid === appid);
    return {
      no,
      app: appid,
      name: app?.name ?? appid,
      kind: app?.kind ?? 'unknown',
      openid: maskOpenid(openid),
      firstSeenAt: firstSeenAt.toISOString(),
      seenAt: seenAt.toISOString(),
    } as const;
  });
}

/** `oSBX…9f2K`: enough to compare with what WeChat's console shows. */
function maskOpenid(openid: string): string {
  return openid.length < 12 ? '…' : `${openid.slice(0, 4)}…${openid.slice(-4)}`;
}

type AppAccount = Account & { readonly no: number; readonly personNo: number };

/**
 * The accounts of these persons in these apps, the one seen last first: whom a message in an app goes to. One statement
 * for any number; a person without an account there is absent.
 */
async function accountsOf(
  ctx: Ctx,
  personNos: readonly number[],
  apps: readonly string[],
): Promise<Map<number, AppAccount[]>> {
  const { rows } = await sql<AppAccount>`
    select a.no, a.app, a.openid, m.person_no
    from members.member m join members.account a on a.member_id = m.id
    where m.person_no = any(${[...new Set(personNos)]}::int[]) and a.app = any(${[...apps]}::text[])
    order by a.seen_at desc, a.no desc
  `.execute(ctx.db);
  const found = new Map<number, AppAccount[]>();
  for (const row of rows) found.set(row.personNo, [...(found.get(row.personNo) ?? []), row]);
  return found;
}

/** Accounts from before there were several apps: they are the default app's. */
export async function adoptAccounts(ctx: Ctx): Promise<void> {
  const [app] = ctx.config.wechat.apps;
  await sql`update members.account set app = ${app.appid} where app = ''`.execute(ctx.db);
}

/** Whose an account is now, by what WeChat calls it; undefined when nobody ever came by it. */
async function ownerOf(
  ctx: Ctx,
  { app, openid }: Account,
): Promise<{ readonly no: number; readonly id: string; readonly personNo: number } | undefined> {
  const { rows } = await sql<{ no: number; id: string; personNo: number }>`
    select a.no, m.id, m.person_no from members.account a
    join members.member owner on owner.id = a.member_id join members.member m on m.id = coalesce(owner.merged_into, owner.id)
    where a.app = ${app} and a.openid = ${openid}
  `.execute(ctx.db);
  return rows[0];
}

/** Who these are now whom WeChat calls by a unionid; who never came is absent. */
async function byUnionid(
  ctx: Ctx,
  unionids: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly personNo: number }>> {
  const { rows } = await sql<{ unionid: string; id: string; personNo: number }>`
    select i.value as unionid, m.id, m.person_no from members.identity i
    join members.member owner on owner.id = i.member_id join members.member m on m.id = coalesce(owner.merged_into, owner.id)
    where i.kind = 'unionid' and i.value = any(${someKeys('text', unionids)})
  `.execute(ctx.db);
  return new Map(rows.map(({ unionid, ...member }) => [unionid, member]));
}

async function unionidsOf(ctx: Ctx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ unionid: string }>`
    select value as unionid from members.identity where kind = 'unionid' and member_id = any(${someKeys('text', memberIds)})
  `.execute(ctx.db);
  return rows.map(({ unionid }) => unionid);
}

/** Numbers for people of whom it is not known who they are: what they do is counted under them, and linked to a member's if she shows herself. */
async function numbersForVisitors(ctx: Ctx, many: number): Promise<readonly number[]> {
  if (many === 0) return [];
  const { rows } = await sql<{ no: number }>`
    select nextval(pg_get_serial_sequence('members.member', 'person_no'))::int as no from generate_series(1, ${many})
  `.execute(ctx.db);
  return rows.map(({ no }) => no);
}

/** What other domains may ask of accounts. */
export const accounts = {
  of: accountsOf,
  owner: ownerOf,
  byUnionid,
  unionidsOf,
  phonesOf,
  keyOfPhone,
  personsByPhone,
  numbers: numbersForVisitors,
};
