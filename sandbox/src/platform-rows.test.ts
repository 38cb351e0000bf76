import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderBody, payOrder, placeOrder, queryOrder, type TestOrder } from './pay/testing.ts';
import { type Answer, at, type Merchant, type TestSandbox, testMerchant, testSandbox } from './testing.ts';
import type { Json } from './world/json.ts';

// The list of rules in which a sandbox is easily laxer or stricter than the platform, each asked once: a line per rule, with
// what the platform answers. The tests beside the endpoints say more of each.

let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
  merchant = await testMerchant();
  await sandbox.faults({ refundSpacing: false });
});
afterAll(async () => {
  await sandbox.close();
  await merchant.close();
});

const jsapi = '/v3/pay/transactions/jsapi';
const taken = 'taken';
/** Of the payment API: the code of the error and the number at the end of its Request-ID. */
function payAnswer({ status, body, headers }: Answer): string {
  if (status < 300) return taken;
  const number = headers.get('request-id')?.split('-').at(-1) ?? '';
  return /^26\d{7}$|^27\d{7}$/.test(number) ? `${body.code} ${number}` : String(body.code);
}
async function prepay(changes: Json): Promise<string> {
  const { openid } = await sandbox.newShopper();
  return payAnswer(await sandbox.pay('POST', jsapi, orderBody(sandbox, merchant, openid, changes)));
}
async function again(order: Json): Promise<string> {
  return payAnswer(await sandbox.pay('POST', jsapi, order));
}
const paidBody = async ({ outTradeNo }: TestOrder): Promise<Json> => {
  const openid = String(at(await queryOrder(sandbox, outTradeNo), 'payer', 'openid'));
  return orderBody(sandbox, merchant, openid, { out_trade_no: outTradeNo });
};
async function unpaidForDays(days: number) {
  const placed = await placeOrder(sandbox, merchant);
  await sandbox.moveClock(days * 86_400_000);
  return placed;
}

const care = { thing1: '保鲜与做法', thing2: '红颜草莓', time3: '2026年11月24日 10:00', thing4: '冷藏 3 天内吃完' };
const expiring = { thing1: '水果满减券', date2: '2026年11月28日', thing3: '别忘了用' };
async function notice(template: 'careReminder' | 'couponExpiring', changes: Json, page = 'orders/pages/order') {
  const shopper = await sandbox.newShopper();
  const templateId = sandbox.app.templates[template] ?? '';
  await sandbox.api('POST', `/shoppers/${shopper.id}/subscribe`, { templateIds: [templateId], answer: 'accept' });
  const values = { ...(template === 'careReminder' ? care : expiring), ...changes };
  const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
  const body = { touser: shopper.openid, template_id: templateId, page, data };
  return (await sandbox.mpWithToken('POST', '/cgi-bin/message/subscribe/send', body)).body.errcode;
}

const extra = 'PARAM_ERROR 270924358';
const wrong = 'PARAM_ERROR 268435455';
type Row = readonly [rule: string, right: unknown, ask: () => Promise<unknown>];

const prepayRows: readonly Row[] = [
  ['notify_url: the domain alone', wrong, async () => prepay({ notify_url: 'https://shop.example.com' })],
  ['notify_url: a private address', wrong, async () => prepay({ notify_url: 'https://192.168.1.2/pay' })],
  ['notify_url: https to localhost', wrong, async () => prepay({ notify_url: 'https://localhost/pay' })],
  ['notify_url: a space before it', wrong, async () => prepay({ notify_url: ' https://shop.example.com/pay' })],
  ['notify_url: plain http, public', taken, async () => prepay({ notify_url: 'http://shop.example.com/pay' })],
  ['a field that it does not know', extra, async () => prepay({ colour: 'red' })],
  ['one inside amount', extra, async () => prepay({ amount: { total: 1, currency: 'CNY', fee: 1 } })],
  ['payer_client_ip: 46 characters', wrong, async () => prepay({ scene_info: { payer_client_ip: '1'.repeat(46) } })],
  ['scene_info: a text', wrong, async () => prepay({ scene_info: 'x' })],
  ['goods_detail of wrong types', wrong, async () => prepay({ detail: { goods_detail: [{ quantity: '1' }] } })],
  ['invoice_id: 33 characters', wrong, async () => prepay({ detail: { invoice_id: 'x'.repeat(33) } })],
  ['profit_sharing: a text', wrong, async () => prepay({ settle_info: { profit_sharing: 'true' } })],
  [
    'a number again with another amount',
    'INVALID_REQUEST 268498688',
    async () => again({ ...(await placeOrder(sandbox, merchant)).body, amount: { total: 1, currency: 'CNY' } }),
  ],
  [
    'a number again with another attach',
    'INVALID_REQUEST 268498688',
    async () => again({ ...(await placeOrder(sandbox, merchant)).body, attach: 'other' }),
  ],
  [
    'a number that is paid',
    'INVALID_REQUEST 268498689',
    async () => again(await paidBody(await payOrder(sandbox, merchant))),
  ],
  [
    'a number that nobody paid for eight days',
    'ORDER_CLOSED 268447914',
    async () => again((await unpaidForDays(8)).body),
  ],
];

const payRows: readonly Row[] = [
  [
    'closing a paid order',
    'ORDER_PAID 268498689',
    async () => {
      const { outTradeNo } = await payOrder(sandbox, merchant);
      const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`;
      return payAnswer(await sandbox.pay('POST', path, { mchid: sandbox.credentials.mchid }));
    },
  ],
  [
    'what nobody paid for eight days',
    'CLOSED',
    async () => (await queryOrder(sandbox, (await unpaidForDays(8)).order.outTradeNo)).trade_state,
  ],
  [
    'an answer by the key that the request names',
    true,
    async () => {
      const { platformCertificateSerial: answerBy } = sandbox.credentials;
      const answer = await sandbox.pay('GET', '/v3/refund/domestic/refunds/none', undefined, { answerBy });
      return answer.headers.get('wechatpay-serial') === answerBy;
    },
  ],
  [
    'a serial in small letters, as libraries read it out of a certificate',
    'RESOURCE_NOT_EXISTS',
    async () => {
      const serial = sandbox.credentials.merchantSerial.toLowerCase();
      const path = '/v3/refund/domestic/refunds/none';
      return (await sandbox.pay('GET', path, undefined, { serial })).body.code;
    },
  ],
  [
    'certificates of a merchant in public-key mode',
    'RESOURCE_NOT_EXISTS 268435513',
    async () => payAnswer(await sandbox.pay('GET', '/v3/certificates')),
  ],
  ['Request-ID: the number of the error at its end', extra, async () => prepay({ colour: 'red' })],
  [
    'a refund with a field that it does not know',
    extra,
    async () => {
      const { outTradeNo } = await payOrder(sandbox, merchant);
      const amount = { refund: 1, total: 3990, currency: 'CNY' };
      const body = { out_trade_no: outTradeNo, out_refund_no: `R${outTradeNo}`, amount, colour: 'red' };
      return payAnswer(await sandbox.pay('POST', '/v3/refund/domestic/refunds', body));
    },
  ],
  [
    'serials: of forty hex digits, positive; the merchant certificate is given and its serial stands in it',
    [true, true, true],
    async () => {
      const { platformCertificateSerial, merchantSerial, merchantCertificatePem } = sandbox.credentials;
      const serial = /^[1-7][0-9A-F]{39}$/;
      const { serialNumber } = new X509Certificate(merchantCertificatePem);
      return [serial.test(platformCertificateSerial), serial.test(merchantSerial), serialNumber === merchantSerial];
    },
  ],
];

const appRows: readonly Row[] = [
  ['POST where GET is due', 43001, async () => (await sandbox.mp('POST', '/cgi-bin/token', {})).body.errcode],
  ['GET where POST is due', 43002, async () => (await sandbox.mp('GET', '/cgi-bin/stable_token')).body.errcode],
  [
    'a code of a page that is not published',
    41030,
    async () =>
      (await sandbox.mpWithToken('POST', '/wxa/getwxacodeunlimit', { scene: 'a', page: 'no/pages/such' })).body.errcode,
  ],
  ['thing: a line break inside', 47003, async () => notice('careReminder', { thing1: '保鲜\n做法' })],
  ['time: 2019.10.01 15:01', 0, async () => notice('careReminder', { time3: '2019.10.01 15:01' })],
  ['date: 2026.11.28', 0, async () => notice('couponExpiring', { date2: '2026.11.28' })],
  ['date: 2026-11', 0, async () => notice('couponExpiring', { date2: '2026-11' })],
  ['date: 11月28日', 0, async () => notice('couponExpiring', { date2: '11月28日' })],
  ['a page that the app does not have', 41030, async () => notice('careReminder', {}, 'no/pages/such')],
  [
    'asking for four templates at once',
    'requestSubscribeMessage:ok',
    async () => {
      const { id } = await sandbox.newShopper();
      const templateIds = Object.values(sandbox.app.templates).slice(0, 4);
      return (await sandbox.api('POST', `/shoppers/${id}/subscribe`, { templateIds, answer: 'accept' })).body.errMsg;
    },
  ],
  [
    'answers are called application/json; encoding=utf-8, of a login text/plain',
    ['application/json; encoding=utf-8', 'text/plain'],
    async () => {
      const [json, login] = [await sandbox.mp('GET', '/cgi-bin/token'), await sandbox.mp('GET', '/sns/jscode2session')];
      return [json.headers.get('content-type'), login.headers.get('content-type')?.split(';')[0]];
    },
  ],
  [
    'payer_total with a coupon of WeChat’s own',
    [3990, 3490],
    async () => {
      await sandbox.faults({ platformCoupon: 500 });
      const paid = await queryOrder(sandbox, (await payOrder(sandbox, merchant)).outTradeNo);
      await sandbox.faults({ platformCoupon: 0 });
      return [at(paid, 'amount', 'total'), at(paid, 'amount', 'payer_total')];
    },
  ],
  [
    'parcels of an order one after another, another mode before the last, and once more after that',
    [0, 0, 0, 10060003],
    async () => {
      const { outTradeNo } = await payOrder(sandbox, merchant);
      const { transaction_id, payer } = await queryOrder(sandbox, outTradeNo);
      const parcels = (count: number) =>
        Array.from({ length: count }, (_, n) => ({ tracking_no: `YT${n}`, express_company: 'YTO', item_desc: '草莓' }));
      const upload = async (count: number, changes: Json) => {
        await sandbox.moveClock(1000);
        const answer = await sandbox.mpWithToken('POST', '/wxa/sec/order/upload_shipping_info', {
          order_key: { order_number_type: 2, transaction_id },
          logistics_type: 1,
          shipping_list: parcels(count),
          upload_time: (await sandbox.now()).toISOString(),
          payer,
          ...changes,
        });
        return answer.body.errcode;
      };
      return [
        await upload(1, { delivery_mode: 2, is_all_delivered: false }),
        await upload(2, { delivery_mode: 2, is_all_delivered: false }),
        await upload(1, { delivery_mode: 1 }),
        await upload(3, { delivery_mode: 2, is_all_delivered: true }),
      ];
    },
  ],
  [
    'a shipped order that she confirms',
    ['success', 3],
    async () => {
      const { outTradeNo, shopperId } = await payOrder(sandbox, merchant);
      const { transaction_id, payer } = await queryOrder(sandbox, outTradeNo);
      await sandbox.mpWithToken('POST', '/wxa/sec/order/upload_shipping_info', {
        order_key: { order_number_type: 2, transaction_id },
        logistics_type: 1,
        delivery_mode: 1,
        shipping_list: [{ tracking_no: 'YT1', express_company: 'YTO', item_desc: '草莓' }],
        upload_time: (await sandbox.now()).toISOString(),
        payer,
      });
      const sheet = { transaction_id, merchant_trade_no: outTradeNo, answer: 'confirm' };
      const answered = await sandbox.api('POST', `/shoppers/${shopperId}/receipt`, sheet);
      const order = await sandbox.mpWithToken('POST', '/wxa/sec/order/get_order', { transaction_id });
      return [at(answered.body, 'extraData', 'status'), at(order.body, 'order', 'order_state')];
    },
  ],
];

const favor = '/v3/marketing/favor';
const dayMs = 86_400_000;
let stocks = 0;
/** A batch of 代金券: what the platform says of it, and its number. */
async function favorStock(changes: Json = {}, rule: Json = {}, worth: Json = {}) {
  stocks += 1;
  const now = (await sandbox.now()).getTime();
  const answer = await sandbox.pay('POST', `${favor}/coupon-stocks`, {
    ...{ stock_name: '满 30 减 5', belong_merchant: sandbox.credentials.mchid, no_cash: true, stock_type: 'NORMAL' },
    available_begin_time: new Date(now).toISOString(),
    available_end_time: new Date(now + dayMs).toISOString(),
    stock_use_rule: {
      ...{ max_coupons: 1, max_amount: 500, max_coupons_per_user: 1 },
      ...{ natural_person_limit: false, prevent_api_abuse: false, ...rule },
    },
    pattern_info: { description: '满 30 元可用' },
    coupon_use_rule: { fixed_normal_coupon: { coupon_amount: 500, transaction_minimum: 3000, ...worth } },
    ...{ out_request_no: `rows${stocks}`, ...changes },
  });
  return { said: payAnswer(answer), id: String(answer.body.stock_id) };
}
const creator = () => ({ stock_creator_mchid: sandbox.credentials.mchid });
async function moveFavor(id: string, verb: string): Promise<string> {
  return payAnswer(await sandbox.pay('POST', `${favor}/stocks/${id}/${verb}`, creator()));
}
async function runningFavor(rule: Json = {}, worth: Json = {}): Promise<string> {
  const { id } = await favorStock({}, rule, worth);
  await moveFavor(id, 'start');
  return id;
}
async function sendFavor(id: string, openid: string, number: string, changes: Json = {}): Promise<string> {
  const body = { stock_id: id, out_request_no: number, appid: sandbox.app.appid, ...creator(), ...changes };
  return payAnswer(await sandbox.pay('POST', `${favor}/users/${openid}/coupons`, body));
}
const refused = 'INVALID_REQUEST 268435455';
const her = async () => (await sandbox.newShopper()).openid;

const favorRows: readonly Row[] = [
  ['a budget that is not worth × number', wrong, async () => (await favorStock({}, { max_amount: 499 })).said],
  ['61 a person', wrong, async () => (await favorStock({}, { max_coupons_per_user: 61 })).said],
  [
    'a minimum no higher than the worth',
    wrong,
    async () => (await favorStock({}, {}, { transaction_minimum: 500 })).said,
  ],
  ['a name of 21 characters', wrong, async () => (await favorStock({ stock_name: '券'.repeat(21) })).said],
  ['a field that it does not know', extra, async () => (await favorStock({ colour: 'red' })).said],
  ['sending before it is started', refused, async () => sendFavor((await favorStock()).id, await her(), 'a1')],
  ['starting twice', refused, async () => moveFavor(await runningFavor(), 'start')],
  [
    'sending while it is paused',
    'RULE_LIMIT 268435455',
    async () => {
      const id = await runningFavor();
      await moveFavor(id, 'pause');
      return sendFavor(id, await her(), 'a2');
    },
  ],
  [
    'a number again: the same coupon; with other words refused',
    [taken, taken, refused],
    async () => {
      const [id, openid] = [await runningFavor(), await her()];
      const said = [await sendFavor(id, openid, 'a3'), await sendFavor(id, openid, 'a3')];
      return [...said, await sendFavor(id, await her(), 'a3')];
    },
  ],
  [
    'one more than she may have',
    'RULE_LIMIT 270079532',
    async () => {
      const [id, openid] = [await runningFavor({ max_coupons: 2, max_amount: 1000 }), await her()];
      await sendFavor(id, openid, 'a4');
      return sendFavor(id, openid, 'a5');
    },
  ],
  [
    'one more than there are',
    'NOT_ENOUGH 270079534',
    async () => {
      const id = await runningFavor();
      await sendFavor(id, await her(), 'a6');
      return sendFavor(id, await her(), 'a7');
    },
  ],
  [
    'more than ¥5,000 to one person in a month',
    refused,
    async () => {
      const worth = { coupon_amount: 300_000, transaction_minimum: 300_001 };
      const rule = { max_coupons: 2, max_amount: 600_000, max_coupons_per_user: 2 };
      const [id, openid] = [await runningFavor(rule, worth), await her()];
      await sendFavor(id, openid, 'a8');
      return sendFavor(id, openid, 'a9');
    },
  ],
  ['to an openid of nobody', 'PARAM_ERROR 270079501', async () => sendFavor(await runningFavor(), 'oNobody', 'b1')],
  [
    'in the name of an app that is not bound',
    'APPID_MCHID_NOT_MATCH 270079507',
    async () => sendFavor(await runningFavor(), await her(), 'b2', { appid: 'wx0000000000000000' }),
  ],
  [
    'after its end',
    'RULE_LIMIT 270079533',
    async () => {
      const [id, openid] = [await runningFavor(), await her()];
      await sandbox.moveClock(2 * dayMs);
      return sendFavor(id, openid, 'b3');
    },
  ],
];

describe.each([
  ['代金券', favorRows],
  ['prepay', prepayRows],
  ['payments', payRows],
  ['mini programs', appRows],
] as const)('as the platform does it, %s', (_area, rows) => {
  test.each(rows)('%s', async (_rule, right, ask) => expect(await ask()).toEqual(right));
});
