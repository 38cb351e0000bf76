import { appById } from '../../world/apps.ts';
import { parseRfc3339, rfc3339 } from '../../world/clock.ts';
import { canonical, type Json, recordOf, textOf, textsOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { type PayEndpoint, PayError, paramError } from '../endpoint.ts';
import { checkShape } from '../shape.ts';
import { isUploaded, noticesOf } from './notify.ts';
import { productShape, stopShape } from './shape.ts';

/** 商品券 with its one batch (单券, 全场): what the brand's own till takes off, and what of it is sent. Fen. */
export type ProductStock = {
  readonly productId: string;
  readonly stockId: string;
  readonly name: string;
  readonly rule: Json;
  readonly beginAt: string;
  readonly endAt: string;
  /** Good for so many days from when it begins for her; null: as long as the batch. */
  readonly days: number | null;
  readonly mostCount: number;
  readonly mostPerUser: number;
  readonly outRequestNo: string;
  readonly fingerprint: string;
  readonly createdAt: string;
  readonly stoppedAt: string | null;
  readonly sent: number;
};

export const productStocks: TableShape<ProductStock> = { name: 'product-stocks' };

/** It may stand AUDITING at first; how long in truth no page says. */
const auditMs = 60_000;
const mostMs = 365 * 86_400_000;
const path = '/brand/marketing/product-coupon/product-coupons';

const createProduct: PayEndpoint = {
  method: 'POST',
  path,
  title: '创建商品券',
  answer: ({ world }, { body }) => {
    checkShape(body, productShape);
    if (noticesOf(world) === undefined) throw invalid('请先设置商品券事件通知地址');
    const wanted = readProduct(world, body);
    const known = [...world.store.of(productStocks).all()].find((one) => one.outRequestNo === wanted.outRequestNo);
    if (known && known.fingerprint !== wanted.fingerprint)
      throw new PayError(400, 'ALREADY_EXISTS', '商品券已存在，且参数与之前不一致');
    const productId = known?.productId ?? String(1_000_000_000 + world.store.next('product-coupon'));
    const stock = known ?? { ...wanted, productId, stockId: `${productId}001` };
    if (!known) world.store.of(productStocks).put(stock.stockId, stock);
    return { ...productJson(stock), stock: stockJson(world, stock) };
  },
};

const getStock: PayEndpoint = {
  method: 'GET',
  path: `${path}/:productId/stocks/:stockId`,
  title: '查询商品券指定批次',
  answer: ({ world }, { params }) => stockJson(world, findStock(world, params.productId, params.stockId)),
};

const stopStock: PayEndpoint = {
  method: 'POST',
  path: `${path}/:productId/stocks/:stockId/deactivate`,
  title: '失效商品券批次',
  answer: ({ world }, { params, body }) => {
    checkShape(body, stopShape);
    requestNo(body, 'out_request_no', 40);
    if (!textOf(body, 'deactivate_reason')) throw paramError('/deactivate_reason', '缺少失效原因');
    const stock = findStock(world, params.productId, params.stockId);
    const stopped = { ...stock, stoppedAt: stock.stoppedAt ?? world.clock.now().toISOString() };
    world.store.of(productStocks).put(stock.stockId, stopped);
    return stockJson(world, stopped);
  },
};

export const productStockEndpoints: readonly PayEndpoint[] = [createProduct, getStock, stopStock];

export function findStock(world: World, productId: string | undefined, stockId: string | undefined): ProductStock {
  const stock = world.store.of(productStocks).get(stockId ?? '');
  if (stock === undefined || stock.productId !== productId) throw new PayError(404, 'NOT_FOUND', '商品券批次不存在');
  return stock;
}

export function stockState(world: World, stock: ProductStock): 'AUDITING' | 'SENDING' | 'STOPPED' | 'DEACTIVATED' {
  const now = world.clock.now().getTime();
  if (stock.stoppedAt !== null) return 'DEACTIVATED';
  if (now >= Date.parse(stock.endAt)) return 'STOPPED';
  return now < Date.parse(stock.createdAt) + auditMs ? 'AUDITING' : 'SENDING';
}

/** Letters, digits, `_` and `-`, six at least. */
export function requestNo(body: Json, field: string, most: number): string {
  const text = textOf(body, field) ?? '';
  if (!/^[0-9A-Za-z_-]{6,}$/.test(text) || text.length > most)
    throw paramError(`/${field}`, '请求单号须为 6 个以上的数字、字母、下划线、短横线');
  return text;
}

export const invalid = (message: string): PayError => new PayError(400, 'INVALID_REQUEST', message);

export function productJson({ productId, rule }: ProductStock): Json {
  return { product_coupon_id: productId, ...rule, state: 'EFFECTIVE' };
}

export function stockJson(world: World, stock: ProductStock): Json {
  return {
    product_coupon_id: stock.productId,
    stock_id: stock.stockId,
    coupon_code_mode: 'API_ASSIGN',
    stock_send_rule: { max_count: stock.mostCount, max_count_per_user: stock.mostPerUser },
    sent_count_info: { total_count: stock.sent },
    state: stockState(world, stock),
    ...(stock.stoppedAt === null ? {} : { deactivate_time: rfc3339(new Date(stock.stoppedAt)) }),
  };
}

type Wanted = Omit<ProductStock, 'productId' | 'stockId'>;

function readProduct(world: World, body: Json): Wanted {
  const outRequestNo = requestNo(body, 'out_request_no', 40);
  // What a shop of ours gives: 全场, 单券. A 单品券 lists goods and prices at WeChat's side; 多次优惠 are several batches in a row.
  if (body.scope !== 'ALL' || body.usage_mode !== 'SINGLE') throw paramError('/scope', '沙箱只支持全场单券');
  const display = recordOf(body, 'display_info') ?? {};
  const name = textOf(display, 'name') ?? '';
  if ([...name].length < 3) throw paramError('/display_info/name', '名称为 3 到 12 个字符');
  for (const field of ['image_url', 'background_url']) {
    const url = textOf(display, field);
    if (url === undefined ? field === 'image_url' : !isUploaded(world, url))
      throw paramError(`/display_info/${field}`, '图片须由图片上传接口获得');
  }
  const stock = recordOf(body, 'stock') ?? {};
  return {
    ...{ outRequestNo, name, fingerprint: canonical(body), rule: readRule(body) },
    ...readStock(world, stock),
    ...{ createdAt: world.clock.now().toISOString(), stoppedAt: null, sent: 0 },
  };
}

function readRule(body: Json): Json {
  const { scope, type, usage_mode, single_usage_info, display_info } = body;
  const info = recordOf(body, 'single_usage_info') ?? {};
  const normal = recordOf(info, 'normal_coupon');
  const discount = recordOf(info, 'discount_coupon');
  const whole = (value: unknown, least: number, most: number) =>
    typeof value === 'number' && value >= least && value <= most;
  const right =
    type === 'NORMAL'
      ? normal !== undefined &&
        discount === undefined &&
        whole(normal.threshold, 0, 1e9) &&
        whole(normal.discount_amount, 1, 1e9)
      : type === 'DISCOUNT' &&
        normal === undefined &&
        discount !== undefined &&
        whole(discount.threshold, 0, 1e9) &&
        whole(discount.percent_off, 1, 99);
  if (!right) throw paramError('/single_usage_info', '优惠规则与券类型不符');
  return { scope, type, usage_mode, single_usage_info, display_info };
}

function readStock(world: World, stock: Json) {
  if (stock.coupon_code_mode !== 'API_ASSIGN') throw paramError('/stock/coupon_code_mode', '沙箱只支持 API_ASSIGN');
  if (stock.store_scope !== 'NONE') throw paramError('/stock/store_scope', '沙箱没有品牌门店');
  const sendRule = recordOf(stock, 'stock_send_rule') ?? {};
  const [mostCount, mostPerUser] = [Number(sendRule.max_count), Number(sendRule.max_count_per_user)];
  if (!(mostCount >= 1 && mostCount <= 100_000_000)) throw paramError('/stock/stock_send_rule/max_count', '1 到 1 亿');
  if (!(mostPerUser >= 1 && mostPerUser <= 100))
    throw paramError('/stock/stock_send_rule/max_count_per_user', '1 到 100');
  const period = recordOf(recordOf(stock, 'single_usage_rule') ?? {}, 'coupon_available_period') ?? {};
  const [begin, end] = ['available_begin_time', 'available_end_time'].map((key) =>
    parseRfc3339(textOf(period, key) ?? ''),
  );
  if (!begin || !end || end <= begin || end.getTime() - begin.getTime() > mostMs)
    throw paramError('/stock/single_usage_rule/coupon_available_period', '有效期须在 365 天以内');
  const days = period.available_days === undefined ? null : Number(period.available_days);
  if (days !== null && !(days >= 1 && days <= 365))
    throw paramError('/stock/single_usage_rule/coupon_available_period/available_days', '1 到 365 天');
  checkShown(world, stock);
  return { mostCount, mostPerUser, beginAt: begin.toISOString(), endAt: end.toISOString(), days };
}

function checkShown(world: World, stock: Json): void {
  const shown = recordOf(stock, 'usage_rule_display_info') ?? {};
  const methods = textsOf(shown, 'coupon_usage_method_list') ?? [];
  if (methods.length === 0 || methods.some((one) => !['OFFLINE', 'MINI_PROGRAM', 'APP', 'PAYMENT_CODE'].includes(one)))
    throw paramError('/stock/usage_rule_display_info/coupon_usage_method_list', '核销方式有误');
  const mini = appById(world, textOf(shown, 'mini_program_appid') ?? '');
  if (methods.includes('MINI_PROGRAM') && (!mini || !textOf(shown, 'mini_program_path')))
    throw paramError('/stock/usage_rule_display_info/mini_program_appid', '小程序核销须填小程序和路径');
  if (!textOf(shown, 'usage_description'))
    throw paramError('/stock/usage_rule_display_info/usage_description', '缺少使用说明');
  const display = recordOf(stock, 'coupon_display_info') ?? {};
  if (!['INVISIBLE', 'BARCODE', 'QRCODE'].includes(textOf(display, 'code_display_mode') ?? ''))
    throw paramError('/stock/coupon_display_info/code_display_mode', '券码展示模式有误');
  if (!appById(world, textOf(recordOf(stock, 'notify_config') ?? {}, 'notify_appid') ?? ''))
    throw paramError('/stock/notify_config/notify_appid', '缺少通知 AppID，或它没有绑定');
}
