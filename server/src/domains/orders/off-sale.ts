import { words } from '@huoshui/contracts/words';
import { shanghaiMoment } from '../../platform/calendar.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { SkuFacts } from '../catalog/index.ts';
import { orderErrors } from './errors.ts';

/** Why a SKU cannot be bought now, whatever its stock: it may be later, or is not sold any more. Null: it can. */
export function notOnSale(skuId: string, sku: SkuFacts | undefined): DomainError | null {
  if (sku?.onSale) return null;
  const name = sku?.name ?? words('商品', 'The product');
  if (!sku?.opensAt) return orderErrors.error('off_sale', { skuId, name });
  const { day, time } = shanghaiMoment(sku.opensAt);
  const at = words(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${time}`, `${day} ${time}`);
  return orderErrors.error('not_yet', { skuId, name, at });
}
