import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { catalogErrors } from './errors.ts';
import { findProducts } from './find-products.ts';
import { tellPrices } from './price-history.ts';
import { readWindow } from './sale.ts';
import { INDEX_VERSION } from './search-terms.ts';
import { checkSkus, keyOf, type OptionInput, type SkuInput } from './sku-matrix.ts';
import { writeLedger } from './stock.ts';
import { namesOfPaths, type Terms, termsOf } from './terms.ts';

export type ProductInput = {
  readonly name: string;
  readonly subtitle?: string | undefined;
  readonly categoryId: string;
  readonly images: readonly string[];
  readonly video?: string | null | undefined;
  readonly options?: readonly OptionInput[] | undefined;
  readonly skus: readonly SkuInput[];
  readonly detail?: readonly string[] | undefined;
  readonly detailImages?: readonly string[] | undefined;
  readonly care?: string | undefined;
  readonly origin?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly limitPerOrder?: number | null | undefined;
  readonly limitPerMember?: number | null | undefined;
  readonly limitDays?: number | null | undefined;
  readonly freightTemplateId?: string | null | undefined;
  readonly pickup?: boolean | undefined;
  /** ISO 8601; from the first on, until the second, which is no part of it. */
  readonly saleFrom?: string | null | undefined;
  readonly saleUntil?: string | null | undefined;
  readonly sort?: number | undefined;
  readonly status?: 'draft' | 'on_sale' | 'off_sale' | undefined;
};

/** Create a product, or replace the one with `id` whole. SKUs that are no longer named are retired. Answers its id. */
export async function saveProduct(ctx: Ctx, input: ProductInput, id?: string): Promise<string> {
  checkSkus(input.options ?? [], input.skus);
  const window = readWindow(input);
  return inTransaction(ctx, async (ctx) => {
    const categories = (await namesOfPaths(ctx, [input.categoryId])).get(input.categoryId);
    if (!categories) throw catalogErrors.error('category_not_found');
    const before = id ? (await findProducts(ctx, [id])).get(id) : undefined;
    if (id && !before) throw catalogErrors.error('product_not_found');
    await refuseUnknownFreight(ctx, input.freightTemplateId ?? null, id ?? null);
    const key = id ?? newId('prd');
    const terms = termsOf({ name: input.name, subtitle: input.subtitle ?? '', tags: input.tags ?? [] }, categories);
    const status = input.status ?? before?.status ?? 'draft';
    await writeProduct(ctx, key, { ...input, ...window, status }, terms).catch((error: unknown) => {
      throw isFreightGone(error) ? catalogErrors.error('freight_not_found') : error;
    });
    if (!before) await enterRank(ctx, key);
    await writeSkus(ctx, key, input.skus);
    await tellPrices(ctx, { id: key, name: input.name });
    return key;
  });
}

/** Who sends goods by a template names one that is there; what is saved already stays, and the database holds it. */
async function refuseUnknownFreight(ctx: Ctx, template: string | null, id: string | null): Promise<void> {
  if (template === null) return;
  const { rows } = await sql`
    select 1 from catalog.product where id = ${id} and freight_template_id = ${template}
  `.execute(ctx.db);
  if (rows.length > 0) return;
  const names = await ctx.names(ctx, [{ of: 'freight_template', id: template }]);
  if (names('freight_template', template) === null) throw catalogErrors.error('freight_not_found');
}

/** Taken away between the look and the save: the database says so. */
function isFreightGone(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'product_freight_template_id_fkey';
}

/** Throws `catalog.product_not_found`, and `no_picture` where it would go on sale without one: a file brings none. */
export async function setStatus(ctx: Ctx, id: string, status: 'draft' | 'on_sale' | 'off_sale'): Promise<void> {
  const { numAffectedRows } = await sql`
    update catalog.product set status = ${status}, updated_at = ${ctx.now()}
    where id = ${id} and (${status} <> 'on_sale' or images <> '{}')
  `.execute(ctx.db);
  if (Number(numAffectedRows) > 0) return;
  const { rows } = await sql`select from catalog.product where id = ${id}`.execute(ctx.db);
  throw catalogErrors.error(rows.length > 0 ? 'no_picture' : 'product_not_found');
}

type Written = Omit<ProductInput, 'saleFrom' | 'saleUntil'> & ReturnType<typeof readWindow>;

async function writeProduct(ctx: Ctx, id: string, input: Written, terms: Terms): Promise<void> {
  const prices = input.skus.map((sku) => sku.price);
  const cheapest = input.skus.find(({ price }) => price === Math.min(...prices));
  await sql`
    insert into catalog.product (id, name, subtitle, category_id, status, images, video, options, detail, detail_images, care, origin, tags,
      limit_per_order, limit_per_member, limit_days, freight_template_id, pickup, sale_from, sale_until, sort, price_from, price_to, sells_from, search_terms, own_terms, terms_version, created_at, updated_at)
    values (${id}, ${input.name}, ${input.subtitle ?? ''}, ${input.categoryId}, ${input.status}, ${input.images}, ${input.video ?? null},
      ${JSON.stringify(input.options ?? [])}::jsonb, ${input.detail ?? []}, ${input.detailImages ?? []}, ${input.care ?? ''}, ${input.origin ?? ''},
      ${input.tags ?? []}, ${input.limitPerOrder ?? null}, ${input.limitPerMember ?? null},
      ${input.limitPerMember ? (input.limitDays ?? null) : null}, ${input.freightTemplateId ?? null}, ${input.pickup ?? true}, ${input.saleFrom}::timestamptz, ${input.saleUntil}::timestamptz, ${input.sort ?? 0}, ${Math.min(...prices)},
      ${Math.max(...prices)}, ${cheapest?.memberPrice ?? Math.min(...prices)}, ${[...terms.all]}, ${[...terms.own]}, ${INDEX_VERSION}, ${ctx.now()}, ${ctx.now()})
    on conflict (id) do update set name = excluded.name, subtitle = excluded.subtitle,
      category_id = excluded.category_id, status = excluded.status, images = excluded.images, video = excluded.video,
      options = excluded.options, detail = excluded.detail, detail_images = excluded.detail_images, care = excluded.care, origin = excluded.origin,
      tags = excluded.tags, limit_per_order = excluded.limit_per_order,
      limit_per_member = excluded.limit_per_member, limit_days = excluded.limit_days,
      freight_template_id = excluded.freight_template_id, pickup = excluded.pickup, sale_from = excluded.sale_from, sale_until = excluded.sale_until, sort = excluded.sort,
      price_from = excluded.price_from, price_to = excluded.price_to, sells_from = excluded.sells_from, search_terms = excluded.search_terms,
      own_terms = excluded.own_terms, terms_version = excluded.terms_version,
      updated_at = excluded.updated_at
  `.execute(ctx.db);
}

/** It has sold nothing yet; one that was there keeps its number. */
async function enterRank(ctx: Ctx, id: string): Promise<void> {
  await sql`insert into catalog.sold_rank (product_id) values (${id}) on conflict do nothing`.execute(ctx.db);
}

type KnownSku = {
  readonly id: string;
  readonly code: string;
  readonly values: readonly string[];
  readonly retired: boolean;
};

/** A SKU keeps its row, and with it stock and history, when it is named by id or comes back with the same values. */
async function writeSkus(ctx: Ctx, productId: string, skus: readonly SkuInput[]): Promise<void> {
  const { rows: known } = await sql<KnownSku>`
    select id, code, option_values as values, retired from catalog.sku where product_id = ${productId}
  `.execute(ctx.db);
  const claimed = new Set<string>();
  const written = skus.map((sku, position) => {
    const named = sku.id ? known.find((k) => k.id === sku.id) : undefined;
    if (sku.id && !named) throw catalogErrors.error('sku_not_found');
    const old = named ?? known.find((k) => keyOf(k.values) === keyOf(sku.values) && !claimed.has(k.id));
    const id = old?.id ?? newId('sku');
    claimed.add(id);
    return {
      id,
      isNew: !old,
      code: sku.code || old?.code || `S${id.slice(-10).toUpperCase()}`,
      option_values: sku.values,
      price: sku.price,
      member_price: sku.memberPrice ?? null,
      list_price: sku.listPrice ?? null,
      cost_price: sku.costPrice ?? null,
      image: sku.image ?? null,
      weight: sku.weight ?? null,
      position,
      on_hand: sku.onHand ?? 0,
    };
  });
  await refuseTakenCodes(ctx, written);
  // Retired first: two SKUs may swap their values in one save.
  await sql`update catalog.sku set retired = true where product_id = ${productId}`.execute(ctx.db);
  await sql`
    insert into catalog.sku (id, product_id, code, option_values, price, member_price, list_price, cost_price, image, weight, position)
    select id, ${productId}, code, option_values, price, member_price, list_price, cost_price, image, weight, position
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w (id text, code text, option_values jsonb, price int,
      member_price int, list_price int, cost_price int, image text, weight int, position int)
    on conflict (id) do update set code = excluded.code, option_values = excluded.option_values, price = excluded.price,
      member_price = excluded.member_price, list_price = excluded.list_price, cost_price = excluded.cost_price,
      image = excluded.image, weight = excluded.weight, position = excluded.position, retired = false
  `.execute(ctx.db);
  await openStock(
    ctx,
    written.filter((sku) => sku.isNew),
  );
}

async function openStock(ctx: Ctx, skus: readonly { readonly id: string; readonly on_hand: number }[]): Promise<void> {
  if (skus.length === 0) return;
  await sql`
    insert into catalog.stock (sku_id, on_hand)
    select * from unnest(${skus.map((s) => s.id)}::text[], ${skus.map((s) => s.on_hand)}::int[])
  `.execute(ctx.db);
  const units = skus
    .filter((s) => s.on_hand > 0)
    .map((s) => ({ skuId: s.id, quantity: s.on_hand, reason: '期初库存' }));
  await writeLedger(ctx, 'opening', units);
}

async function refuseTakenCodes(
  ctx: Ctx,
  skus: readonly { readonly id: string; readonly code: string }[],
): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select code from catalog.sku
    where code = any(${skus.map((s) => s.code)}::text[]) and not id = any(${skus.map((s) => s.id)}::text[])
  `.execute(ctx.db);
  const code = rows[0]?.code;
  if (code === undefined) return;
  throw catalogErrors.error('code_taken', { code, index: skus.findIndex((sku) => sku.code === code) });
}
