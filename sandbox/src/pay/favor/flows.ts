import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';
import { type PayEndpoint, PayError } from '../endpoint.ts';
import { type PayOrder, payOrders } from '../order.ts';
import { type Refund, refunds } from '../refund.ts';
import { findStock, stateOf } from './stock.ts';

/** Columns as merchants post them; a line in quotes stands for what this shop has none of. */
const columns =
  '批次id,优惠id,优惠类型,优惠金额（元）,订单总金额（元）,交易类型,支付单号,消耗时间,消耗商户号,设备号,银行流水号,单品信息';
const shanghaiMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** Of a batch that is over, from ten the next morning on; the file is asked for like a bill's. */
const useFlow = flow('use-flow', '下载代金券批次核销明细');
const refundFlow = flow('refund-flow', '下载代金券批次退款明细');

export const favorFlowEndpoints: readonly PayEndpoint[] = [useFlow, refundFlow];

function flow(kind: 'use-flow' | 'refund-flow', title: string): PayEndpoint {
  return {
    method: 'GET',
    path: `/v3/marketing/favor/stocks/:stockId/${kind}`,
    title,
    answer: ({ world }, { params, origin }) => {
      const stock = findStock(world, params.stockId);
      if (stateOf(world, stock) !== 'stoped' || world.clock.now() < readyAt(stock.endAt))
        throw new PayError(400, 'INVALID_REQUEST', '活动结束后次日 10 点才可以下载');
      const token = `${kind}.${stock.stockId}`;
      const text = flowText(world, token) ?? '';
      return {
        url: `${origin}/v3/billdownload/file?token=${token}`,
        hash_value: createHash('sha1').update(text).digest('hex'),
        hash_type: 'SHA1',
      };
    },
  };
}

/** Ten in the morning, the clocks of Shanghai, of the day after. */
function readyAt(end: string): Date {
  const day = new Date(new Date(end).getTime() + shanghaiMs).toISOString().slice(0, 10);
  return new Date(Date.parse(`${day}T10:00:00+08:00`) + dayMs);
}

/** The file of a token; null for one that no flow has. */
export function flowText(world: World, token: string): string | null {
  const [, kind, stockId = ''] = /^(use-flow|refund-flow)\.(\d+)$/.exec(token) ?? [];
  if (kind === undefined) return null;
  const rows = kind === 'use-flow' ? usesOf(world, stockId) : refundsOf(world, stockId);
  return [columns, ...rows, '总条数', `\`${rows.length}`].join('\r\n').concat('\r\n');
}

function usesOf(world: World, stockId: string): readonly string[] {
  return [...world.store.of(payOrders).all()].flatMap((order) =>
    (order.promotions ?? [])
      .filter((one) => one.stockId === stockId && order.paidAt !== null)
      .map(({ couponId, amount }) => line(world, [stockId, couponId, amount, order, '支付', order.paidAt ?? ''])),
  );
}

function refundsOf(world: World, stockId: string): readonly string[] {
  return [...world.store.of(refunds).by('SUCCESS')].flatMap((refund: Refund) => {
    const order = world.store.of(payOrders).get(refund.outTradeNo);
    return (refund.promotions ?? [])
      .filter((one) => one.stockId === stockId && order !== undefined && one.refunded > 0)
      .map(({ couponId, refunded }) =>
        line(world, [stockId, couponId, refunded, order as PayOrder, '退款', refund.succeededAt ?? '']),
      );
  });
}

function line(
  world: World,
  [stockId, couponId, amount, order, kind, at]: readonly [string, string, number, PayOrder, string, string],
): string {
  const when = new Date(new Date(at).getTime() + shanghaiMs).toISOString().slice(0, 19).replace('T', ' ');
  const values = [stockId, couponId, '全场代金券', yuan(amount), yuan(order.total), kind, order.transactionId, when];
  return [...values, world.credentials.mchid]
    .map((value) => `\`${value}`)
    .join(',')
    .concat(',"","",""');
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}
