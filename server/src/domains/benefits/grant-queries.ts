import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { saidText } from '../../platform/said.ts';
import type { Receiver } from './benefit-kind.ts';
import type { GrantRow, GrantState, NewGrant } from './tables.ts';

/** Write the rows whose keys are new, in key order so that parallel batches never wait for each other in a ring. */
export async function insertGrants(ctx: Ctx, rows: readonly NewGrant[]): Promise<NewGrant[]> {
  if (rows.length === 0) return [];
  const column = <T>(pick: (row: NewGrant) => T) => rows.map(pick);
  const { rows: inserted } = await sql<{ id: string }>`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved,
      because_kind, because_id, because_label, because_node, budget_id, package_id, granted_at)
    select id, key, position, member_id, person_no, kind, item::jsonb, label, cost, reserved,
      because_kind, because_id, because_label, because_node, budget_id, package_id, ${ctx.now()}
    from unnest(
      ${column((row) => row.id)}::text[], ${column((row) => row.key)}::text[], ${column((row) => row.position)}::int[],
      ${column((row) => row.memberId)}::text[], ${column((row) => row.personNo)}::int[],
      ${column((row) => row.item.kind)}::text[], ${column((row) => JSON.stringify(row.item))}::text[],
      ${column((row) => row.label)}::text[], ${column((row) => row.cost)}::int[], ${column((row) => row.reserved)}::int[],
      ${column((row) => row.because.kind)}::text[], ${column((row) => row.because.id)}::text[],
      ${column((row) => saidText(row.because.label))}::text[], ${column((row) => row.because.node ?? null)}::text[],
      ${column((row) => row.budgetId)}::text[], ${column((row) => row.packageId)}::text[]
    ) as new (id, key, position, member_id, person_no, kind, item, label, cost, reserved,
      because_kind, because_id, because_label, because_node, budget_id, package_id)
    order by key, position
    on conflict (key, position) do nothing
    returning id
  `.execute(ctx.db);
  const ids = new Set(inserted.map((row) => row.id));
  return rows.filter((row) => ids.has(row.id));
}

/** The same for many, each under a key of hers that is new. */
export async function insertSameGrants(
  ctx: Ctx,
  {
    item,
    because,
    budgetId,
    label,
    cost,
    reserved,
  }: Omit<NewGrant, 'id' | 'key' | 'position' | keyof Receiver | 'packageId'>,
  rows: readonly (Receiver & { readonly grantId: string; readonly key: string })[],
): Promise<void> {
  await sql`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved,
      because_kind, because_id, because_label, because_node, budget_id, granted_at)
    select id, key, 0, member_id, person_no, ${item.kind}, ${JSON.stringify(item)}::jsonb, ${label}, ${cost}::int, ${reserved}::int,
      ${because.kind}, ${because.id}, ${saidText(because.label)}, ${because.node ?? null}::text, ${budgetId}::text, ${ctx.now()}::timestamptz
    from unnest(
      ${rows.map((row) => row.grantId)}::text[], ${rows.map((row) => row.key)}::text[],
      ${rows.map((row) => row.memberId)}::text[], ${rows.map((row) => row.personNo)}::int[]
    ) as new (id, key, member_id, person_no)
  `.execute(ctx.db);
}

/** Of the keys asked for, those that had been given before `fresh` was written. */
export async function usedKeys(
  ctx: Ctx,
  asked: readonly { readonly key: string }[],
  fresh: readonly NewGrant[],
): Promise<Set<string>> {
  const own = new Set(fresh.map((row) => row.key));
  const others = asked.flatMap(({ key }) => (own.has(key) ? [] : [key]));
  if (others.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select distinct key from benefits.grant where key = any(${others}::text[])
  `.execute(ctx.db);
  return new Set(rows.map((row) => row.key));
}

/** Rows of this very transaction that came to nothing: their keys are free again. */
export async function deleteGrants(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from benefits.grant where id = any(${ids}::text[])`.execute(ctx.db);
}

export type Settlement = {
  readonly grantId: string;
  readonly state: GrantState;
  readonly actualCost: number | null;
  /** The order that used it, with what was paid for it; whatever is not used led to none. */
  readonly order?: { readonly id: string; readonly amount: number } | null;
};

/**
 * Move grants to their states and their budgets with them, in one statement. An open or used grant binds its budget by what
 * was reserved for it; an expired or revoked one gives the money back. So nothing that happens to what was given can take a
 * budget past its limit. Repeating a settlement changes nothing.
 */
export async function settleGrants(ctx: Ctx, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    with settled as (
      select * from unnest(
        ${settlements.map((one) => one.grantId)}::text[], ${settlements.map((one) => one.state)}::text[],
        ${settlements.map((one) => one.actualCost)}::int[], ${settlements.map((one) => one.order?.id ?? null)}::text[],
        ${settlements.map((one) => one.order?.amount ?? null)}::int[]
      ) as given (grant_id, state, actual_cost, order_id, order_amount)
    ), before as (
      select g.id, g.budget_id, s.state, s.actual_cost, s.order_id, s.order_amount,
        case when g.state in ('granted', 'used') then g.reserved else 0 end as bound_before,
        coalesce(g.actual_cost, 0) as spent_before,
        case when s.state in ('granted', 'used') then g.reserved else 0 end as bound_after,
        coalesce(s.actual_cost, 0) as spent_after
      from settled s join benefits.grant g on g.id = s.grant_id order by g.id for no key update of g
    ), changed as (
      update benefits.grant g set state = before.state, actual_cost = before.actual_cost,
        order_id = before.order_id, order_amount = before.order_amount
      from before where g.id = before.id
    ), difference as (
      select budget_id, sum(bound_after - bound_before) as bound, sum(spent_after - spent_before) as spent
      from before where budget_id is not null group by budget_id
    )
    update benefits.budget b set committed = b.committed + difference.bound, spent = b.spent + difference.spent
    from difference where b.id = difference.budget_id
  `.execute(ctx.db);
}

export async function openGrants(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; kind: string }[]> {
  const { rows } = await sql<{ id: string; kind: string }>`
    select id, kind from benefits.grant where id = any(${ids}::text[]) and state = 'granted' order by id for no key update
  `.execute(ctx.db);
  return rows;
}

export async function openUnder(ctx: Ctx, keyPrefixes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from unnest(${[...keyPrefixes]}::text[]) as given (prefix)
    join benefits.grant g on g.key >= given.prefix and g.key < given.prefix || '~' where g.state = 'granted'
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

type WhichGrants = {
  readonly q: string | null;
  /** The members whom its words may mean. */
  readonly meant: readonly string[];
  readonly memberId: string | null;
  readonly causeId: string | null;
  /** The kind of what it was given for. */
  readonly cause: string | null;
  readonly kind: string | null;
  readonly budgetId: string | null;
  readonly packageId: string | null;
  readonly couponId: string | null;
  readonly state: string | null;
};

export type GrantFilter = WhichGrants & {
  readonly after: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
};

export async function listGrantRows(ctx: Ctx, filter: GrantFilter): Promise<GrantRow[]> {
  const { after } = filter;
  const { rows } = await sql<GrantRow>`
    select g.id, g.member_id, g.kind, g.label, g.cost, g.actual_cost, g.state, g.because_kind, g.because_id,
      g.because_label, g.budget_id, b.name as budget_name, g.granted_at, g.order_id, g.order_amount
    from benefits.grant g left join benefits.budget b on b.id = g.budget_id
    where ${whichGrants(filter)} and ${after === null ? sql`true` : sql`(g.granted_at, g.id) < (${after.at}, ${after.id})`}
    order by g.granted_at desc, g.id desc limit ${filter.limit}
  `.execute(ctx.db);
  return rows;
}

/** How many rows of the ledger a filter finds, up to a bound. */
export async function countGrantRows(ctx: Ctx, filter: WhichGrants, most: number): Promise<Counted> {
  return countUpTo(ctx, most, sql`select from benefits.grant g where ${whichGrants(filter)}`);
}

/** What all that a filter finds was expected to cost and did cost, fen. */
export async function sumGrants(ctx: Ctx, filter: WhichGrants): Promise<{ cost: number; actualCost: number }> {
  const { rows } = await sql<{ cost: number; actualCost: number }>`
    select coalesce(sum(g.cost), 0)::bigint as cost, coalesce(sum(g.actual_cost), 0)::bigint as actual_cost
    from benefits.grant g where ${whichGrants(filter)}
  `.execute(ctx.db);
  return rows[0] ?? { cost: 0, actualCost: 0 };
}

/** Kinds are text of the statement, so that the indexes of the rare ones are seen; they are words of ours. */
function whichGrants({ q, meant, memberId, causeId, cause, kind, budgetId, packageId, couponId, state }: WhichGrants) {
  const conditions = [
    q === null
      ? null
      : sql`(strpos(g.label, ${q}) > 0 or strpos(g.because_label, ${q}) > 0 or g.member_id = any(${[...meant]}::text[]))`,
    memberId === null ? null : sql`g.member_id = ${memberId}`,
    causeId === null ? null : sql`g.because_id = ${causeId}`,
    cause === null ? null : sql`g.because_kind = ${sql.lit(cause)}`,
    kind === null ? null : sql`g.kind = ${sql.lit(kind)}`,
    budgetId === null ? null : sql`g.budget_id = ${budgetId}`,
    packageId === null ? null : sql`g.package_id = ${packageId}`,
    couponId === null ? null : sql`g.kind = 'coupon' and g.item ->> 'templateId' = ${couponId}`,
    state === null ? null : sql`g.state = ${state}`,
  ].flatMap((condition) => condition ?? []);
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

export async function findGrant(ctx: Ctx, id: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    select g.id, g.member_id, g.kind, g.label, g.cost, g.actual_cost, g.state, g.because_kind, g.because_id,
      g.because_label, g.budget_id, b.name as budget_name, g.granted_at, g.order_id, g.order_amount
    from benefits.grant g left join benefits.budget b on b.id = g.budget_id where g.id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

/** Her grants follow her; answers them as they were. */
export async function moveGrants(
  ctx: Ctx,
  to: { memberId: string; personNo: number },
  loserId: string,
): Promise<{ id: string; state: string }[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    update benefits.grant set member_id = ${to.memberId}, person_no = ${to.personNo} where member_id = ${loserId}
    returning id, state
  `.execute(ctx.db);
  return rows;
}

/** Give these back, but for what the survivor has used since. */
export async function returnGrants(
  ctx: Ctx,
  to: { memberId: string; personNo: number },
  survivorId: string,
  grants: readonly { readonly id: string; readonly state: string }[],
): Promise<void> {
  await sql`
    update benefits.grant g set member_id = ${to.memberId}, person_no = ${to.personNo}
    from unnest(${grants.map((g) => g.id)}::text[], ${grants.map((g) => g.state)}::text[]) as given (id, state)
    where g.id = given.id and g.member_id = ${survivorId} and (g.state <> 'used' or given.state = 'used')
  `.execute(ctx.db);
}
