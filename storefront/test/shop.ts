import type { Order } from '../src/orders/words.ts';
import type { Answer } from './wx.ts';

const strawberry = {
  id: 'prd_1',
  name: '丹东 99 红颜草莓',
  subtitle: '清晨现摘',
  image: null,
  categoryId: 'cat_1',
  price: 2890,
  memberPrice: 2590,
  listPrice: null,
  tags: ['当季'],
  sold: 12,
  soldOut: false,
  skuId: 'sku_1',
};
const sku = {
  id: 'sku_1',
  code: 'a',
  values: [],
  price: 2890,
  memberPrice: 2590,
  listPrice: null,
  image: null,
  available: 9,
};
const page = (items: readonly unknown[]) => ({ items, nextCursor: null });

/** A server that knows nothing. */
export const nothing: Answer = () => ({
  status: 404,
  data: { error: { code: 'http.not_found', message: '没有找到', requestId: 'r' } },
});

/** A shop with one product and a cart that remembers, just enough to walk through. It forgets the first `sessions`. */
export function smallShop({ forgets = 0 } = {}): Answer {
  let inCart = 0;
  let sessions = 0;
  const cart = () => ({
    items:
      inCart === 0
        ? []
        : [
            {
              ...sku,
              skuId: sku.id,
              productId: 'prd_1',
              name: strawberry.name,
              quantity: inCart,
              selected: true,
              limit: null,
              state: 'ok',
              opensAt: null,
            },
          ],
    quote: null,
  });
  const answers: Record<string, (body: unknown) => unknown> = {
    'POST /api/shop/session': () => {
      sessions += 1;
      return { token: `token-${sessions}` };
    },
    'GET /api/shop/settings': () => ({
      name: '活水鲜生',
      notice: '冷链到家',
      servicePhone: '',
      shipping: { fee: 600, freeFrom: 5900 },
      hotWords: [],
      sandbox: false,
      templates: {},
    }),
    'GET /api/shop/page': () => ({
      id: null,
      version: 0,
      name: '',
      blocks: [
        {
          key: 'search',
          content: { kind: 'search', words: [], notice: '冷链到家', freeFrom: 5900 },
        },
        { key: 'shelves', content: { kind: 'categories', items: [{ id: 'cat_1', name: '时令水果', icon: null }] } },
        { key: 'feed', content: { kind: 'feed', title: '', categoryId: null, ...page([strawberry]) } },
      ],
    }),
    'GET /api/shop/categories': () => ({ items: [{ id: 'cat_1', name: '时令水果', parentId: null, icon: null }] }),
    'GET /api/shop/products': () => page([strawberry]),
    'GET /api/shop/products/prd_1': () => ({
      ...strawberry,
      categoryName: '时令水果',
      status: 'on_sale',
      images: [],
      options: [],
      skus: [sku],
      detail: ['单层码放'],
      detailImages: [],
      video: null,
      care: '不要提前洗',
      origin: '辽宁丹东',
      limitPerOrder: null,
      limitPerMember: null,
      limitDays: null,
      saleFrom: null,
      saleUntil: null,
      sale: 'open',
    }),
    'GET /api/shop/products/prd_1/offers': () => ({
      price: 2590,
      afterCoupon: null,
      explanation: '',
      mine: [],
      takeable: [],
    }),
    'GET /api/shop/me': () => ({
      nickname: '顾客 0001',
      avatar: null,
      phoneMasked: null,
      createdAt: '2026-11-01T02:00:00Z',
    }),
    'GET /api/shop/coupon-center': () => ({ items: [] }),
    'GET /api/shop/cart': cart,
    'PUT /api/shop/cart/sku_1': (body) => {
      inCart = Number(Reflect.get(Object(body), 'quantity'));
      return cart();
    },
    'POST /collect': () => ({ accepted: 1, duplicates: 0, rejected: [] }),
  };
  return (request) => {
    const { method, path, body, headers } = request;
    const route = `${method} ${path.split('?')[0]}`;
    const signedOut = route !== 'POST /api/shop/session' && headers.authorization !== `Bearer token-${forgets + 1}`;
    if (signedOut)
      return { status: 401, data: { error: { code: 'auth.expired', message: '请重新登录', requestId: 'r' } } };
    const answer = answers[route];
    return answer === undefined ? nothing(request) : { status: 200, data: answer(body) };
  };
}

/** As the server tells one that WeChat watches over. */
export const shippedOrder = {
  id: 'ord_1',
  number: 'HS1',
  state: 'shipped',
  service: null,
  lines: [],
  goodsAmount: 3990,
  discountAmount: 0,
  shippingFee: 0,
  payable: 3990,
  paid: 3990,
  refunded: 0,
  discounts: [],
  address: null,
  note: '',
  pickup: null,
  unsent: 0,
  slot: null,
  parcels: [
    {
      no: 1,
      way: 'express',
      company: '圆通',
      waybill: 'YT1',
      shippedAt: '2026-11-21T08:00:00.000Z',
      goods: '花茶 ×1',
      lines: [],
      replacement: false,
    },
  ],
  confirm: { app: 'wx0000000000000000', merchantId: '1600000001', merchantTradeNo: 'HS1-2', transactionId: '4200001' },
  payCoupons: null,
  refunds: [],
  timeline: [],
  holds: [],
  expiresAt: null,
  createdAt: '2026-11-21T07:00:00.000Z',
  paidAt: '2026-11-21T07:05:00.000Z',
} satisfies Order;
