// The typed clients of WeChat: the server API of each app (mini program or official account) and WeChat Pay v3. They know
// no domain and keep nothing but an access token an app and WeChat Pay's keys, in memory.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createHttp } from './http.ts';
import type { WechatLog } from './log.ts';
import { type ServiceCard, setServiceCard } from './mini-program/card.ts';
import { getCarriers, type ListedCarrier } from './mini-program/carriers.ts';
import { getWxacode, type WxacodeRequest } from './mini-program/code.ts';
import { freshLink, LINK_DAYS, type LinkRequest, shortLink, urlLink } from './mini-program/links.ts';
import { code2session, type LoginSession } from './mini-program/login.ts';
import { getPhoneNumber, type PhoneNumber } from './mini-program/phone.ts';
import { type Pushed, type PushRequest, readPush } from './mini-program/push.ts';
import { type SafetyCalls, safetyCalls } from './mini-program/safety.ts';
import {
  getShippingOrder,
  type PaidOrderKey,
  type ShippingInfo,
  type ShippingOrder,
  uploadShipping,
} from './mini-program/shipping.ts';
import { type SubscribeMessage, sendSubscribe } from './mini-program/subscribe.ts';
import { isTradeManaged, remindReceipt, setMessagePage, setOrderPage } from './mini-program/trade.ts';
import { oauthLogin } from './official-account/login.ts';
import { type BillRow, type FlowRow, type FundRow, favorFlow, fundBill, tradeBill } from './pay/bill.ts';
import { type Brand, type BrandConfig, createBrand } from './pay/brand.ts';
import { downloadCertificates } from './pay/certificates.ts';
import { createPayClient } from './pay/client.ts';
import { type CloseOutcome, closeTransaction } from './pay/close.ts';
import { createExchange } from './pay/exchange.ts';
import {
  createFavorStock,
  type FavorCoupon,
  type FavorSend,
  type FavorStock,
  type FavorStockOrder,
  listFavorCoupons,
  moveFavorStock,
  queryFavorCoupon,
  queryFavorStock,
  sendFavorCoupon,
  setFavorCallback,
} from './pay/favor.ts';
import { type NotifyOutcome, readNotification } from './pay/notify.ts';
import { type PaymentRequest, type PrepayOrder, paymentRequest, prepay } from './pay/prepay.ts';
import { queryTransaction, type TransactionKey } from './pay/query.ts';
import { createRefund, queryRefund, type Refund, type RefundOrder } from './pay/refund.ts';
import type { Headers } from './pay/signature-headers.ts';
import type { Transaction } from './pay/transaction.ts';
import { cancelTransfer, createTransfer, queryTransfer, type Transfer, type TransferOrder } from './pay/transfer.ts';
import { createVerifiers } from './pay/verifiers.ts';
import type { Retry } from './retry.ts';
import { authorised, createTokenSource, stableToken } from './token.ts';
import { createTransport, type WechatFile } from './transport.ts';

export { WechatBadAnswer, WechatError, WechatInputError, WechatUnreachable } from './errors.ts';
export { createHttp } from './http.ts';
export { objectsAt, textOrNull, textsAt } from './json.ts';
export { askedPause, isLater } from './later.ts';
export type { ServiceCard } from './mini-program/card.ts';
export { readVerdict, type Verdict } from './mini-program/safety.ts';
export { checkTemplateData, fieldTypeOf, fitField } from './mini-program/template-data.ts';
export {
  createOfficialAccount,
  type MenuAct,
  type MenuButton,
  MOST_IN_BATCH,
  type OfficialAccount,
} from './official-account/client.ts';
export { type AccountKeys, type AccountPart, passiveReply, readAccountPush } from './official-account/push.ts';
export { BillNotReady, type BillRow } from './pay/bill.ts';
export { PayError } from './pay/errors.ts';
export { type FavorCoupon, readFavorUse } from './pay/favor.ts';
export type { ProductCoupon } from './pay/product-coupon.ts';
export type { Promotion, RefundSplit } from './pay/promotion.ts';
export { type CallbackKeys, echoQuery, readCallback } from './wecom/callback.ts';
export { createWecom, LONGEST_REMARK, type Wecom } from './wecom/client.ts';
export type { WecomCustomer, WecomFollow } from './wecom/customer.ts';
export { jsSignature } from './wecom/js-signature.ts';
export type { MassRequest } from './wecom/mass.ts';
export { createWecomProbe, type WecomProbe } from './wecom/probe.ts';
export { freshLink, LINK_DAYS };

export type AppKind = 'mini_program' | 'official_account';

export type AppConfig = {
  readonly appid: string;
  readonly secret: string;
  readonly kind: AppKind;
  /** What operators call it. */
  readonly name: string;
  readonly messageToken?: string;
  readonly messageAesKey?: string;
};

export type PayConfig = {
  /** `https://api.mch.weixin.qq.com`, or what plays it, with or without a path prefix. */
  readonly baseUrl: string;
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKeyPem: string;
  readonly apiV3Key: string;
  /** Public-key mode when both are given; otherwise the platform certificates are downloaded. */
  readonly publicKeyId?: string;
  readonly publicKeyPem?: string;
};

export type { Brand } from './pay/brand.ts';
export type { Transfer } from './pay/transfer.ts';

export type WechatConfig = {
  /** `https://api.weixin.qq.com`, or what plays it. */
  readonly baseUrl: string;
  /** At least one; the first is the default. All of them are bound to the merchant number of `pay`. */
  readonly apps: readonly [AppConfig, ...AppConfig[]];
  readonly pay: PayConfig;
  /** Absent where the shop has no brand at WeChat Pay: then it gives no 商品券. */
  readonly brand?: BrandConfig;
  readonly now: () => Date;
  readonly log: WechatLog;
  /** Limit for one try, in ms. Default 10 000. */
  readonly timeoutMs?: number;
  readonly retry?: Retry;
};

/** One mini program or official account. What an app of its kind cannot do, the platform refuses (WechatError 48001). */
export type App = SafetyCalls & {
  readonly appid: string;
  readonly kind: AppKind;
  readonly name: string;
  /** The code of `wx.login` (mini program) or of the OAuth page (official account) → who it is, in this app. */
  login(code: string): Promise<LoginSession>;
  phoneNumber(code: string): Promise<PhoneNumber>;
  wxacode(request: WxacodeRequest): Promise<WechatFile>;
  /** Opens it from outside of WeChat; thirty days. */
  urlLink(request: LinkRequest): Promise<string>;
  /** Opens it from a chat; thirty days. */
  shortLink(request: LinkRequest & { readonly title: string }): Promise<string>;
  sendSubscribe(message: SubscribeMessage): Promise<{ readonly messageId: string | null }>;
  uploadShipping(info: ShippingInfo): Promise<void>;
  shippingOrder(key: PaidOrderKey): Promise<ShippingOrder>;
  carriers(): Promise<readonly ListedCarrier[]>;
  /** Whether its orders are watched over by WeChat: then the money of goods is frozen until she has confirmed. */
  isTradeManaged(): Promise<boolean>;
  /** The page that WeChat's messages about a shipment open; it adds the numbers of the order. */
  setMessagePage(path: string): Promise<void>;
  /** The page that 小程序购物订单 opens: `${商品订单号}` in it stands for out_trade_no. */
  setOrderPage(path: string): Promise<void>;
  /** Begins the service card of a payment, or shows how far its order came. */
  setServiceCard(card: ServiceCard): Promise<void>;
  /** Has WeChat ask her to confirm a receipt, once a payment. */
  remindReceipt(key: PaidOrderKey, handedOverAt: Date): Promise<void>;
  readPush(request: PushRequest): Pushed;
};

export type Pay = {
  prepay(order: PrepayOrder): Promise<string>;
  /** Signed for the app in which the payment was opened. */
  paymentRequest(appid: string, prepayId: string): Promise<PaymentRequest>;
  query(key: TransactionKey): Promise<Transaction | null>;
  close(outTradeNo: string): Promise<CloseOutcome>;
  refund(order: RefundOrder): Promise<Refund>;
  queryRefund(outRefundNo: string): Promise<Refund | null>;
  /** 商家转账: she has to confirm it. The same number is the same transfer. */
  transfer(order: TransferOrder): Promise<Transfer>;
  queryTransfer(outBillNo: string): Promise<Transfer | null>;
  cancelTransfer(outBillNo: string): Promise<void>;
  /** 代金券: a batch, what becomes of it, and what is sent of it. The same number is the same batch, or the same coupon. */
  createFavorStock(order: FavorStockOrder): Promise<string>;
  moveFavorStock(stockId: string, move: 'start' | 'pause' | 'restart'): Promise<void>;
  queryFavorStock(stockId: string): Promise<FavorStock | null>;
  sendFavorCoupon(send: FavorSend): Promise<string>;
  queryFavorCoupon(of: {
    readonly appid: string;
    readonly openid: string;
    readonly couponId: string;
  }): Promise<FavorCoupon | null>;
  listFavorCoupons(of: {
    readonly appid: string;
    readonly openid: string;
    readonly stockId: string;
  }): Promise<readonly FavorCoupon[]>;
  setFavorCallback(notifyUrl: string): Promise<void>;
  /** Of a batch that is over; throws BillNotReady until ten the next morning. */
  favorFlow(stockId: string, kind: 'use' | 'refund'): Promise<readonly FlowRow[]>;
  /** Of a business day that is over; throws BillNotReady until it is made. Not repeated: whoever asks comes again by the day. */
  tradeBill(day: string): Promise<readonly BillRow[]>;
  fundBill(day: string): Promise<readonly FundRow[]>;
  readNotification(delivery: { readonly headers: Headers; readonly body: Buffer }): Promise<NotifyOutcome>;
};

export type Wechat = {
  /** The default one stands first. */
  readonly apps: readonly [App, ...App[]];
  /** The app of this appid; undefined when it is not, or no longer, configured. */
  app(appid: string): App | undefined;
  readonly pay: Pay;
  /** Null where none is configured. */
  readonly brand: Brand | null;
};

/** Throws at once when a key does not parse; connects to nothing until the first call. */
export function createWechat(config: WechatConfig): Wechat {
  const [first, ...others] = config.apps;
  const apps = [createApp(config, first), ...others.map((app) => createApp(config, app))] as const;
  const byId = new Map(apps.map((app) => [app.appid, app]));
  const { pay, brand, now, log, retry, timeoutMs } = config;
  return {
    apps: [...apps],
    app: (appid) => byId.get(appid),
    pay: createPay(config),
    brand: brand === undefined ? null : createBrand(brand, { pay, now, log, retry, timeoutMs }),
  };
}

/** An app has its own access token: one that is refused, or used up, is no other app's trouble. */
function createApp({ baseUrl, now, log, retry, timeoutMs }: WechatConfig, app: AppConfig): App {
  const { appid, secret, kind, name } = app;
  const open = createTransport({ baseUrl, http: createHttp({ timeoutMs }), log, retry });
  const transport = authorised(open, createTokenSource({ transport: open, call: stableToken({ appid, secret }), now }));
  return {
    appid,
    kind,
    name,
    ...safetyCalls(appid, transport),
    login: async (code) => (kind === 'mini_program' ? code2session(open, app, code) : oauthLogin(open, app, code)),
    phoneNumber: async (code) => getPhoneNumber(transport, appid, code),
    wxacode: async (request) => getWxacode(transport, request),
    urlLink: async (request) => urlLink(transport, request),
    shortLink: async (request) => shortLink(transport, request),
    sendSubscribe: async (message) => sendSubscribe(transport, message),
    uploadShipping: async (info) => uploadShipping(transport, info),
    shippingOrder: async (key) => getShippingOrder(transport, key),
    carriers: async () => getCarriers(transport),
    isTradeManaged: async () => isTradeManaged(transport, appid),
    setMessagePage: async (path) => setMessagePage(transport, path),
    setOrderPage: async (path) => setOrderPage(transport, path),
    setServiceCard: async (card) => setServiceCard(transport, card),
    remindReceipt: async (key, at) => remindReceipt(transport, key, at),
    readPush: (request) =>
      app.messageToken === undefined
        ? null
        : readPush({ appid, token: app.messageToken, aesKey: app.messageAesKey ?? null }, request),
  };
}

function createPay({ apps, pay, now, log, retry, timeoutMs }: WechatConfig): Pay {
  const { baseUrl, mchid, apiV3Key, publicKeyId } = pay;
  const appids = apps.map((app) => app.appid);
  const merchant = { mchid, serial: pay.merchantSerial, privateKey: createPrivateKey(pay.merchantPrivateKeyPem) };
  const publicKey =
    publicKeyId === undefined || pay.publicKeyPem === undefined
      ? null
      : { id: publicKeyId, key: createPublicKey(pay.publicKeyPem) };
  const exchange = createExchange({
    baseUrl,
    signer: merchant,
    publicKeyId: publicKey?.id,
    http: createHttp({ timeoutMs }),
    now,
    log,
  });
  const verifiers = createVerifiers({
    publicKey,
    download: async () => downloadCertificates(exchange, { apiV3Key, publicKey }, retry),
    now,
    log,
  });
  const client = createPayClient({ exchange, verifiers, now, log, retry });
  const once = createPayClient({ exchange, verifiers, now, log, retry: { retries: 0, baseMs: 0 } });
  return {
    prepay: async (order) => prepay(client, merchant, order),
    paymentRequest: async (appid, prepayId) => paymentRequest(merchant, appid, prepayId, now()),
    query: async (key) => queryTransaction(client, mchid, key),
    close: async (outTradeNo) => closeTransaction(client, mchid, outTradeNo),
    refund: async (order) => createRefund(client, order),
    queryRefund: async (outRefundNo) => queryRefund(client, outRefundNo),
    transfer: async (order) => createTransfer(client, order),
    queryTransfer: async (outBillNo) => queryTransfer(client, outBillNo),
    cancelTransfer: async (outBillNo) => cancelTransfer(client, outBillNo),
    createFavorStock: async (order) => createFavorStock(client, mchid, order),
    moveFavorStock: async (stockId, move) => moveFavorStock(client, mchid, stockId, move),
    queryFavorStock: async (stockId) => queryFavorStock(client, mchid, stockId),
    sendFavorCoupon: async (send) => sendFavorCoupon(client, mchid, send),
    queryFavorCoupon: async (of) => queryFavorCoupon(client, of),
    listFavorCoupons: async (of) => listFavorCoupons(client, of),
    setFavorCallback: async (notifyUrl) => setFavorCallback(client, mchid, notifyUrl),
    favorFlow: async (stockId, kind) => favorFlow(once, exchange, stockId, kind),
    tradeBill: async (day) => tradeBill(once, exchange, day),
    fundBill: async (day) => fundBill(once, exchange, day),
    readNotification: async (delivery) => readNotification({ verifiers, apiV3Key, mchid, appids, now }, delivery),
  };
}
