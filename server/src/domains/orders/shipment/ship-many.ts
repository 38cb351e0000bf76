import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { orderErrors } from '../errors.ts';
import { type ListedParcel, parcelsOf, unmarked } from './listed-parcels.ts';
import { shipOrder } from './ship.ts';

type RefusedParcel = {
  readonly row: number;
  readonly number: string;
  readonly code: string;
  readonly why: Words;
};

/** `known`: rows of parcels that had left before, as they are listed. */
type Outcome = { readonly shipped: number; readonly known: number; readonly refused: RefusedParcel[] };

/**
 * Ship what a list names: rows of one order with one waybill are one parcel. Each parcel leaves whole, in a transaction of its own, or not
 * at all: what cannot be shipped is told row by row, the rest has left. The same list once more ships nothing twice.
 */
export async function shipMany(ctx: Ctx, rows: readonly ListedParcel[]): Promise<Outcome> {
  const ids = await idsOf(ctx, rows);
  const refused: RefusedParcel[] = [];
  let [shipped, known] = [0, 0];
  for (const parcel of parcelsOf(rows)) {
    const refusal = parcel.refusal ?? (await shipOne(ctx, ids.get(parcel.number), parcel));
    if (refusal === 'known') known += parcel.rows.length;
    else if (refusal === null) shipped += 1;
    else {
      const why = words(refusal.text.zh, refusal.text.en);
      refused.push(...parcel.rows.map((row) => ({ row, number: parcel.number, code: refusal.code, why })));
    }
  }
  return { shipped, known, refused: refused.toSorted((a, b) => a.row - b.row) };
}

async function idsOf(ctx: Ctx, rows: readonly ListedParcel[]): Promise<ReadonlyMap<string, string>> {
  const { rows: found } = await sql<{ id: string; number: string }>`
    select id, number from orders.placed
    where number = any(${rows.map(({ number }) => unmarked(number))}::text[]) and ${inHerStores(ctx, sql`store_id`)}
  `.execute(ctx.db);
  return new Map(found.map(({ id, number }) => [number, id]));
}

type Parcel = ReturnType<typeof parcelsOf>[number];

async function shipOne(ctx: Ctx, id: string | undefined, parcel: Parcel): Promise<DomainError | 'known' | null> {
  try {
    if (id === undefined) throw orderErrors.error('not_found');
    const { company, waybill, goods } = parcel;
    const lines = goods === null ? undefined : await linesOf(ctx, id, goods);
    if (await isKnown(ctx, id, parcel, lines)) return 'known';
    await shipOrder(ctx, id, { company, waybill, lines });
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

type Lines = readonly { readonly lineId: string; readonly quantity: number }[];

/** Which lines of the order the goods are: what may still leave of each SKU, or as many as the list says. */
async function linesOf(ctx: Ctx, id: string, goods: NonNullable<Parcel['goods']>): Promise<Lines> {
  const { rows } = await sql<{ lineId: string; skuId: string; name: string; left: number; quantity: number }>`
    select order_id || '.' || position as line_id, sku_id, name, quantity - shipped_quantity - kept_quantity as left, quantity
    from orders.line where order_id = ${id} and sku_id is not null order by position
  `.execute(ctx.db);
  return goods.flatMap(({ sku, quantity }) => {
    const own = rows.filter(({ skuId }) => skuId === sku);
    if (own.length === 0) throw orderErrors.error('sku_not_in_order', { sku });
    let rest = quantity ?? own.reduce((sum, { left }) => sum + left, 0);
    return own.flatMap(({ lineId, left }, at) => {
      // What is too much stays with the last, whose check says how much is left.
      const taken = at === own.length - 1 ? rest : Math.min(rest, left);
      rest -= taken;
      return taken > 0 ? [{ lineId, quantity: taken }] : [];
    });
  });
}

/** It left before, with the same carrier and, where the list says what is in it, the same goods. */
async function isKnown(ctx: Ctx, id: string, { company, waybill, goods }: Parcel, lines: Lines | undefined) {
  const { rows } = await sql<{ company: string; goods: { sku: string | null; quantity: number }[] }>`
    select p.company, (select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku_id, 'quantity', (w ->> 'quantity')::int)), '[]')
      from jsonb_array_elements(p.lines) as w join orders.line l on l.order_id = p.order_id and l.position = (w ->> 'position')::int
    ) as goods
    from orders.parcel p where p.order_id = ${id} and p.waybill = ${waybill}
  `.execute(ctx.db);
  const [sent] = rows;
  if (!sent || sent.company !== company) return false;
  if (goods === null || lines === undefined) return true;
  const units = (sku: string) =>
    sent.goods.filter((one) => one.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);
  const all = sent.goods.every(({ sku }) => goods.some((one) => one.sku === sku));
  return all && goods.every(({ sku, quantity }) => units(sku) > 0 && (quantity === null || units(sku) === quantity));
}
