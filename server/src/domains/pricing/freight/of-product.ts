import { placeText } from '@huoshui/contracts/place';
import type { Ctx } from '../../../platform/ctx.ts';
import { platformErrors } from '../../../platform/platform-errors.ts';
import { findProductSkus } from '../../catalog/index.ts';
import { addresses } from '../../members/index.ts';
import { freight } from './terms.ts';

/** What sending one piece of a product costs to where she usually has it sent; of several SKUs the cheapest is looked at. */
export async function readProductFreight(ctx: Ctx, productId: string) {
  const skus = (await findProductSkus(ctx, [productId])).get(productId) ?? [];
  if (skus.length === 0) throw platformErrors.error('not_found');
  const place =
    ctx.actor.kind === 'member' ? (await addresses.usual(ctx, [ctx.actor.id])).get(ctx.actor.id) : undefined;
  const terms = await freight.terms(ctx, Promise.resolve(skus));
  const lines = skus
    .slice(0, 1)
    .map(({ id, weight, freightTemplateId }) => ({ skuId: id, quantity: 1, weight, freightTemplateId }));
  const { rule, undeliverable } = freight.of(terms, lines, place ?? null);
  return {
    to: place === undefined ? null : placeText(place),
    deliverable: undeliverable.length === 0,
    fee: rule.fee,
    freeFrom: rule.freeFrom,
  };
}
