import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { FreightValues } from './template.ts';

export type FreightRow = {
  readonly id: string;
  readonly name: string;
  readonly values: FreightValues;
  readonly createdAt: Date;
};

const columns = sql.raw('id, name, values, created_at');

export async function insertTemplate(ctx: Ctx, id: string, values: FreightValues): Promise<void> {
  await sql`
    insert into pricing.freight_template (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updateTemplate(ctx: Ctx, id: string, values: FreightValues): Promise<void> {
  await sql`
    update pricing.freight_template set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb where id = ${id}
  `.execute(ctx.db);
}

/** Held until it is gone: a product that is saved with it now waits, and then finds that it is not there. */
export async function holdTemplate(ctx: Ctx, id: string): Promise<void> {
  await sql`select from pricing.freight_template where id = ${id} for update`.execute(ctx.db);
}

export async function removeTemplate(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from pricing.freight_template where id = ${id}`.execute(ctx.db);
}

export async function findTemplate(ctx: Ctx, id: string): Promise<FreightRow | undefined> {
  const { rows } = await sql<FreightRow>`select ${columns} from pricing.freight_template where id = ${id}`.execute(
    ctx.db,
  );
  return rows[0];
}

export async function templateNames(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from pricing.freight_template where id = any(${[...ids]}::text[])
  `.execute(ctx.db);
  return rows;
}

export async function countTemplates(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from pricing.freight_template where (${q}::text is null or strpos(lower(name), lower(${q})) > 0)`,
  );
}

export async function listTemplateRows(
  ctx: Ctx,
  { q, after, limit }: { readonly q: string | null; readonly after: string | null; readonly limit: number },
): Promise<FreightRow[]> {
  const { rows } = await sql<FreightRow>`
    select ${columns} from pricing.freight_template
    where (${q}::text is null or strpos(lower(name), lower(${q})) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}
