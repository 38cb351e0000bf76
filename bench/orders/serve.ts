import pg from 'pg';
import type { Config } from '../../server/src/config.ts';
import { catalog } from '../../server/src/domains/catalog/domain.ts';
import { couponSource } from '../../server/src/domains/coupons/domain.ts';
import { pointsSource, privilegeSource } from '../../server/src/domains/loyalty/domain.ts';
import { memberOfRequest } from '../../server/src/domains/members/domain.ts';
import { orders } from '../../server/src/domains/orders/domain.ts';
import { discountKinds, memberPriceSource, promotionSource } from '../../server/src/domains/pricing/domain.ts';
import { staffOfRequest } from '../../server/src/domains/scrm/domain.ts';
import { allDomains } from '../../server/src/domains.ts';
import { createFieldCrypto } from '../../server/src/platform/crypto.ts';
import type { Ctx } from '../../server/src/platform/ctx.ts';
import { connectDatabase } from '../../server/src/platform/db.ts';
import type { Domain } from '../../server/src/platform/domain.ts';
import { declaredBy } from '../../server/src/platform/facts.ts';
import { createFiles } from '../../server/src/platform/files.ts';
import { findNames } from '../../server/src/platform/form/names.ts';
import { buildApp } from '../../server/src/platform/http/app.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { makeCtx } from '../../server/src/platform/make-ctx.ts';
import type { Wechat } from '../../server/src/wechat/index.ts';

/** The key that seals addresses and signs sessions, shared by the bench's two processes. */
export const benchKey = Buffer.alloc(32, 7).toString('base64');

/** As the shop has them (server/src/domains.ts). */
const offerSources = [memberPriceSource, privilegeSource, promotionSource(discountKinds), couponSource, pointsSource];
const ordering = [
  catalog({ promoted: async () => [] }),
  orders({ wechat: noWechat(), offerSources, subscribeTemplates: async () => ({}) }),
];

/** The HTTP server of the shop with some domains, unless told otherwise those that take part in placing orders; no worker, no event store. */
export async function serve(
  databaseUrl: string,
  tell: (message: string | number) => void,
  domains: readonly Domain[] = ordering,
): Promise<void> {
  const count = countStatements();
  const app = await benchApp(benchCtx(databaseUrl), domains);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  process.on('message', () => tell(count()));
  process.on('disconnect', () => process.exit(0));
  tell(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
}

export async function benchApp(ctx: Ctx, domains: readonly Domain[] = ordering) {
  return buildApp(ctx, {
    domains,
    guards: {
      operator: async () => null,
      staff: staffOfRequest,
      member: memberOfRequest,
      allows: () => false,
      audit: async () => undefined,
    },
    ready: async () => ({ ok: true, parts: {} }),
  });
}

export function benchCtx(databaseUrl: string) {
  const unused = async () => Promise.reject(new Error('the bench has no event store'));
  const config = benchConfig(databaseUrl);
  return makeCtx({
    db: connectDatabase(databaseUrl).db,
    now: () => new Date(),
    actor: { kind: 'system' },
    log: createLog('silent'),
    config,
    events: { insert: unused, query: unused, exec: unused, ping: async () => true, close: async () => undefined },
    files: createFiles('/nowhere'),
    crypto: createFieldCrypto(benchKey),
    requestId: 'bench',
    names: findNames(ordering),
    declared: declaredBy(allDomains({ wechat: noWechat(), config })),
  });
}

export function benchConfig(databaseUrl: string): Config {
  const merchant = { mchid: '', merchantSerial: '', merchantPrivateKeyPem: '', apiV3Key: '' };
  const app = { appid: 'wxbench', kind: 'mini_program', name: '', secret: '', templates: {} } as const;
  return {
    production: false,
    role: 'api',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1',
    dataDir: '/nowhere',
    databaseUrl,
    databaseConnections: 16,
    roundSeconds: 5,
    clickhouseUrl: '',
    clickhouseCluster: null,
    dataKey: benchKey,
    logLevel: 'silent',
    trustProxy: false,
    requestsPerMinute: 0,
    requestsPerCaller: 0,
    metricsToken: null,
    webhooksMayReachPrivate: false,
    sandboxUrl: null,
    wechat: {
      mpBaseUrl: '',
      payBaseUrl: '',
      wecomBaseUrl: '',
      mpPictureBaseUrl: '',
      merchant,
      apps: [app],
      brand: null,
      corp: null,
      sms: null,
      accounts: [],
    },
    smsBaseUrl: null,
    demo: false,
    firstOwner: null,
    clockStartsDaysAgo: 0,
    faces: { console: '/nowhere', storefront: '/nowhere' },
  };
}

/** Nothing in this bench pays. */
export function noWechat(): Wechat {
  const unused = async () => Promise.reject(new Error('the bench does not reach WeChat'));
  const app = {
    appid: 'wxbench',
    kind: 'mini_program',
    name: '',
    login: unused,
    phoneNumber: unused,
    wxacode: unused,
    urlLink: unused,
    shortLink: unused,
    sendSubscribe: unused,
    uploadShipping: unused,
    shippingOrder: unused,
    carriers: unused,
    isTradeManaged: unused,
    setMessagePage: unused,
    setOrderPage: unused,
    remindReceipt: unused,
    setServiceCard: unused,
    checkText: unused,
    checkPicture: unused,
    riskRank: unused,
    readPush: () => null,
  } as const;
  return {
    apps: [app],
    app: () => app,
    brand: null,
    pay: {
      prepay: unused,
      paymentRequest: unused,
      query: unused,
      close: unused,
      refund: unused,
      queryRefund: unused,
      transfer: unused,
      queryTransfer: unused,
      cancelTransfer: unused,
      createFavorStock: unused,
      moveFavorStock: unused,
      queryFavorStock: unused,
      sendFavorCoupon: unused,
      queryFavorCoupon: unused,
      listFavorCoupons: unused,
      setFavorCallback: unused,
      favorFlow: unused,
      tradeBill: unused,
      fundBill: unused,
      readNotification: unused,
    },
  };
}

/** Every statement this process sends, BEGIN and COMMIT included. */
function countStatements(): () => number {
  let count = 0;
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    count += 1;
    return Reflect.apply(query, this, args);
  };
  return () => count;
}
