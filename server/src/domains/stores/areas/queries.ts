import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { AreaValues } from './area-form.ts';

export type AreaRow = {
  readonly id: string;
  readonly name: string;
  readonly open: boolean;
  readonly values: AreaValues;
  readonly createdAt: Date;
};

/** More a shop cannot have: which of them a place lies in is looked for among all. */
export const MOST_AREAS = 300;
const columns = sql.raw('id, name, open, values, created_at');

export async function insertArea(ctx: Ctx, id: string, values: AreaValues): Promise<void> {
  await sql`
    insert into stores.delivery_area (id, name, open, values, created_at)
    values (${id}, ${values.name}, ${values.open}, ${JSON.stringify(values)}::jsonb, ${ctx.now()})
  `.execute(ctx.db);
}

export async function updateArea(ctx: Ctx, id: string, values: AreaValues): Promise<void> {
  await sql`
    update stores.delivery_area set name = ${values.name}, open = ${values.open}, values = ${JSON.stringify(values)}::jsonb
    where id = ${id}
  `.execute(ctx.db);
}

export async function findArea(ctx: Ctx, id: string): Promise<AreaRow | undefined> {
  const { rows } = await sql<AreaRow>`select ${columns} from stores.delivery_area where id = ${id}`.execute(ctx.db);
  return rows[0];
}

/** All that can be chosen. */
export async function openAreas(ctx: Ctx): Promise<AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    select ${columns} from stores.delivery_area where open order by id limit ${MOST_AREAS}
  `.execute(ctx.db);
  return rows;
}

export async function countAreas(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from stores.delivery_area where (${q}::text is null or strpos(lower(name), lower(${q})) > 0)`,
  );
}

export async function listAreas(
  ctx: Ctx,
  { q, after, limit }: { readonly q: string | null; readonly after: string | null; readonly limit: number },
): Promise<AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    select ${columns} from stores.delivery_area
    where (${q}::text is null or strpos(lower(name), lower(${q})) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}
