import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { takeTurn } from '../../platform/turn.ts';
import { catalogErrors } from './errors.ts';
import { followCategory } from './terms.ts';

export type CategoryBrief = { readonly id: string; readonly name: string; readonly path: readonly string[] };

/** Categories by id; `path` holds the category and all above it, nearest first. */
export async function findCategories(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CategoryBrief>> {
  const { rows } = await sql<CategoryBrief>`
    select id, name, path from catalog.category where id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Asks for categories with all below them, as the tree is now. */
export async function readBranches(ctx: Ctx): Promise<(ids: readonly string[]) => readonly string[]> {
  const { rows } = await sql<{ id: string; path: readonly string[] }>`select id, path from catalog.category`.execute(
    ctx.db,
  );
  return (ids) => {
    const chosen = new Set(ids);
    const below = rows.filter(({ path }) => path.some((id) => chosen.has(id))).map(({ id }) => id);
    return [...new Set([...ids, ...below])];
  };
}

export type Category = {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly icon: string | null;
  readonly sort: number;
  /** Products in it and below it. */
  readonly productCount: number;
};

export async function listCategories(ctx: Ctx): Promise<Category[]> {
  const { rows } = await sql<Category>`
    select c.id, c.name, c.parent_id, c.icon, c.sort, coalesce(n.products, 0) as product_count
    from catalog.category c
    left join (
      select above as id, count(*)::int as products
      from catalog.product p join catalog.category own on own.id = p.category_id, unnest(own.path) as above
      group by above
    ) n on n.id = c.id
    order by c.sort, c.id
  `.execute(ctx.db);
  return rows;
}

type CategoryInput = {
  readonly name: string;
  readonly parentId?: string | null | undefined;
  readonly icon?: string | null | undefined;
  readonly sort?: number | undefined;
};

/** Two who change the tree at once would each find it without a loop, and make one together. */
const TREE = 'catalog.categories';

export async function createCategory(ctx: Ctx, input: CategoryInput): Promise<Category> {
  await takeTurn(ctx, TREE);
  const id = newId('cat');
  const path = [id, ...(await pathOf(ctx, input.parentId ?? null))];
  await refuseBadPlace(ctx, id, path, input.name, input.parentId ?? null);
  await sql`
    insert into catalog.category (id, name, parent_id, path, icon, sort)
    values (${id}, ${input.name}, ${input.parentId ?? null}, ${path}, ${input.icon ?? null}, ${input.sort ?? 0})
  `.execute(ctx.db);
  return getCategory(ctx, id);
}

/** Change what is given; moving it moves everything below it. */
export async function changeCategory(ctx: Ctx, id: string, input: Partial<CategoryInput>): Promise<Category> {
  await takeTurn(ctx, TREE);
  const before = await getCategory(ctx, id);
  const after = {
    name: input.name ?? before.name,
    parentId: input.parentId === undefined ? before.parentId : input.parentId,
    icon: input.icon === undefined ? before.icon : input.icon,
    sort: input.sort ?? before.sort,
  };
  const path = [id, ...(await pathOf(ctx, after.parentId))];
  await refuseBadPlace(ctx, id, path, after.name, after.parentId);
  await sql`
    with moved as (
      update catalog.category
      set name = ${after.name}, parent_id = ${after.parentId}, icon = ${after.icon}, sort = ${after.sort}, path = ${path}
      where id = ${id}
    )
    update catalog.category
    set path = path[1:array_position(path, ${id}::text) - 1] || ${path}::text[]
    where path @> array[${id}::text] and id <> ${id}
  `.execute(ctx.db);
  if (after.name !== before.name || after.parentId !== before.parentId) await followCategory(ctx, id);
  return getCategory(ctx, id);
}

/** Refused while it holds products or other categories. */
export async function deleteCategory(ctx: Ctx, id: string): Promise<void> {
  await takeTurn(ctx, TREE);
  await getCategory(ctx, id);
  const { rows } = await sql<{ products: number; children: number }>`
    select (select count(*)::int from catalog.product where category_id = ${id}) as products,
      (select count(*)::int from catalog.category where parent_id = ${id}) as children
  `.execute(ctx.db);
  const { products, children } = rows[0] ?? { products: 0, children: 0 };
  if (products > 0) throw catalogErrors.error('category_in_use', { products });
  if (children > 0) throw catalogErrors.error('category_has_children');
  await sql`delete from catalog.category where id = ${id}`.execute(ctx.db);
}

async function getCategory(ctx: Ctx, id: string): Promise<Category> {
  const found = (await listCategories(ctx)).find((category) => category.id === id);
  if (!found) throw catalogErrors.error('category_not_found');
  return found;
}

async function pathOf(ctx: Ctx, id: string | null): Promise<readonly string[]> {
  if (id === null) return [];
  const found = (await findCategories(ctx, [id])).get(id);
  if (!found) throw catalogErrors.error('category_not_found');
  return found.path;
}

async function refuseBadPlace(
  ctx: Ctx,
  id: string,
  path: readonly string[],
  name: string,
  parentId: string | null,
): Promise<void> {
  if (path.indexOf(id, 1) > 0) throw catalogErrors.error('category_loop');
  if (path.length > 3) throw catalogErrors.error('category_too_deep');
  const { rows } = await sql`
    select 1 from catalog.category
    where coalesce(parent_id, '') = ${parentId ?? ''} and name = ${name} and id <> ${id}
  `.execute(ctx.db);
  if (rows.length > 0) throw catalogErrors.error('category_name_taken', { name });
}
