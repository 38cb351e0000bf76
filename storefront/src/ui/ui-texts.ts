import { defineTexts } from './texts.ts';

/** What every room says: asking, failing, waiting, times. */
export const t = defineTexts({
  offline: ['没有连上网络', 'No connection'],
  notLoaded: ['没有加载出来', 'Could not load'],
  again: ['再试一次', 'Try again'],
  // WeChat takes four characters on the buttons of a question.
  ok: ['确定', 'OK'],
  think: ['再想想', 'No'],
  gotIt: ['知道了', 'OK'],
  choose: ['选择', 'Choose'],
  fewer: ['减少', 'Fewer'],
  more: ['增加', 'More'],
  close: ['关闭', 'Close'],
  loading: ['正在加载…', 'Loading…'],
  today: ['今天 {time}', 'Today {time}'],
  yesterday: ['昨天 {time}', 'Yesterday {time}'],
  over: ['已到期', 'Expired'],
  soon: ['即将到期', 'Ends soon'],
  daysLeft: ['还剩 {n} 天', '{n} {n|day|days} left'],
  hoursLeft: ['还剩 {n} 小时', '{n} {n|hour|hours} left'],
  freeShipping: ['免运费', 'Free delivery'],
  goods: ['商品金额', 'Goods'],
  shipping: ['运费', 'Delivery'],
  saved: ['已省 ¥{amount}', '¥{amount} saved'],
  toShop: ['去逛逛', 'Go shopping'],
  pictureAdd: ['添加图片', 'Add'],
  pictureSending: ['上传中', 'Sending'],
  pictureNth: ['图片 {n}', 'Picture {n}'],
  pictureDrop: ['去掉图片 {n}', 'Remove picture {n}'],
});
