import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createHttp } from '../http.ts';
import type { WechatConfig } from '../index.ts';
import { createPayClient } from './client.ts';
import { createExchange } from './exchange.ts';
import { type NotifyOutcome, readNotification } from './notify.ts';
import {
  createProduct,
  type OfCoupon,
  type ProductCoupon,
  type ProductOrder,
  type ProductStock,
  queryCoupon,
  queryStock,
  sendCoupon,
  setNotices,
  stopStock,
  type Turn,
  turnCoupon,
  uploadPicture,
} from './product-coupon.ts';
import type { Headers } from './signature-headers.ts';
import { createVerifiers } from './verifiers.ts';

/** What 品牌经营平台 gives out. WeChat's answers to a brand are signed by its public key alone; by the merchant's where none is named. */
export type BrandConfig = {
  readonly brandId: string;
  readonly serial: string;
  readonly privateKeyPem: string;
  readonly apiV3Key: string;
  readonly publicKeyId?: string;
  readonly publicKeyPem?: string;
};

/** 商品券 of the shop's own brand. Every call has a number of ours: the same number with the same words is the same deed. */
export type Brand = {
  /** The address of a picture as coupons take it. */
  uploadPicture(picture: { readonly name: string; readonly bytes: Buffer }): Promise<string>;
  /** Where WeChat tells that somebody was given one. Has to be set before the first is made. */
  setNotices(url: string): Promise<void>;
  createProduct(order: ProductOrder): Promise<ProductStock>;
  queryStock(of: Pick<ProductStock, 'productId' | 'stockId'>): Promise<ProductStock | null>;
  stopStock(of: Pick<ProductStock, 'productId' | 'stockId'>, number: string, reason: string): Promise<void>;
  /** She sees it, and can use it once it is confirmed. */
  sendCoupon(of: OfCoupon): Promise<ProductCoupon>;
  turnCoupon(of: OfCoupon, turn: Turn): Promise<ProductCoupon>;
  queryCoupon(of: OfCoupon): Promise<ProductCoupon | null>;
  readNotification(delivery: { readonly headers: Headers; readonly body: Buffer }): Promise<NotifyOutcome>;
};

/** Throws at once when a key does not parse. */
export function createBrand(
  { brandId, serial, privateKeyPem, apiV3Key, ...own }: BrandConfig,
  { pay, now, log, retry, timeoutMs }: Pick<WechatConfig, 'pay' | 'now' | 'log' | 'retry' | 'timeoutMs'>,
): Brand {
  const { publicKeyId, publicKeyPem } = { ...pay, ...own };
  if (publicKeyId === undefined || publicKeyPem === undefined)
    throw new Error('a brand needs the public key of WeChat Pay: its API has no certificates');
  const publicKey = { id: publicKeyId, key: createPublicKey(publicKeyPem) };
  const exchange = createExchange({
    ...{ baseUrl: pay.baseUrl, signer: { brandId, serial, privateKey: createPrivateKey(privateKeyPem) } },
    ...{ publicKeyId, http: createHttp({ timeoutMs }), now, log },
  });
  const verifiers = createVerifiers({ publicKey, download: async () => [], now, log });
  const client = createPayClient({ exchange, verifiers, now, log, retry });
  return {
    uploadPicture: async (picture) => uploadPicture(client, picture),
    setNotices: async (url) => setNotices(client, url),
    createProduct: async (order) => createProduct(client, order),
    queryStock: async (of) => queryStock(client, of),
    stopStock: async (of, number, reason) => stopStock(client, of, number, reason),
    sendCoupon: async (of) => sendCoupon(client, of),
    turnCoupon: async (of, turn) => turnCoupon(client, of, turn),
    queryCoupon: async (of) => queryCoupon(client, of),
    readNotification: async (delivery) =>
      readNotification({ verifiers, apiV3Key, mchid: pay.mchid, brandId, appids: [], now }, delivery),
  };
}
