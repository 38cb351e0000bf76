import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { WechatBadAnswer, WechatUnreachable } from '../errors.ts';
import { textAt } from '../json.ts';
import { type PayClient, readRefusal } from './client.ts';
import { PayError } from './errors.ts';
import type { PayExchange } from './exchange.ts';

/** A payment or a refund in the bill of a day. Fen. */
export type BillRow = {
  readonly at: Date;
  readonly appid: string;
  readonly mchid: string;
  readonly openid: string;
  readonly transactionId: string;
  readonly outTradeNo: string;
  /** What the order asked for, and what of it is settled to the merchant. */
  readonly total: number;
  readonly settled: number;
  /** What came off by coupons, whoever pays for them. */
  readonly coupons: number;
  readonly currency: string;
  readonly refund: { readonly outRefundNo: string; readonly amount: number; readonly state: string } | null;
};

/** What moved on the merchant's account: fees, refunds, payments (`pays`). Fen, negative where it went out. */
export type FundRow = { readonly at: Date; readonly number: string; readonly pays: boolean; readonly amount: number };

/** Not made yet: come again later. */
export class BillNotReady extends Error {}

const unzip = promisify(gunzip);
/** A day of half a million payments; the bound keeps a wrong answer out of memory. */
const mostBytes = 256 * 1024 * 1024;

/** The trade bill of a business day (`YYYY-MM-DD`), payments and refunds; empty when nothing was traded. Throws BillNotReady. */
export async function tradeBill(client: PayClient, exchange: PayExchange, day: string): Promise<readonly BillRow[]> {
  const text = await download(client, exchange, '/v3/bill/tradebill', { bill_date: day, bill_type: 'ALL' });
  return rowsOf(text).map(readTrade);
}

/** The fund bill of the basic account; empty when nothing moved. Throws BillNotReady. */
export async function fundBill(client: PayClient, exchange: PayExchange, day: string): Promise<readonly FundRow[]> {
  const text = await download(client, exchange, '/v3/bill/fundflowbill', { bill_date: day, account_type: 'BASIC' });
  return rowsOf(text).map((cell) => ({
    at: momentOf(cell('记账时间')),
    number: cell('微信支付业务单号'),
    pays: cell('业务类型') === '交易' && cell('收支类型') === '收入',
    amount: (cell('收支类型') === '支出' ? -1 : 1) * fen(cell('收支金额(元)')),
  }));
}

/** The file behind an answer: signed for like a call, itself unsigned; its hash, which was signed, vouches for it. */
async function download(
  client: PayClient,
  exchange: PayExchange,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const told = await client({ method: 'GET', path, query: { ...query, tar_type: 'GZIP' } }).catch((error: unknown) => {
    if (error instanceof PayError && error.code === 'NOSTATEMENTEXIST') return null;
    if (error instanceof PayError && error.code === 'STATEMENTCREATING') throw new BillNotReady(error.message);
    throw error;
  });
  if (told === null) return '';
  return (await fileOf(exchange, textAt(told, 'download_url'), textAt(told, 'hash_value'), unzip)).replace(
    /^\uFEFF/,
    '',
  );
}

/** What was used, or went back, of a batch of coupons. Fen. */
export type FlowRow = {
  readonly couponId: string;
  readonly amount: number;
  readonly transactionId: string;
  readonly at: Date;
};

/** Of a batch that is over, from ten the next morning on. Throws BillNotReady before. */
export async function favorFlow(
  client: PayClient,
  exchange: PayExchange,
  stockId: string,
  kind: 'use' | 'refund',
): Promise<readonly FlowRow[]> {
  const path = `/v3/marketing/favor/stocks/${encodeURIComponent(stockId)}/${kind}-flow`;
  const told = await client({ method: 'GET', path }).catch((error: unknown) => {
    if (error instanceof PayError && error.code === 'INVALIDREQUEST') throw new BillNotReady(error.message);
    throw error;
  });
  const text = await fileOf(exchange, textAt(told, 'url'), textAt(told, 'hash_value'), async (body) => body);
  return rowsOf(text.replace(/^\uFEFF/, '')).map((cell) => ({
    couponId: cell('优惠id'),
    amount: fen(cell('优惠金额（元）')),
    transactionId: cell('支付单号'),
    at: momentOf(cell('消耗时间')),
  }));
}

async function fileOf(
  exchange: PayExchange,
  address: string,
  told: string,
  open: (body: Buffer, bound: { readonly maxOutputLength: number }) => Promise<Buffer>,
): Promise<string> {
  const url = new URL(address);
  const file = { path: url.pathname.replace(/^.*(?=\/v3\/)/, ''), query: Object.fromEntries(url.searchParams) };
  const answer = await exchange({ method: 'GET', ...file });
  if (answer.status !== 200) throw readRefusal(file.path, answer);
  const content = await open(answer.body, { maxOutputLength: mostBytes }).catch((error: unknown) => {
    throw new WechatUnreachable(file.path, 'unreadable_answer', true, String(error));
  });
  const hash = createHash('sha1').update(content).digest('hex');
  if (hash !== told.toLowerCase())
    throw new WechatUnreachable(file.path, 'unverified_answer', true, 'the bill is not the one that was told');
  return content.toString('utf8');
}

/** Rows by the names of the first line; each value begins with a backtick. The sums at the end have a header of their own. */
function rowsOf(text: string): ((name: string) => string)[] {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = new Map(head.split(',').map((name, at) => [name.trim(), at]));
  const end = lines.findIndex((line) => !line.startsWith('`'));
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => {
    const values = line.slice(1).split(',`');
    return (name: string) => {
      const value = values[names.get(name) ?? -1];
      if (value === undefined) throw new WechatBadAnswer(name, 'the bill has no such column');
      return value.trim();
    };
  });
}

function readTrade(cell: (name: string) => string): BillRow {
  const outRefundNo = cell('商户退款单号');
  const none = outRefundNo === '' || outRefundNo === '0';
  return {
    at: momentOf(cell('交易时间')),
    appid: cell('公众账号ID'),
    mchid: cell('商户号'),
    openid: cell('用户标识'),
    transactionId: cell('微信订单号'),
    outTradeNo: cell('商户订单号'),
    total: fen(cell('订单金额')),
    settled: fen(cell('应结订单金额')),
    coupons: fen(cell('代金券金额')),
    currency: cell('货币种类'),
    refund: none ? null : { outRefundNo, amount: fen(cell('申请退款金额')), state: cell('退款状态') },
  };
}

/** `2026-11-21 08:30:00`, the clocks of Shanghai. */
function momentOf(text: string): Date {
  const at = new Date(`${text.replace(' ', 'T')}+08:00`);
  if (Number.isNaN(at.getTime())) throw new WechatBadAnswer('bill', `no time: ${text}`);
  return at;
}

/** Yuan with two decimals, read by its digits: no fen is lost to a fraction. */
function fen(yuan: string): number {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  if (whole === '') throw new WechatBadAnswer('bill', `no sum: ${yuan}`);
  return (sign === '-' ? -1 : 1) * (Number(whole) * 100 + Number(part.padEnd(2, '0')));
}
