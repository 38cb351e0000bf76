import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { type Answer, at, type Merchant, type TestSandbox, testMerchant, testSandbox } from '../../testing.ts';
import { type Json, textOf } from '../../world/json.ts';
import { decrypt, payOrder, queryOrder } from '../testing.ts';

let sandbox: TestSandbox;
let merchant: Merchant;
let picture = '';
beforeAll(async () => {
  sandbox = await testSandbox();
  merchant = await testMerchant();
  await sandbox.pay('POST', `${path}/notify-configs`, { notify_url: merchant.url });
  picture = String((await upload('BMyy')).body.image_url);
});
afterAll(async () => {
  await sandbox.close();
  await merchant.close();
});

const path = '/brand/marketing/product-coupon';
const minute = 60_000;
const dayMs = 86_400_000;
const taken = 'taken';
const said = ({ status, body }: Answer): string => (status < 300 ? taken : String(body.code));
let numbers = 0;
const next = (): string => {
  numbers += 1;
  return `number${numbers}`;
};

async function upload(file: string, meta: Json = {}): Promise<Answer> {
  const bytes = Buffer.from(file, 'utf8');
  const digest = createHash('sha256').update(bytes).digest('hex');
  const told = JSON.stringify({ filename: 'a.bmp', sha256: digest, ...meta });
  const body =
    `--xx\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n${told}\r\n` +
    `--xx\r\nContent-Disposition: form-data; name="file"; filename="a.bmp"\r\n\r\n${file}\r\n--xx--\r\n`;
  const type = 'multipart/form-data; boundary=xx';
  return sandbox.pay('POST', `${path}/media/upload-image`, body, { signedBody: told, type });
}

async function productBody(changes: Json = {}, stock: Json = {}): Promise<Json> {
  const now = (await sandbox.now()).getTime();
  return {
    ...{ out_request_no: next(), scope: 'ALL', type: 'NORMAL', usage_mode: 'SINGLE' },
    single_usage_info: { normal_coupon: { threshold: 3000, discount_amount: 500 } },
    display_info: { name: '满 30 减 5', image_url: picture },
    stock: {
      coupon_code_mode: 'API_ASSIGN',
      stock_send_rule: { max_count: 10, max_count_per_user: 2 },
      single_usage_rule: {
        coupon_available_period: {
          available_begin_time: new Date(now).toISOString(),
          available_end_time: new Date(now + 10 * dayMs).toISOString(),
        },
      },
      usage_rule_display_info: {
        coupon_usage_method_list: ['MINI_PROGRAM'],
        ...{ mini_program_appid: sandbox.app.appid, mini_program_path: '/pages/index', usage_description: '下单立减' },
      },
      coupon_display_info: { code_display_mode: 'INVISIBLE' },
      notify_config: { notify_appid: sandbox.app.appid },
      store_scope: 'NONE',
      ...stock,
    },
    ...changes,
  };
}
const create = async (changes: Json = {}, stock: Json = {}) =>
  sandbox.pay('POST', `${path}/product-coupons`, await productBody(changes, stock));

type Ids = { readonly product_coupon_id: string; readonly stock_id: string; readonly appid: string };
/** Of a batch that was made, and looked at by WeChat. */
async function stock(): Promise<Ids> {
  const { body } = await create();
  await sandbox.moveClock(minute);
  return {
    ...{ product_coupon_id: String(body.product_coupon_id), stock_id: String(at(body, 'stock', 'stock_id')) },
    appid: sandbox.app.appid,
  };
}
async function send(ids: Ids, openid: string, code: string, changes: Json = {}) {
  const body = { ...ids, coupon_code: code, send_request_no: code, ...changes };
  return sandbox.pay('POST', `${path}/users/${openid}/coupons`, body);
}
async function turn(ids: Ids, openid: string, code: string, verb: string, more: Json = {}) {
  const body = { ...ids, out_request_no: next(), ...more };
  return sandbox.pay('POST', `${path}/users/${openid}/coupons/${code}/${verb}`, body);
}
async function use(ids: Ids, openid: string, code: string, transactionId?: unknown) {
  const { outTradeNo } = await payOrder(sandbox, merchant);
  const paid = transactionId ?? (await queryOrder(sandbox, outTradeNo)).transaction_id;
  const use_time = (await sandbox.now()).toISOString();
  return turn(ids, openid, code, 'use', { use_time, associated_order_info: { transaction_id: paid } });
}

const wrong: readonly [string, string, () => Promise<Answer>][] = [
  [
    'signed by the merchant',
    'SIGN_ERROR',
    async () => sandbox.pay('GET', `${path}/notify-configs`, undefined, { asMerchant: true }),
  ],
  [
    'a picture from elsewhere',
    'PARAM_ERROR',
    async () => create({ display_info: { name: '满减券', image_url: 'https://a.cn/b.png' } }),
  ],
  [
    'a name of two characters',
    'PARAM_ERROR',
    async () => create({ display_info: { name: '券券', image_url: picture } }),
  ],
  ['a rule of another type', 'PARAM_ERROR', async () => create({ type: 'DISCOUNT' })],
  [
    '101 a person',
    'PARAM_ERROR',
    async () => create({}, { stock_send_rule: { max_count: 1, max_count_per_user: 101 } }),
  ],
  ['a field that it does not know', 'PARAM_ERROR', async () => create({ brand_id: '1' })],
  ['a picture whose digest is another', 'PARAM_ERROR', async () => upload('BMxx', { sha256: '00' })],
  ['a picture that is none', 'PARAM_ERROR', async () => upload('GIF8')],
];
test.each(wrong)('is refused: %s', async (_rule, code, ask) => expect(said(await ask())).toBe(code));

it('takes a picture, and one product under one number', async () => {
  expect((await upload('BMxx')).body.image_url).toMatch(/^https:/);
  const body = await productBody();
  const first = await sandbox.pay('POST', `${path}/product-coupons`, body);
  expect(first.body).toMatchObject({ state: 'EFFECTIVE', stock: { state: 'AUDITING' } });
  expect((await sandbox.pay('POST', `${path}/product-coupons`, body)).body).toEqual(first.body);
  const other = { ...body, out_product_no: 'other' };
  expect(said(await sandbox.pay('POST', `${path}/product-coupons`, other))).toBe('ALREADY_EXISTS');
});

it('is seen by her and unusable until it is confirmed, then used for a payment, returned, and taken away', async () => {
  const ids = await stock();
  const { openid } = await sandbox.newShopper();
  const sent = await send(ids, openid, 'code_1');
  expect(sent.body).toMatchObject({ coupon_code: 'code_1', coupon_state: 'CONFIRMING' });
  expect((await send(ids, openid, 'code_1')).body).toEqual(sent.body);
  expect(said(await send(ids, openid, 'code_2', { send_request_no: 'code_1' }))).toBe('INVALID_REQUEST');

  await expect.poll(() => merchant.received.some(({ body }) => body.event_type === 'PRODUCT_COUPON.SEND')).toBe(true);
  const told = merchant.received.find(({ body }) => body.event_type === 'PRODUCT_COUPON.SEND');
  expect(decrypt(sandbox.credentials.brand.apiV3Key, told?.body ?? {})).toMatchObject({
    ...{ coupon_code: 'code_1', openid, brand_id: sandbox.credentials.brand.brandId },
  });

  expect(said(await use(ids, openid, 'code_1'))).toBe('INVALID_REQUEST');
  expect((await turn(ids, openid, 'code_1', 'confirm')).body.coupon_state).toBe('EFFECTIVE');
  expect(said(await use(ids, openid, 'code_1', 'nobody paid this'))).toBe('INVALID_REQUEST');
  expect((await use(ids, openid, 'code_1')).body.coupon_state).toBe('USED');
  expect(said(await turn(ids, openid, 'code_1', 'deactivate', { deactivate_reason: '收回' }))).toBe('INVALID_REQUEST');
  const back = next();
  expect((await turn(ids, openid, 'code_1', 'return', { out_request_no: back })).body.coupon_state).toBe('EFFECTIVE');
  expect(said(await turn(ids, openid, 'code_1', 'return', { out_request_no: back }))).toBe(taken);
  expect(said(await turn(ids, openid, 'code_1', 'return'))).toBe('INVALID_REQUEST');
  const gone = await turn(ids, openid, 'code_1', 'deactivate', { deactivate_reason: '收回' });
  expect(textOf(gone.body, 'coupon_state')).toBe('DEACTIVATED');
});

it('sends what it may: not while it is looked at, not twice one code, not past her limit or its end', async () => {
  const { body } = await create();
  const ids: Ids = {
    ...{ product_coupon_id: String(body.product_coupon_id), stock_id: String(at(body, 'stock', 'stock_id')) },
    appid: sandbox.app.appid,
  };
  const { openid } = await sandbox.newShopper();
  expect(said(await send(ids, openid, 'early_1'))).toBe('INVALID_REQUEST');
  await sandbox.moveClock(minute);
  const codes = ['limit_1', 'limit_2', 'limit_3'];
  const answers = [];
  for (const code of codes) answers.push(said(await send(ids, openid, code)));
  expect(answers).toEqual([taken, taken, 'INVALID_REQUEST']);
  const { openid: other } = await sandbox.newShopper();
  expect(said(await send(ids, other, 'limit_1', { send_request_no: next() }))).toBe('INVALID_REQUEST');
  await sandbox.moveClock(11 * dayMs);
  expect(said(await send(ids, other, 'late_1'))).toBe('INVALID_REQUEST');
  const query = new URLSearchParams(ids);
  const found = await sandbox.pay('GET', `${path}/users/${openid}/coupons/limit_1?${query}`);
  expect(found.body.coupon_state).toBe('EXPIRED');
});
