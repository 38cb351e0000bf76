import { type WordsOf, words } from '../words.ts';

/** What a shopper asks for. */
export const afterSaleKind = {
  refund: words('仅退款', 'Refund only'),
  return: words('退货退款', 'Return and refund'),
  exchange: words('换货', 'Exchange'),
} as const;

/** The same, as it is explained to her. */
export const afterSaleHint = {
  refund: words('没收到，或和店家说好不用退货', 'It did not come, or the shop needs nothing back'),
  return: words('把商品寄回，店家收到后退款', 'You send it back, the shop refunds you once it is there'),
  exchange: words('把商品寄回，换一件同样的', 'You send it back and get another of the same'),
} as const satisfies WordsOf<keyof typeof afterSaleKind>;

/** What the house does with requests that nobody answered in time. */
export const unansweredRule = {
  remind: words('一直提醒，由人处理', 'Keep reminding, a person decides'),
  agree: words('自动同意', 'Agree by itself'),
} as const;

/** What waits for a person of the house. */
export const afterSaleTodo = {
  decide: words('待处理', 'To decide'),
  inspect: words('待验收', 'To inspect'),
  replace: words('待补寄换货', 'Replacement to send'),
  answer: words('留言待回复', 'Message to answer'),
  overdue: words('已超时', 'Overdue'),
} as const;

/** What is told to her about her request, besides refusals and money. */
export const afterSaleStep = {
  return_agreed: words('店家同意了，请寄回商品', 'The shop agreed: please send it back'),
  message: words('店家回复了你的售后留言', 'The shop answered your message'),
  arrived: words('店家已收到你寄回的商品', 'The shop has what you sent back'),
  replacement_agreed: words('店家同意换货，会直接补寄给你', 'The shop agreed and sends you another one'),
  replacement_sent: words('换货商品已寄出', 'Your replacement is on its way'),
  lapsed: words('超时未寄回，售后已关闭', 'Not sent back in time: the request is closed'),
} as const;

export const messageSide = {
  shopper: words('买家', 'Shopper'),
  shop: words('店家', 'Shop'),
} as const;
