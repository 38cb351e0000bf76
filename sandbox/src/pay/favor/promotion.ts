import type { Json } from '../../world/json.ts';
import type { World } from '../../world/world.ts';
import type { PayOrder } from '../order.ts';
import { couponState, type FavorCoupon, favorCoupons } from './coupon.ts';
import { favorStocks } from './stock.ts';

/** What the payer had off: by a coupon of the merchant's, or by the platform's own. Fen. */
export type Promotion = {
  readonly couponId: string;
  readonly stockId: string;
  readonly name: string;
  readonly amount: number;
  /** CASH: prepaid, the merchant is settled in full. NOCASH: the merchant is settled that much less. */
  readonly type: 'CASH' | 'NOCASH';
  readonly by: 'wechatpay' | 'merchant';
};

/** What would come off if she paid now: her best coupon, and what the platform gives away. One fen is paid in any case. */
export function promotionsFor(world: World, order: PayOrder): readonly Promotion[] {
  const found: Promotion[] = [];
  const room = () => order.total - 1 - found.reduce((sum, one) => sum + one.amount, 0);
  const best = bestCoupon(world, order);
  const stock = world.store.of(favorStocks).get(best?.stockId ?? '');
  if (best && stock)
    found.push({
      ...{ couponId: best.couponId, stockId: stock.stockId, name: stock.name, by: 'merchant' },
      ...{ amount: Math.min(stock.couponAmount, room()), type: stock.noCash ? 'NOCASH' : 'CASH' },
    });
  const off = Math.min(world.faults.get().platformCoupon, room());
  if (off > 0)
    found.push({
      ...{ couponId: order.outTradeNo.slice(-10), stockId: '18000001', name: '微信支付立减' },
      ...{ amount: off, type: 'CASH', by: 'wechatpay' },
    });
  return found.filter(({ amount }) => amount > 0);
}

function bestCoupon(world: World, order: PayOrder): FavorCoupon | undefined {
  const now = world.clock.now().toISOString();
  const worth = (coupon: FavorCoupon): number => world.store.of(favorStocks).get(coupon.stockId)?.couponAmount ?? 0;
  return world.store
    .of(favorCoupons)
    .by(order.shopperId)
    .filter((one) => couponState(world, one) === 'SENDED' && one.validFrom <= now)
    .filter((one) => order.total >= (world.store.of(favorStocks).get(one.stockId)?.minimum ?? Number.MAX_SAFE_INTEGER))
    .sort((a, b) => worth(b) - worth(a) || a.validTo.localeCompare(b.validTo))[0];
}

/** Marks her coupon as spent in this payment; answers it. */
export function spend(world: World, promotions: readonly Promotion[], transactionId: string): FavorCoupon | undefined {
  const [own] = promotions.filter(({ by }) => by === 'merchant');
  const coupon = own && world.store.of(favorCoupons).get(own.couponId);
  if (!coupon) return undefined;
  const spent = { ...coupon, usedAt: world.clock.now().toISOString(), transactionId };
  world.store.of(favorCoupons).put(coupon.couponId, spent);
  return spent;
}

/** A payment that went back whole, at once, gives her the coupon back, good for as long as it was; in parts it stays spent. */
export function returnCoupons(world: World, order: PayOrder): void {
  for (const { couponId, by } of order.promotions ?? []) {
    const coupon = by === 'merchant' ? world.store.of(favorCoupons).get(couponId) : undefined;
    if (coupon) world.store.of(favorCoupons).put(couponId, { ...coupon, usedAt: null, transactionId: null });
  }
}

export function payerTotal({ total, promotions = [] }: Pick<PayOrder, 'total' | 'promotions'>): number {
  return promotions.reduce((rest, { amount }) => rest - amount, total);
}

/** 应结订单金额: what the merchant gets for it. */
export function settlementTotal({ total, promotions = [] }: Pick<PayOrder, 'total' | 'promotions'>): number {
  return promotions.reduce((rest, { amount, type }) => (type === 'NOCASH' ? rest - amount : rest), total);
}

export function promotionJson({ couponId, stockId, name, amount, type, by }: Promotion): Json {
  return {
    coupon_id: couponId,
    name,
    scope: 'GLOBAL',
    type,
    amount,
    stock_id: stockId,
    wechatpay_contribute: by === 'wechatpay' ? amount : 0,
    merchant_contribute: by === 'merchant' ? amount : 0,
    other_contribute: 0,
    currency: 'CNY',
  };
}
