import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { shippingFee } from '../shipping.ts';
import { type Freight, type FreightLine, freightOf, type ShopTerms } from './fee.ts';
import type { Place } from './place.ts';
import type { FreightTemplate, FreightValues } from './template.ts';

/** What sending costs now: the shop's own terms, and the templates that some goods name. */
export type FreightTerms = {
  readonly shop: ShopTerms;
  readonly templates: ReadonlyMap<string, FreightTemplate>;
};

export const freight = { terms: readTerms, of: costOf, fee: shippingFee, most: readMost };

/** Templates are read only where goods name one: a shop without any asks as it always did. */
async function readTerms(
  ctx: Ctx,
  named: Promise<readonly { readonly freightTemplateId: string | null }[]>,
): Promise<FreightTerms> {
  const [{ shipping: shop }, skus] = await Promise.all([getSetting(ctx, shopSettings), named]);
  const ids = [...new Set(skus.flatMap(({ freightTemplateId }) => freightTemplateId ?? []))];
  if (ids.length === 0) return { shop, templates: new Map() };
  const { rows } = await sql<{ id: string; values: FreightValues }>`
    select id, values from pricing.freight_template where id = any(${ids}::text[])
  `.execute(ctx.db);
  return { shop, templates: new Map(rows.map(({ id, values }) => [id, { id, ...values }])) };
}

function costOf({ shop, templates }: FreightTerms, lines: readonly FreightLine[], place: Place | null): Freight {
  return freightOf(lines, templates, shop, place);
}

/**
 * What a fee can be: `usual` by the shop's own terms; `most` is null once there are templates, for who can say how much a
 * parcel will weigh.
 */
async function readMost(ctx: Ctx): Promise<{ readonly usual: number; readonly most: number | null }> {
  const [{ shipping }, { rows }] = await Promise.all([
    getSetting(ctx, shopSettings),
    sql<{ id: string }>`select id from pricing.freight_template limit 1`.execute(ctx.db),
  ]);
  return { usual: shipping.fee, most: rows.length > 0 ? null : shipping.fee };
}
