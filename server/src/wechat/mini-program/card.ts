import type { WechatTransport } from '../transport.ts';

/** 2001 购物（实体物流）服务动态: the card of an order whose goods are sent. */
const GOODS_SENT = 2001;

/**
 * What the card shows, by the numbers of its documents: 2 待发货, 3 部分发货, 4 已发货. It may go from 2 to 3 and 4, and from 3 to 4.
 * Of what comes after 4 (signed for, finished, given back) the pages that we have are silent.
 */
export type CardStatus = 2 | 3 | 4;

export type ServiceCard = {
  readonly openid: string;
  /** WeChat's number of the payment: it is the code of the card, in the app in which it was paid only. */
  readonly transactionId: string;
  readonly status: CardStatus;
  /** Page and query that a tap opens. */
  readonly page: string;
  readonly count: number;
  readonly goods: readonly {
    readonly image: string;
    readonly name: string;
    readonly page: string;
    readonly count: number;
    /** Fen. */
    readonly price: number;
  }[];
  /** Given with the first: within 24 hours of the payment. After it, thirty days of changes. */
  readonly activate?: { readonly paidAmount: number; readonly paidAt: Date };
};

/**
 * setUserNotify: activates or changes a card; no permission of hers and no template id is needed. WechatError 85437: it does not
 * know the payment, which passes within a minute; 85431: busy; 85433 and 85434: refused; 85438: its time is over.
 */
export async function setServiceCard(transport: WechatTransport, card: ServiceCard): Promise<void> {
  const content = {
    cur_status: card.status,
    wxa_path_query: card.page,
    ...(card.status === 2
      ? {
          product_count: card.count,
          product_list: {
            info_list: card.goods.map(({ image, name, page, count, price }) => ({
              product_img: image,
              product_name: name,
              product_path_query: page,
              count,
              single_price: price,
            })),
          },
        }
      : {}),
  };
  const check = card.activate && {
    pay_amount: card.activate.paidAmount,
    pay_time: Math.floor(card.activate.paidAt.getTime() / 1000),
  };
  await transport.json({
    method: 'POST',
    path: '/wxa/set_user_notify',
    body: {
      openid: card.openid,
      notify_type: GOODS_SENT,
      notify_code: card.transactionId,
      content_json: JSON.stringify(content),
      check_json: check && JSON.stringify(check),
    },
  });
}
