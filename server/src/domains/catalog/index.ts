// catalog owns what can be bought: categories, products, SKUs, prices and stock. Stock moves by sets: reserved when an
// order is placed, committed when it is paid, released or returned otherwise. A statement stands beside its use case.
import { commitStock, lockStock, releaseStock, reserveStock, returnStock, shelfKey, writeOffStock } from './stock.ts';

export { readBranches } from './category.ts';
export { findProducts } from './find-products.ts';
export { findProductSkus, findSkus, type SkuFacts, sellsFor } from './find-skus.ts';
export type { Brought } from './goods-file/bring-goods.ts';
export type { GoodsDraft, SkuDraft } from './goods-file/goods-draft.ts';
export { type ShelfGoods, shelf } from './shelf.ts';

export const stock = {
  key: shelfKey,
  lock: lockStock,
  reserve: reserveStock,
  release: releaseStock,
  commit: commitStock,
  takeBack: returnStock,
  writeOff: writeOffStock,
};
