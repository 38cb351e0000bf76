import { randomUUID } from 'node:crypto';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import type { Shop } from './shop.ts';

export const DAY_MS = 86_400_000;

export type Shopper = {
  /** Her number in the sandbox. */
  readonly wechatId: string;
  readonly memberId: string;
  readonly token: string;
  readonly addressId: string;
};

type Place = Pick<Shop, 'api' | 'phone'>;

/** Somebody with a phone signs in for the first time and writes down where she lives. */
export async function newShopper(shop: Place, label = '模拟顾客'): Promise<Shopper> {
  const { id: wechatId } = await shop.phone.create(label);
  const { token, member } = await signIn(shop, wechatId);
  return { wechatId, memberId: member.id, token, addressId: await writeAddress(shop, token, label) };
}

/** By the account she has in an app; in the main one unless said. */
export async function signIn({ api, phone }: Place, wechatId: string, app?: string) {
  const code = await phone.loginCode(wechatId, app);
  return api('POST /api/shop/session', { body: { code, ...(app ? { app } : {}) } });
}

/** Where she lives; answers the address's id. */
export async function writeAddress({ api }: Pick<Shop, 'api'>, token: string, name = '张三'): Promise<string> {
  const { id } = await api('POST /api/shop/addresses', {
    token,
    body: {
      name,
      phone: '13800138000',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      street: '漕溪北路 1 号',
    },
  });
  return id;
}

/** She who is signed in by this token orders one piece of a product of its own; answers the order's id. */
export async function orderOne(shop: Pick<Shop, 'api' | 'app'>, token: string): Promise<string> {
  const { skuId } = await createProduct(shop.app.ctx, { price: 5_000, stock: 9 });
  const addressId = await writeAddress(shop, token);
  return (await order(shop, { token, addressId }, [{ skuId, quantity: 1 }])).id;
}

type Lines = readonly { readonly skuId: string; readonly quantity: number }[];

/** Place an order at the price the shop tells, with the offers it chose. */
export async function order(
  { api }: Pick<Shop, 'api'>,
  { token, addressId }: Pick<Shopper, 'token' | 'addressId'>,
  lines: Lines,
  points = 0,
) {
  const quote = await api('POST /api/shop/quote', { token, body: { lines: [...lines], points } });
  const placed = await api('POST /api/shop/orders', {
    token,
    body: { lines: [...lines], points, offers: quote.chosen, addressId, expectedPayable: quote.payable },
    key: randomUUID(),
  });
  return { ...placed, quote };
}

/** Open the sheet of WeChat Pay for an order and pay on it; tells whether it went through. */
export async function pay({ api, phone }: Pick<Shop, 'api' | 'phone'>, shopper: Shopper, orderId: string) {
  const params = await api('POST /api/shop/orders/:id/payment', { token: shopper.token, params: { id: orderId } });
  return phone.pay(shopper.wechatId, params);
}

/** What her phone noticed of what she did. */
export async function track(
  { api, app }: Pick<Shop, 'api' | 'app'>,
  shopper: Shopper,
  events: readonly {
    name: string;
    page?: string;
    productId?: string;
    categoryId?: string;
    orderId?: string;
    props?: Readonly<Record<string, string | number | boolean>>;
  }[],
) {
  const now = app.ctx.now();
  const start = now.getTime() - events.length * 1000;
  const session = randomUUID();
  return api('POST /collect', {
    token: shopper.token,
    body: {
      sentAt: now.toISOString(),
      events: events.map((event, at) => ({
        ...event,
        id: randomUUID(),
        session,
        ts: new Date(start + at * 1000).toISOString(),
      })),
    },
  });
}
