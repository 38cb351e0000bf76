import { type RawBuilder, sql } from 'kysely';
import type { Ctx, Role } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { secondFactorRules } from './second-factor/rules.ts';
import { longestMs, sessionMs, slideMs } from './session.ts';
import type { OperatorRow, SessionRow } from './tables.ts';

const columns = sql.raw(`
  o.id, o.login, o.name, o.role, o.stores, o.disabled, o.last_seen_at, o.created_at,
  exists (select from operators.second_factor f where f.operator_id = o.id and f.secret is not null) as second_factor
`);

/** The shop's time without what a sandbox has moved it by. */
export function roomTime(ctx: Ctx, plusMs = 0): RawBuilder<Date> {
  const at = new Date(ctx.now().getTime() + plusMs);
  return sql<Date>`(${at}::timestamptz - coalesce((select offset_ms from platform.clock), 0) * interval '1 millisecond')`;
}

export async function findCredentials(
  ctx: Ctx,
  login: string,
): Promise<(OperatorRow & { readonly passwordHash: string }) | null> {
  const { rows } = await sql<OperatorRow & { passwordHash: string }>`
    select ${columns}, o.password_hash from operators.operator o where lower(o.login) = lower(${login})
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export async function findPasswordHash(ctx: Ctx, id: string): Promise<{ login: string; passwordHash: string } | null> {
  const { rows } = await sql<{ login: string; passwordHash: string }>`
    select login, password_hash from operators.operator where id = ${id}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export async function findOperator(ctx: Ctx, id: string): Promise<OperatorRow | null> {
  const { rows } = await sql<OperatorRow>`
    select ${columns} from operators.operator o where o.id = ${id}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export type NewOperator = Pick<OperatorRow, 'id' | 'login' | 'name' | 'role' | 'stores'> & {
  readonly passwordHash: string;
};

/** Null when the login is taken, or when `onlyFirst` and there is an operator already. */
export async function insertOperator(ctx: Ctx, operator: NewOperator, onlyFirst = false): Promise<OperatorRow | null> {
  // Two processes that both want to make the first one wait for each other here; sign-ins do not.
  if (onlyFirst) await sql`lock table operators.operator in share row exclusive mode`.execute(ctx.db);
  const { rows } = await sql<OperatorRow>`
    insert into operators.operator as o (id, login, name, role, stores, password_hash, created_at)
    select ${operator.id}, ${operator.login}, ${operator.name}, ${operator.role}, ${operator.stores}::text[], ${operator.passwordHash}, ${ctx.now()}::timestamptz
    where not ${onlyFirst}::boolean or not exists (select from operators.operator)
    on conflict do nothing
    returning ${columns}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

export type OperatorChange = {
  readonly name?: string;
  readonly role?: Role;
  readonly stores?: readonly string[] | null;
  readonly disabled?: boolean;
  readonly passwordHash?: string;
};

export async function updateOperator(ctx: Ctx, id: string, change: OperatorChange): Promise<OperatorRow | null> {
  const { rows } = await sql<OperatorRow>`
    update operators.operator as o set
      name = coalesce(${change.name ?? null}::text, o.name),
      role = coalesce(${change.role ?? null}::text, o.role),
      stores = case when ${change.stores === undefined} then o.stores else ${change.stores ?? null}::text[] end,
      disabled = coalesce(${change.disabled ?? null}::boolean, o.disabled),
      password_hash = coalesce(${change.passwordHash ?? null}::text, o.password_hash)
    where o.id = ${id}
    returning ${columns}
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** The owners who can sign in, locked in one order, so that two of them cannot demote each other at once. */
export async function lockActiveOwners(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from operators.operator where role = 'owner' and not disabled order by id for update
  `.execute(ctx.db);
  return rows.map((row) => row.id);
}

export async function listOperators(
  ctx: Ctx,
  filter: { readonly q?: string; readonly after: string | null; readonly limit: number },
): Promise<OperatorRow[]> {
  const { rows } = await sql<OperatorRow>`
    select ${columns} from operators.operator o
    where ${matching(filter.q)} and ${filter.after === null ? sql`true` : sql`o.id > ${filter.after}`}
    order by o.id limit ${filter.limit}
  `.execute(ctx.db);
  return rows;
}

export async function countOperators(ctx: Ctx, q?: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from operators.operator o where ${matching(q)}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

function matching(q: string | undefined): RawBuilder<unknown> {
  return q ? sql`position(lower(${q}) in lower(o.login || ' ' || o.name)) > 0` : sql`true`;
}

const LONGEST_USER_AGENT = 300;

export async function insertSession(
  ctx: Ctx,
  session: {
    readonly tokenHash: string;
    readonly operatorId: string;
    readonly address: string;
    readonly userAgent: string;
  },
): Promise<void> {
  await sql`
    with seen as (update operators.operator set last_seen_at = ${ctx.now()} where id = ${session.operatorId})
    insert into operators.session (id, token_hash, operator_id, address, user_agent, created_at, seen_at, expires_at, ends_at)
    values (${newId('ses')}, ${session.tokenHash}, ${session.operatorId}, ${session.address},
      ${session.userAgent.slice(0, LONGEST_USER_AGENT)}, ${roomTime(ctx)}, ${roomTime(ctx)}, ${roomTime(ctx, sessionMs)},
      ${roomTime(ctx, longestMs)})
  `.execute(ctx.db);
}

/** The operator of a live session, and whether its end is due to be moved on. */
export async function findSession(ctx: Ctx, tokenHash: string): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select ${columns}, (select value from platform.setting where key = ${secondFactorRules.key}) as rules, s.seen_at < ${roomTime(ctx, -slideMs)} as slides
    from operators.session s join operators.operator o on o.id = s.operator_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${roomTime(ctx)} and not o.disabled
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Guarded by when it was seen: of several requests at once one writes. */
export async function slideSession(ctx: Ctx, tokenHash: string): Promise<void> {
  await sql`
    with slid as (
      update operators.session set seen_at = ${roomTime(ctx)}, expires_at = least(${roomTime(ctx, sessionMs)}, ends_at)
      where token_hash = ${tokenHash} and seen_at < ${roomTime(ctx, -slideMs)}
      returning operator_id
    )
    update operators.operator set last_seen_at = ${ctx.now()} where id in (select operator_id from slid)
  `.execute(ctx.db);
}

export async function deleteSession(ctx: Ctx, tokenHash: string): Promise<void> {
  await sql`delete from operators.session where token_hash = ${tokenHash}`.execute(ctx.db);
}

/** Ends every session of an operator, but for one. */
export async function deleteSessionsOf(ctx: Ctx, operatorId: string, exceptTokenHash = ''): Promise<void> {
  await sql`
    delete from operators.session where operator_id = ${operatorId} and token_hash <> ${exceptTokenHash}
  `.execute(ctx.db);
}

export async function deleteStale(ctx: Ctx, forgetMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with sessions as (
      delete from operators.session where token_hash in (
        select token_hash from operators.session where expires_at <= ${roomTime(ctx)} limit 1000
      ) returning 1
    ), attempts as (
      delete from operators.sign_in_attempt where subject in (
        select subject from operators.sign_in_attempt where last_at <= ${new Date(ctx.now().getTime() - forgetMs)} limit 1000
      ) returning 1
    )
    select ((select count(*) from sessions) + (select count(*) from attempts))::int as count
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

type Pace = { readonly free: number; readonly longestSeconds: number; readonly forgetMs: number };

/**
 * Counts one more try of a subject, if it need not wait: beyond the free ones each comes so many seconds after the one
 * before, twice as many each time. Everything is forgotten after `forgetMs` without a try.
 */
export async function countTry(ctx: Ctx, subject: string, pace: Pace): Promise<{ tries: number; waitMs: number }> {
  const now = ctx.now();
  const wait = sql`make_interval(secs => least(power(2, least(a.tries - ${pace.free}::int, 20)), ${pace.longestSeconds}))`;
  const forgotten = sql`a.last_at <= ${new Date(now.getTime() - pace.forgetMs)}`;
  const { rows } = await sql<{ tries: number }>`
    insert into operators.sign_in_attempt as a (subject, tries, last_at) values (${subject}, 1, ${now})
    on conflict (subject) do update set
      tries = case when ${forgotten} then 1 else a.tries + 1 end, last_at = excluded.last_at
    where ${forgotten} or a.tries < ${pace.free} or a.last_at + ${wait} <= ${now}
    returning a.tries
  `.execute(ctx.db);
  if (rows[0]) return { tries: rows[0].tries, waitMs: 0 };
  const { rows: waiting } = await sql<{ tries: number; until: Date }>`
    select a.tries, a.last_at + ${wait} as until from operators.sign_in_attempt a where subject = ${subject}
  `.execute(ctx.db);
  const [first] = waiting;
  return first
    ? { tries: first.tries, waitMs: Math.max(1, first.until.getTime() - now.getTime()) }
    : { tries: 1, waitMs: 0 };
}

/** Forgets the tries of some subjects, and takes one off another. */
export async function forgiveTries(ctx: Ctx, subjects: readonly string[], address: string): Promise<void> {
  await sql`
    with forgotten as (delete from operators.sign_in_attempt where subject = any(${[...subjects]}::text[]))
    update operators.sign_in_attempt set tries = greatest(0, tries - 1) where subject = ${address}
  `.execute(ctx.db);
}

/** How often somebody was seen guessing since a moment. */
export async function countGuessing(ctx: Ctx, action: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from operators.audit_entry where area = 'session' and at > ${since} and action = ${action}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}
