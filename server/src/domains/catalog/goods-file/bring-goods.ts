import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { countRevision } from '../../../platform/revision.ts';
import { trySaved } from '../../../platform/savepoint.ts';
import { catalogErrors } from '../errors.ts';
import { getProduct } from '../get-product.ts';
import { type ProductInput, saveProduct } from '../save-product.ts';
import type { GoodsDraft } from './goods-draft.ts';
import { changedProduct, newProduct } from './merge-goods.ts';

/** What became of a draft: `same` is written nowhere. */
export type Brought =
  | { readonly outcome: 'new' | 'changed' | 'same'; readonly productId: string }
  | { readonly outcome: 'refused'; readonly error: DomainError };

/**
 * Bring products as a file has them. A product is known by the codes of its SKUs: what is there gets what the file says
 * otherwise, through the same save as by hand, and what it does not name stays; the same file again changes nothing. New ones are
 * drafts. Each stands for itself: what cannot be is refused with why. Inside a transaction.
 */
export async function bringGoods(ctx: Ctx, drafts: readonly GoodsDraft[]): Promise<Brought[]> {
  const categories = await readCategories(ctx);
  const brought: Brought[] = [];
  for (const draft of drafts) {
    let done: Brought | null = null;
    const error = await trySaved(ctx, async () => {
      done = await bring(ctx, draft, categories);
    });
    if (error !== null && !(error instanceof DomainError)) throw error;
    brought.push(error === null && done !== null ? done : { outcome: 'refused', error: error ?? missing() });
  }
  return brought;
}

async function bring(ctx: Ctx, draft: GoodsDraft, categories: Categories): Promise<Brought> {
  const known = await readKnown(
    ctx,
    draft.skus.map(({ code }) => code),
  );
  const owners = [...new Set(known.map(({ productId }) => productId))];
  if (owners.length > 1) throw catalogErrors.error('goods_of_two', { codes: known.map(({ code }) => code).join(' ') });
  const categoryId = draft.category === undefined ? null : categoryOf(draft.category, categories);
  const [productId] = owners;
  if (productId === undefined)
    return { outcome: 'new', productId: await saveProduct(ctx, newProduct(draft, categoryId)) };
  const before = inputOf(await getProduct(ctx, productId));
  const after = changedProduct(before, draft, categoryId, known);
  if (JSON.stringify(after) === JSON.stringify(before)) return { outcome: 'same', productId };
  // A save as any other: who has it open is told. From here on nobody else saves it, and what somebody just did is not undone.
  await countRevision(ctx, productId, null);
  const now = inputOf(await getProduct(ctx, productId));
  await saveProduct(ctx, changedProduct(now, draft, categoryId, known), productId);
  return { outcome: 'changed', productId };
}

type Known = { readonly id: string; readonly code: string; readonly productId: string };

async function readKnown(ctx: Ctx, codes: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select id, code, product_id from catalog.sku where code = any(${[...codes]}::text[])
  `.execute(ctx.db);
  return rows;
}

function inputOf(product: Awaited<ReturnType<typeof getProduct>>): ProductInput {
  const { id: _id, categoryName: _name, sale: _sale, sold: _sold, createdAt: _at, updatedAt: _then, ...rest } = product;
  return { ...rest, skus: rest.skus.map(({ available: _a, onHand: _o, reserved: _r, ...sku }) => sku) };
}

/** Ids by their names from above, and by their own name where only one has it. */
type Categories = ReadonlyMap<string, string | null>;

async function readCategories(ctx: Ctx): Promise<Categories> {
  const { rows } = await sql<{ id: string; name: string; path: string[] }>`
    select id, name, path from catalog.category
  `.execute(ctx.db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const found = new Map<string, string | null>();
  const put = (name: string, id: string) => found.set(name, found.has(name) && found.get(name) !== id ? null : id);
  for (const { id, name } of rows) put(steps(name), id);
  for (const { id, path } of rows)
    if (path.length > 1)
      put(
        path
          .toReversed()
          .map((above) => steps(names.get(above) ?? ''))
          .join('/'),
        id,
      );
  return found;
}

/** The way to a category as it is said, or its name, whatever stands around it. */
function steps(said: string): string {
  return said
    .split(/[/>＞／\\]/)
    .map((step) => step.trim())
    .filter(Boolean)
    .join('/');
}

function categoryOf(said: string, categories: Categories): string {
  const id = categories.get(steps(said));
  if (id === null) throw catalogErrors.error('goods_category_of_two', { category: said });
  if (id === undefined) throw catalogErrors.error('goods_category_unknown', { category: said });
  return id;
}

function missing(): DomainError {
  return catalogErrors.error('product_not_found');
}
