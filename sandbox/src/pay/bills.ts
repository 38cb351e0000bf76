import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { World } from '../world/world.ts';
import { type PayEndpoint, PayError } from './endpoint.ts';
import { flowText } from './favor/flows.ts';
import { payerTotal, settlementTotal } from './favor/promotion.ts';
import { type PayOrder, payOrders } from './order.ts';
import { type Refund, refunds, settlementRefund } from './refund.ts';

const shanghaiMs = 8 * 3_600_000;
const dayMs = 86_400_000;
/** The platform's rule: the bill of a day is there at ten the next morning, and for three months. */
const readyMs = 10 * 3_600_000;
const keptMs = 90 * dayMs;

const tradeColumns =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,' +
  '订单金额,申请退款金额,费率备注';
const fundColumns =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';

/** GET /v3/bill/tradebill and /v3/bill/fundflowbill → where the file is, and its hash. The file itself is not signed. */
export const tradeBillEndpoint = billEndpoint('/v3/bill/tradebill', '申请交易账单', 'trade');
export const fundBillEndpoint = billEndpoint('/v3/bill/fundflowbill', '申请资金账单', 'fund');

function billEndpoint(path: string, title: string, kind: 'trade' | 'fund'): PayEndpoint {
  return {
    method: 'GET',
    path,
    title,
    answer: ({ world }, { query, origin }) => {
      const day = readDay(world, query.bill_date ?? '');
      const text = billText(world, kind, day);
      if (text === null) throw new PayError(400, 'NO_STATEMENT_EXIST', '账单不存在：当日没有交易');
      const token = `${kind}.${day}.${query.tar_type === 'GZIP' ? 'gzip' : 'plain'}`;
      return {
        hash_type: 'SHA1',
        hash_value: createHash('sha1').update(text).digest('hex'),
        download_url: `${origin}/v3/billdownload/file?token=${token}`,
      };
    },
  };
}

/** The file of a token; null for one that no bill has. */
export function billFile(world: World, token: string): Buffer | null {
  const flow = flowText(world, token);
  if (flow !== null) return Buffer.from(flow);
  const [, kind, day, form] = /^(trade|fund)\.(\d{4}-\d{2}-\d{2})\.(gzip|plain)$/.exec(token) ?? [];
  const text = day === undefined ? null : billText(world, kind === 'fund' ? 'fund' : 'trade', day);
  if (text === null) return null;
  return form === 'gzip' ? gzipSync(text) : Buffer.from(text);
}

function readDay(world: World, day: string): string {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(start)) throw new PayError(400, 'PARAM_ERROR', '参数错误：bill_date 应为 yyyy-MM-dd');
  const now = world.clock.now().getTime();
  if (now >= start + keptMs) throw new PayError(400, 'INVALID_REQUEST', '仅支持三个月内的账单下载申请');
  if (now < start + dayMs) throw new PayError(400, 'INVALID_REQUEST', '账单日期不能是今天或以后');
  if (now < start + dayMs + readyMs) throw new PayError(400, 'STATEMENT_CREATING', '账单生成中');
  return day;
}

function billText(world: World, kind: 'trade' | 'fund', day: string): string | null {
  const { paid, returned } = movedOn(world, day, kind);
  if (paid.length + returned.length === 0) return null;
  const rows =
    kind === 'trade'
      ? [...paid.map((order) => tradeOf(world, order)), ...returned.map((refund) => refundOf(world, refund))]
      : [...paid.map(incomeOf), ...returned.map(outgoOf)];
  const settled = paid.reduce((sum, order) => sum + settlementTotal(order), 0);
  const total = paid.reduce((sum, order) => sum + order.total, 0);
  const back = returned.reduce((sum, refund) => sum + settlementRefund(refund), 0);
  const prepaid = returned.reduce((sum, refund) => sum + prepaidBack(refund), 0);
  const asked = returned.reduce((sum, refund) => sum + refund.refund, 0);
  const sums =
    kind === 'trade'
      ? [
          '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
          line([rows.length, yuan(settled), yuan(back), yuan(prepaid), '0.00000', yuan(total), yuan(asked)]),
        ]
      : [
          '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
          line([rows.length, paid.length, yuan(settled), returned.length, yuan(back)]),
        ];
  return `\uFEFF${[kind === 'trade' ? tradeColumns : fundColumns, ...rows.map(line), ...sums].join('\r\n')}\r\n`;
}

/** In the trade bill a refund stands on the day it was asked for, in the fund bill on the day it went out. */
function movedOn(world: World, day: string, kind: 'trade' | 'fund') {
  const isThen = (at: string | null): boolean => at !== null && stampOf(at).startsWith(day);
  const paid = [...world.store.of(payOrders).all()].filter((order) => isThen(order.paidAt));
  const returned = [...world.store.of(refunds).all()].filter((refund) =>
    isThen(kind === 'trade' ? refund.createdAt : refund.succeededAt),
  );
  return { paid, returned: kind === 'trade' ? returned.filter(({ status }) => status !== 'CLOSED') : returned };
}

function tradeOf(world: World, order: PayOrder) {
  return [
    ...head(world, order, order.paidAt ?? ''),
    'SUCCESS',
    'OTHERS',
    'CNY',
    yuan(settlementTotal(order)),
    yuan(order.total - payerTotal(order)),
    '0',
    '0',
    '0.00',
    '0.00',
    '',
    '',
    order.description,
    order.attach ?? '',
    '0.00000',
    '0.60%',
    yuan(order.total),
    '0.00',
    '',
  ];
}

function refundOf(world: World, refund: Refund) {
  const order = world.store.of(payOrders).get(refund.outTradeNo);
  if (!order) return [];
  return [
    ...head(world, order, refund.createdAt),
    'REFUND',
    'OTHERS',
    'CNY',
    '0.00',
    '0.00',
    refund.refundId,
    refund.outRefundNo,
    yuan(settlementRefund(refund)),
    yuan(prepaidBack(refund)),
    'ORIGINAL',
    refund.status,
    order.description,
    order.attach ?? '',
    '0.00000',
    '0.60%',
    '0.00',
    yuan(refund.refund),
    '',
  ];
}

/** 充值券退款金额: what went back into the money that was put in for coupons. */
function prepaidBack({ promotions = [] }: Refund): number {
  return promotions.reduce((sum, { type, refunded }) => (type === 'CASH' ? sum + refunded : sum), 0);
}

function head(world: World, order: PayOrder, at: string): readonly string[] {
  const { mchid } = world.credentials;
  const number = order.transactionId ?? '';
  return [stampOf(at), order.appid ?? '', mchid, '0', '', number, order.outTradeNo, order.openid, 'JSAPI'];
}

function incomeOf(order: PayOrder) {
  const number = order.transactionId ?? '';
  return [
    stampOf(order.paidAt ?? ''),
    number,
    number,
    '交易',
    '交易',
    '收入',
    yuan(settlementTotal(order)),
    '0.00',
    '',
    '',
    order.outTradeNo,
  ];
}

function outgoOf(refund: Refund) {
  const at = stampOf(refund.succeededAt ?? '');
  return [
    at,
    refund.refundId,
    refund.refundId,
    '退款',
    '退款',
    '支出',
    yuan(settlementRefund(refund)),
    '0.00',
    '',
    '',
    refund.outRefundNo,
  ];
}

/** Each value begins with a backtick, so that spreadsheets keep long numbers as they are. */
function line(values: readonly (string | number)[]): string {
  return values.map((value) => `\`${value}`).join(',');
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** `2026-11-21 08:30:00`, the clocks of Shanghai. */
function stampOf(at: string): string {
  return new Date(new Date(at).getTime() + shanghaiMs).toISOString().slice(0, 19).replace('T', ' ');
}
