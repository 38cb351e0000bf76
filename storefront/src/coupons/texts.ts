import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  tenths: ['{tenths}', '{percent}'],
  off: ['折', '% off'],
  freeShipping: ['包邮', 'Free delivery'],
  threshold: ['满 {amount} 可用', 'Over ¥{amount}'],
  noThreshold: ['无门槛', 'No minimum'],
  cap: [' · 最多减 {amount}', ' · up to ¥{amount} off'],
  onlyFor: ['仅限「{names}」', 'Only for {names}'],
  between: ['、', ', '],
  all: ['全场可用', 'For everything'],
  categories: ['指定品类可用', 'For certain categories'],
  products: ['指定商品可用', 'For certain products'],
  except: ['部分商品除外', 'With exceptions'],
  got: ['领到了，下单时自动用上', 'Yours now, it is used when you order'],
  none: ['手里还没有券', 'No coupons yet'],
  nothing: ['这里是空的', 'Nothing here'],
  noneHint: ['下面能领的先领上', 'Take those below first'],
  more: ['还能领', 'More to take'],
  until: ['{left} · 至 {day}', '{left} · until {day}'],
  use: ['去使用', 'Use it'],
  early: ['未到时间', 'Not yet'],
});
