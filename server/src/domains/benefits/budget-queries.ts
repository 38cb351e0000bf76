import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { BudgetRow } from './tables.ts';

const columns = sql.raw('id, name, limit_fen, committed, spent, grants, closed, created_at');

/**
 * What each of these open budgets can still take, fen; the rows stay locked until the commit. `no key`: ledger rows that
 * were just written hold the key of their budget (foreign key), and two such writers must not wait for each other.
 */
export async function lockBudgets(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; left: number }>`
    select id, limit_fen - committed as left from benefits.budget
    where id = any(${ids}::text[]) and not closed order by id for no key update
  `.execute(ctx.db);
  return new Map(rows.map(({ id, left }) => [id, left]));
}

/**
 * Bind what was given, by budget: fen, and how many grants. The rows are locked, so the guard cannot fail unless this program is wrong: then the
 * whole grant is undone rather than a budget passed.
 */
export async function commitBudgets(
  ctx: Ctx,
  bound: ReadonlyMap<string, { readonly reserved: number; readonly grants: number }>,
): Promise<void> {
  if (bound.size === 0) return;
  const added = [...bound.values()];
  const { rows } = await sql<{ id: string }>`
    update benefits.budget b set committed = b.committed + added.reserved, grants = b.grants + added.grants
    from unnest(
      ${[...bound.keys()]}::text[], ${added.map(({ reserved }) => reserved)}::bigint[], ${added.map(({ grants }) => grants)}::int[]
    ) as added (budget_id, reserved, grants)
    where b.id = added.budget_id and not b.closed and b.committed + added.reserved <= b.limit_fen
    returning b.id
  `.execute(ctx.db);
  if (rows.length < bound.size) throw new Error('a locked budget could not take what was found to fit');
}

export async function insertBudget(ctx: Ctx, { id, name, limit }: { id: string; name: string; limit: number }) {
  const { rows } = await sql<BudgetRow>`
    insert into benefits.budget (id, name, limit_fen, created_at) values (${id}, ${name}, ${limit}, ${ctx.now()})
    returning ${columns}
  `.execute(ctx.db);
  return rows[0];
}

export type BudgetChange = {
  readonly name?: string | undefined;
  readonly limit?: number | undefined;
  readonly closed?: boolean | undefined;
};

/** Undefined when there is no such budget, or its limit would fall below what is already bound. */
export async function updateBudget(ctx: Ctx, id: string, change: BudgetChange): Promise<BudgetRow | undefined> {
  const { rows } = await sql<BudgetRow>`
    update benefits.budget set
      name = coalesce(${change.name ?? null}, name),
      limit_fen = coalesce(${change.limit ?? null}::bigint, limit_fen),
      closed = coalesce(${change.closed ?? null}::boolean, closed)
    where id = ${id} and coalesce(${change.limit ?? null}::bigint, committed) >= committed
    returning ${columns}
  `.execute(ctx.db);
  return rows[0];
}

export async function findBudget(ctx: Ctx, id: string): Promise<BudgetRow | undefined> {
  const { rows } = await sql<BudgetRow>`select ${columns} from benefits.budget where id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function listBudgetRows(
  ctx: Ctx,
  { q, after, limit }: { q: string | null; after: string | null; limit: number },
): Promise<BudgetRow[]> {
  const { rows } = await sql<BudgetRow>`
    select ${columns} from benefits.budget
    where (${q}::text is null or strpos(name, ${q}) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countBudgets(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from benefits.budget where (${q}::text is null or strpos(name, ${q}) > 0)`);
}
