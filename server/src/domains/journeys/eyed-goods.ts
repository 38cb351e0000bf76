import { formatYuan } from '../../platform/money.ts';
import type { SkuFacts } from '../catalog/index.ts';
import type { RunContext } from './run.ts';

/** Goods that brought somebody in, with what a piece sold for then, in fen. */
export type Eyed = { readonly skuId: string; readonly price: number };

/** As a run's context keeps them, in the key `eyed`: `sku_1 1990,sku_2 500`. */
export function eyedText(goods: readonly Eyed[]): string {
  return goods.map(({ skuId, price }) => `${skuId} ${price}`).join(',');
}

export function readEyed({ eyed = '' }: RunContext): readonly Eyed[] {
  return eyed.split(',').flatMap((one) => {
    const [skuId = '', price = ''] = one.split(' ');
    return skuId === '' || !/^\d+$/.test(price) ? [] : [{ skuId, price: Number(price) }];
  });
}

/** Whether somebody who is told of it could have it. */
export function isToBeHad(sku: SkuFacts | undefined): sku is SkuFacts {
  return sku?.onSale ? Math.max(sku.available, sku.atStores) > 0 : false;
}

type Fallen = Eyed & { readonly productId: string; readonly name: string };

/** The names of `fallContext`. */
export const FALLEN = ['skuId', 'productId', 'product', 'price', 'fell', 'atMost'] as const;

/** What messages say of goods whose price fell, and what is asked again when they leave (`message-cause.ts`). */
export function fallContext(
  { skuId, productId, name, price }: Fallen,
  before: number,
): Record<(typeof FALLEN)[number], string> {
  return {
    skuId,
    productId,
    product: name,
    price: `¥${formatYuan(price, true)}`,
    fell: `¥${formatYuan(before - price, true)}`,
    atMost: String(price),
  };
}
