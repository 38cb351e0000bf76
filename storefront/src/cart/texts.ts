import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  offSale: ['已下架', 'Not sold any more'],
  soldOut: ['补货中', 'Out of stock'],
  left: ['仅剩 {n} 件', 'Only {n} left'],
  added: ['已加入购物车', 'Added to cart'],
  toAdd: ['去凑单', 'Add more'],
  all: ['全选', 'All'],
  total: ['合计', 'Total'],
  withShipping: ['含运费 ¥{amount}', 'with ¥{amount} delivery'],
  checkout: ['结算', 'Check out'],
  sums: ['金额明细', 'How it adds up'],
  empty: ['购物车还是空的', 'Your cart is empty'],
  emptyHint: ['去挑点新鲜的，晚饭就有着落了', 'Pick something fresh, and dinner is settled'],
  dead: ['暂时买不了', 'Cannot be bought now'],
  clear: ['清空', 'Clear'],
  clearAsk: ['把暂时买不了的都移出购物车？', 'Remove all that cannot be bought now?'],
  remove: ['移出购物车', 'Remove from cart'],
  removeAsk: ['不要“{name}”了吗？', 'Remove “{name}”?'],
  removeYes: ['移出', 'Yes'],
});
