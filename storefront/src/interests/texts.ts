import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  noFavourites: ['还没有收藏', 'Nothing kept yet'],
  noFavouritesHint: ['在商品页点 ♡ 收藏，降价会告诉你', 'Tap ♡ on a product: you hear of it when it gets cheaper'],
  noFootprints: ['还没有浏览记录', 'Nothing seen yet'],
  noFootprintsHint: ['看过的商品会放在这里', 'What you look at is kept here'],
  cheaper: ['比收藏时便宜 ¥{amount}', '¥{amount} less than when kept'],
  soldOut: ['补货中', 'Out of stock'],
  offSale: ['已下架', 'Not sold any more'],
  letGo: ['取消收藏', 'Let go'],
  forget: ['删除', 'Delete'],
  clear: ['清空', 'Clear all'],
  clearAsk: ['清空浏览记录？', 'Clear what you have seen?'],
  clearHint: ['清空后不能恢复', 'It cannot be brought back'],
  seenAt: ['{at} 看过', 'Seen {at}'],
  end: ['— 已经到底啦 —', '— That is all —'],
});
