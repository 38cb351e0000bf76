import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';

export type PackageRow = {
  readonly id: string;
  readonly name: string;
  readonly benefits: readonly string[];
  readonly budgetId: string | null;
  readonly budgetName: string | null;
  readonly mostEach: number | null;
  readonly ended: boolean;
  readonly createdAt: Date;
};

export type PackageTerms = Pick<PackageRow, 'name' | 'benefits' | 'budgetId' | 'mostEach'>;

const columns = sql.raw(`p.id, p.name, p.benefits, p.budget_id, p.most_each, p.ended, p.created_at,
  (select name from benefits.budget where id = p.budget_id) as budget_name`);

export async function insertPackage(ctx: Ctx, id: string, terms: PackageTerms): Promise<void> {
  await sql`
    insert into benefits.package (id, name, benefits, budget_id, most_each, created_at)
    values (${id}, ${terms.name}, ${[...terms.benefits]}::text[], ${terms.budgetId}, ${terms.mostEach}, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updatePackage(ctx: Ctx, id: string, terms: PackageTerms): Promise<void> {
  await sql`
    update benefits.package set name = ${terms.name}, benefits = ${[...terms.benefits]}::text[],
      budget_id = ${terms.budgetId}, most_each = ${terms.mostEach} where id = ${id}
  `.execute(ctx.db);
}

export async function endPackage(ctx: Ctx, id: string, ended: boolean): Promise<void> {
  await sql`update benefits.package set ended = ${ended} where id = ${id}`.execute(ctx.db);
}

export async function findPackages(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, PackageRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PackageRow>`
    select ${columns} from benefits.package p where p.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

type WhichPackages = { readonly q: string | null };

export async function listPackageRows(
  ctx: Ctx,
  { q, after, limit }: WhichPackages & { readonly after: string | null; readonly limit: number },
): Promise<PackageRow[]> {
  const { rows } = await sql<PackageRow>`
    select ${columns} from benefits.package p
    where (${q}::text is null or strpos(p.name, ${q}) > 0) and (${after}::text is null or p.id < ${after})
    order by p.id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countPackages(ctx: Ctx, { q }: WhichPackages): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from benefits.package p where (${q}::text is null or strpos(p.name, ${q}) > 0)`,
  );
}

type PackageFigures = {
  readonly packageId: string;
  readonly persons: number;
  readonly bound: number;
  readonly spent: number;
  /** Persons who ordered with something of it, and what they paid for those orders. */
  readonly ordered: number;
};

/** What became of these packages, as the ledger has it: once a person, whatever she got of it. */
export async function readFigures(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, PackageFigures>> {
  const { rows } = await sql<PackageFigures>`
    select package_id, count(distinct member_id)::int as persons,
      coalesce(sum(reserved) filter (where state = 'granted'), 0)::bigint as bound,
      coalesce(sum(actual_cost), 0)::bigint as spent,
      count(distinct member_id) filter (where order_id is not null)::int as ordered
    from benefits.grant where package_id = any(${[...ids]}::text[]) group by package_id
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.packageId, row]));
}
