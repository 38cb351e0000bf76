import { parseRfc3339, rfc3339 } from '../../world/clock.ts';
import { canonical, type Json, recordOf, textOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { type PayEndpoint, PayError, paramError } from '../endpoint.ts';
import { checkShape } from '../shape.ts';
import { favorStockShape } from './shape.ts';

/** A batch of 代金券. Amounts in fen. */
export type FavorStock = {
  readonly stockId: string;
  readonly name: string;
  readonly comment: string;
  readonly description: string;
  readonly beginAt: string;
  readonly endAt: string;
  readonly maxCoupons: number;
  readonly maxAmount: number;
  /** 0: no bound a day. */
  readonly maxAmountByDay: number;
  readonly perUser: number;
  readonly couponAmount: number;
  readonly minimum: number;
  /** Minutes from when she has it; null: as long as the batch. */
  readonly minutesAfterReceive: number | null;
  /** 免充值: nobody puts money in beforehand, the merchant is settled that much less. */
  readonly noCash: boolean;
  readonly outRequestNo: string;
  readonly fingerprint: string;
  readonly state: 'unactivated' | 'running' | 'paused';
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly sent: number;
};

export const favorStocks: TableShape<FavorStock> = { name: 'favor-stocks' };

/** Source: pay.weixin.qq.com/wiki/doc/apiv3, 创建代金券批次; community 0008c209abc2…: at most 60 a person. */
const mostPerUser = 60;
/** Its pages list ten at a time. */
const mostListed = 10;

const createStock: PayEndpoint = {
  method: 'POST',
  path: '/v3/marketing/favor/coupon-stocks',
  title: '创建代金券批次',
  answer: ({ world }, { body }) => {
    checkShape(body, favorStockShape);
    const wanted = readStock(world, body);
    const known = [...world.store.of(favorStocks).all()].find((one) => one.outRequestNo === wanted.outRequestNo);
    if (known && known.fingerprint !== wanted.fingerprint)
      throw new PayError(400, 'INVALID_REQUEST', '商户单据号已存在，且参数与之前不一致');
    const stock = known ?? { ...wanted, stockId: String(18_500_000 + world.store.next('favor-stock')) };
    if (!known) world.store.of(favorStocks).put(stock.stockId, stock);
    return { stock_id: stock.stockId, create_time: rfc3339(new Date(stock.createdAt)) };
  },
};

/** Money for a batch of 预充值 is taken when it starts. */
const startStock = moveStock('start', '激活代金券批次', (world, stock) => {
  if (stateOf(world, stock) !== 'unactivated') throw new PayError(400, 'INVALID_REQUEST', '批次状态不支持激活');
  if (!stock.noCash && world.faults.get().refundNotEnough)
    throw new PayError(403, 'NOT_ENOUGH', '商户可用余额不足，请充值后再激活');
  return { state: 'running', startedAt: world.clock.now().toISOString() };
});
const pauseStock = moveStock('pause', '暂停代金券批次', (world, stock) => {
  if (stateOf(world, stock) !== 'running') throw new PayError(400, 'INVALID_REQUEST', '批次状态不支持暂停');
  return { state: 'paused' };
});
const restartStock = moveStock('restart', '重启代金券批次', (world, stock) => {
  if (stateOf(world, stock) !== 'paused') throw new PayError(400, 'INVALID_REQUEST', '批次状态不支持重启');
  return { state: 'running' };
});

const listStocks: PayEndpoint = {
  method: 'GET',
  path: '/v3/marketing/favor/stocks',
  title: '条件查询代金券批次列表',
  answer: ({ world }, { query }) => {
    checkCreator(world, query.stock_creator_mchid);
    const [offset, limit] = [Number(query.offset ?? 0), Number(query.limit ?? mostListed)];
    if (!Number.isInteger(limit) || limit < 1 || limit > mostListed) throw paramError('/limit', '分页大小应为 1 到 10');
    if (!Number.isInteger(offset) || offset < 0) throw paramError('/offset', '分页页码应为不小于 0 的整数');
    const all = [...world.store.of(favorStocks).all()]
      .reverse()
      .filter((one) => query.status === undefined || stateOf(world, one) === query.status);
    const data = all.slice(offset * limit, (offset + 1) * limit).map((one) => stockJson(world, one));
    return { total_count: all.length, limit, offset, data };
  },
};

const getStock: PayEndpoint = {
  method: 'GET',
  path: '/v3/marketing/favor/stocks/:stockId',
  title: '查询代金券批次详情',
  answer: ({ world }, { params, query }) => {
    checkCreator(world, query.stock_creator_mchid);
    return stockJson(world, findStock(world, params.stockId));
  },
};

export const favorStockEndpoints: readonly PayEndpoint[] = [
  createStock,
  startStock,
  pauseStock,
  restartStock,
  listStocks,
  getStock,
];

export function findStock(world: World, stockId: string | undefined): FavorStock {
  const stock = world.store.of(favorStocks).get(stockId ?? '');
  if (!stock) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '查询的资源不存在：批次', undefined, 270079488);
  return stock;
}

/** `stoped` is how the platform spells it. */
export function stateOf(world: World, stock: FavorStock): FavorStock['state'] | 'stoped' {
  return world.clock.now().toISOString() >= stock.endAt ? 'stoped' : stock.state;
}

export function checkCreator(world: World, mchid: unknown): void {
  if (mchid !== world.credentials.mchid) throw new PayError(400, 'MCH_NOT_EXISTS', '创建批次的商户号不存在');
}

function moveStock(
  verb: string,
  title: string,
  changes: (world: World, stock: FavorStock) => Partial<FavorStock>,
): PayEndpoint {
  return {
    method: 'POST',
    path: `/v3/marketing/favor/stocks/:stockId/${verb}`,
    title,
    answer: ({ world }, { params, body }) => {
      checkCreator(world, body.stock_creator_mchid);
      const stock = findStock(world, params.stockId);
      world.store.of(favorStocks).put(stock.stockId, { ...stock, ...changes(world, stock) });
      return { [`${verb}_time`]: rfc3339(world.clock.now()), stock_id: stock.stockId };
    },
  };
}

function readStock(world: World, body: Json): FavorStock {
  const rule = recordOf(body, 'stock_use_rule') ?? {};
  const use = recordOf(body, 'coupon_use_rule') ?? {};
  const worth = recordOf(use, 'fixed_normal_coupon') ?? {};
  const text = (key: string): string => required(body, key);
  const amount = whole(worth, 'coupon_amount', '面额', 1);
  const minimum = whole(worth, 'transaction_minimum', '门槛', 1);
  const maxCoupons = whole(rule, 'max_coupons', '发放总上限', 1);
  const maxAmount = whole(rule, 'max_amount', '总预算', 1);
  const perUser = whole(rule, 'max_coupons_per_user', '单个用户可领个数', 1);
  const maxAmountByDay = rule.max_amount_by_day === undefined ? 0 : whole(rule, 'max_amount_by_day', '单天预算', 0);
  checkCreator(world, body.belong_merchant);
  if (body.stock_type !== 'NORMAL') throw new PayError(403, 'NO_AUTH', '你配置的信息需要开通特殊权限');
  if (typeof body.no_cash !== 'boolean') throw paramError('/no_cash', '“是否无资金流”是必填项');
  for (const key of ['natural_person_limit', 'prevent_api_abuse'])
    if (typeof rule[key] !== 'boolean') throw paramError(`/stock_use_rule/${key}`, `${key} 是必填项`);
  if (minimum <= amount) throw paramError('/coupon_use_rule/fixed_normal_coupon', '门槛应大于面额');
  if (maxAmount !== amount * maxCoupons) throw paramError('/stock_use_rule/max_amount', '总预算应为面额乘以发放总上限');
  if (perUser > mostPerUser) throw paramError('/stock_use_rule/max_coupons_per_user', '单个用户可领个数不能超过 60');
  if (maxAmountByDay > maxAmount) throw paramError('/stock_use_rule/max_amount_by_day', '单天预算不能大于总预算');
  const [beginAt, endAt] = [moment(body, 'available_begin_time'), moment(body, 'available_end_time')];
  if (endAt <= beginAt) throw paramError('/available_end_time', '结束时间应晚于开始时间');
  if (endAt <= world.clock.now()) throw paramError('/available_end_time', '结束时间应晚于当前时间');
  const after = recordOf(use, 'coupon_available_time')?.available_time_after_receive;
  const outRequestNo = text('out_request_no');
  return {
    ...{ stockId: '', name: text('stock_name'), comment: textOf(body, 'comment') ?? '', outRequestNo },
    description: required(recordOf(body, 'pattern_info') ?? {}, 'description'),
    ...{ beginAt: beginAt.toISOString(), endAt: endAt.toISOString(), maxCoupons, maxAmount, maxAmountByDay, perUser },
    ...{ couponAmount: amount, minimum, minutesAfterReceive: typeof after === 'number' ? after : null },
    ...{ noCash: body.no_cash, fingerprint: canonical(body), state: 'unactivated', startedAt: null, sent: 0 },
    createdAt: world.clock.now().toISOString(),
  };
}

function required(body: Json, key: string): string {
  const value = textOf(body, key) ?? '';
  if (value === '') throw paramError(`/${key}`, `${key} 是必填项`);
  return value;
}

function whole(body: Json, key: string, name: string, least: number): number {
  const value = body[key];
  if (typeof value !== 'number') throw paramError(`/${key}`, `参数“${name}”是必填项`);
  if (!Number.isInteger(value) || value < least) throw paramError(`/${key}`, `“${name}”应为不小于 ${least} 的整数`);
  return value;
}

function moment(body: Json, key: string): Date {
  const at = parseRfc3339(textOf(body, key) ?? '');
  if (!at) throw paramError(`/${key}`, '时间应为 RFC 3339 格式，如 2018-06-08T10:34:56+08:00');
  return at;
}

function stockJson(world: World, stock: FavorStock): Json {
  return {
    stock_id: stock.stockId,
    stock_creator_mchid: world.credentials.mchid,
    stock_name: stock.name,
    status: stateOf(world, stock),
    create_time: rfc3339(new Date(stock.createdAt)),
    description: stock.description,
    stock_use_rule: {
      max_coupons: stock.maxCoupons,
      max_amount: stock.maxAmount,
      max_amount_by_day: stock.maxAmountByDay,
      fixed_normal_coupon: { coupon_amount: stock.couponAmount, transaction_minimum: stock.minimum },
      max_coupons_per_user: stock.perUser,
      coupon_type: 'NORMAL',
      combine_use: false,
    },
    available_begin_time: rfc3339(new Date(stock.beginAt)),
    available_end_time: rfc3339(new Date(stock.endAt)),
    distributed_coupons: stock.sent,
    no_cash: stock.noCash,
    ...(stock.startedAt === null ? {} : { start_time: rfc3339(new Date(stock.startedAt)) }),
    singleitem: false,
    stock_type: 'NORMAL',
  };
}
