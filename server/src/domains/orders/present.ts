import { bothOf, plainWords, type Said, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Store, stores } from '../stores/index.ts';
import { openAddress } from './address.ts';
import { orderErrors } from './errors.ts';
import { giftNote, type OrderGift } from './gift.ts';
import type { OrderState } from './order.ts';
import { PICKUP_HEAD, type PickupHead, presentPlace } from './pickup/present.ts';
import { presentRefund } from './refund/present.ts';
import { REFUND, type RefundRow } from './refund/row.ts';
import { unitsLeft, unitsToSend, unitsWithHer } from './refund/units.ts';
import { lotsIn } from './shipment/lots.ts';
import type { DeliveryWay } from './shipment/parcel.ts';
import { SHOWN_STATE } from './shown-state.ts';
import { operatorsOnly } from './tell-events.ts';

type Head = {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState | 'to_collect';
  readonly source: string;
  readonly service: 'card' | null;
  readonly memberId: string;
  readonly goodsAmount: number;
  readonly discountAmount: number;
  readonly shippingFee: number;
  readonly payable: number;
  readonly paid: number;
  readonly refunded: number;
  readonly payCoupons: PaidWith | null;
  readonly discounts: { label: Said; amount: number; source: string }[];
  readonly addressSealed: string | null;
  readonly storeId: string | null;
  readonly pickup: PickupHead | null;
  readonly areaName: string | null;
  readonly slotFrom: Date | null;
  readonly slotTo: Date | null;
  readonly note: string;
  readonly payNumber: string;
  readonly transactionId: string | null;
  readonly app: string | null;
  readonly confirmable: boolean;
  readonly unsent: number;
  readonly parcels: Packed[];
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly holds: { who: Words; reason: Words; since: string; until: string | null; team: string | null }[];
};

type PaidWith = {
  readonly payerPaid: number;
  readonly settled: number | null;
  readonly promotions: { name: string; amount: number }[];
};

type Packed = {
  readonly no: number;
  readonly way: DeliveryWay;
  readonly goods: string;
  readonly lines: { readonly position: number; readonly quantity: number; readonly lot?: string }[];
  readonly company: string;
  readonly waybill: string | null;
  readonly shippedAt: string;
  readonly replacement: boolean;
};

type LineView = {
  readonly orderId: string;
  readonly position: number;
  readonly skuId: string | null;
  readonly productId: string | null;
  readonly name: string;
  readonly values: string[];
  readonly image: string | null;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly payable: number;
  readonly discounts: { label: Said; amount: number }[];
  readonly refundedQuantity: number;
  readonly refundedAmount: number;
  readonly gift: OrderGift | null;
  readonly refundingQuantity: number;
  readonly shippedQuantity: number;
  readonly keptQuantity: number;
};

type EventView = {
  readonly orderId: string;
  readonly at: Date;
  readonly kind: string;
  readonly title: Words;
  readonly detail: Words | null;
};

/** Orders by id, in the order of the ids, whole: four statements for any number of them. */
export async function presentOrders(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const [heads, lines, events, refunds] = await Promise.all([
    sql<Head>`
      select id, number, ${SHOWN_STATE} as state, source, service, store_id, ${PICKUP_HEAD} as pickup, area_name, slot_from, slot_to, member_id, goods_amount, discount_amount, shipping_fee, payable, paid, refunded, discounts,
        address_sealed, note, number || case when pay_attempt = 1 then '' else '-' || pay_attempt end as pay_number,
        transaction_id, app, o.state in ('shipped', 'partly_shipped') and told_times > 0 and upload_at is null and upload_failure is null
          and exists (select from orders.app a where a.appid = o.app and a.managed) as confirmable,
        (select jsonb_build_object('payerPaid', p.payer_amount, 'settled', p.settled_amount, 'promotions', p.promotions)
          from orders.payment p where p.transaction_id = o.transaction_id and p.promotions <> '[]' and p.payer_amount is not null) as pay_coupons,
        unsent, (select coalesce(jsonb_agg(jsonb_build_object('no', p.position, 'way', p.way, 'goods', p.goods, 'lines', p.lines,
            'company', p.company, 'waybill', p.waybill, 'shippedAt', p.sent_at, 'replacement', p.refund_id is not null)
            order by p.position), '[]')
          from orders.parcel p where p.order_id = o.id) as parcels, expires_at, created_at, paid_at,
        (select coalesce(jsonb_agg(
            jsonb_build_object('who', h.who, 'reason', h.reason, 'since', h.held_at, 'until', h.until, 'team', h.team)
            order by h.held_at, h.by), '[]')
          from orders.hold h where h.order_id = o.id and o.state in ('unpaid', 'paid')) as holds
      from orders.placed o where id = any(${ids}::text[])
    `.execute(ctx.db),
    sql<LineView>`
      select order_id, position, sku_id, product_id, name, option_values as values, image, quantity, unit_price, payable,
        discounts, refunded_quantity, refunded_amount, refunding_quantity, shipped_quantity, kept_quantity, gift
      from orders.line where order_id = any(${ids}::text[]) order by position
    `.execute(ctx.db),
    sql<EventView>`
      select order_id, at, kind, title, detail from orders.event
      where order_id = any(${ids}::text[]) and (kind <> ${operatorsOnly} or ${ctx.actor.kind === 'operator'}) order by id
    `.execute(ctx.db),
    sql<RefundRow>`
      select ${REFUND} from orders.refund r where r.order_id = any(${ids}::text[]) order by r.created_at, r.id
    `.execute(ctx.db),
  ]);
  const places = await stores.find(
    ctx,
    heads.rows.flatMap(({ storeId }) => storeId ?? []),
  );
  const lots = await lotsIn(
    ctx,
    heads.rows.flatMap(({ parcels }) => parcels),
  );
  const byId = new Map(heads.rows.map((head) => [head.id, head]));
  const of = <T extends { readonly orderId: string | null }>(rows: readonly T[], id: string) =>
    rows.filter((r) => r.orderId === id);
  return ids.flatMap((id) => {
    const head = byId.get(id);
    if (!head) return [];
    const store = head.storeId === null ? undefined : places.get(head.storeId);
    const children = {
      lines: of(lines.rows, id),
      events: of(events.rows, id),
      refunds: of(refunds.rows, id),
      store,
      lots,
    };
    return [presentOrder(ctx, head, children)];
  });
}

/** One order, whole. The caller has made sure that it may be seen. */
export async function presentOne(ctx: Ctx, id: string) {
  const [order] = await presentOrders(ctx, [id]);
  if (!order) throw orderErrors.error('not_found');
  return order;
}

type Children = {
  readonly lines: LineView[];
  readonly events: EventView[];
  readonly refunds: RefundRow[];
  readonly store: Store | undefined;
  readonly lots: Lots;
};

type Lots = Awaited<ReturnType<typeof lotsIn>>;

function presentOrder(ctx: Ctx, head: Head, { lines, events, refunds, store, lots }: Children) {
  const { addressSealed, parcels, source, ...told } = head;
  const { payNumber, transactionId, app, confirmable, storeId, pickup, areaName, slotFrom, slotTo, ...rest } = told;
  const address = openAddress(ctx, addressSealed);
  return {
    ...rest,
    discounts: rest.discounts.map(named),
    payCoupons: presentPayCoupons(ctx, rest.payCoupons),
    address: storeId === null ? address : null,
    pickup:
      storeId === null || pickup === null ? null : presentPlace(ctx, { ...pickup, storeId, address, where: store }),
    slot:
      areaName === null || slotFrom === null || slotTo === null
        ? null
        : { area: areaName, from: slotFrom.toISOString(), to: slotTo.toISOString() },
    parcels: parcels.map((parcel) => asParcel(head.id, parcel, lots)),
    confirm:
      confirmable && transactionId !== null && app !== null
        ? { app, merchantId: ctx.config.wechat.merchant.mchid, merchantTradeNo: payNumber, transactionId }
        : null,
    lines: lines.map((line) => asLine(line, source)),
    refunds: refunds.filter(isShown(ctx)).map((refund) => presentRefund(ctx, refund, refunds)),
    timeline: source === 'shop' ? events.map(asEntry) : [imported(head)],
    holds: rest.holds.map(asHold),
    expiresAt: head.state === 'unpaid' ? (head.expiresAt?.toISOString() ?? null) : null,
    createdAt: head.createdAt.toISOString(),
    paidAt: head.paidAt?.toISOString() ?? null,
  };
}

function presentPayCoupons(ctx: Ctx, off: PaidWith | null) {
  if (off === null) return null;
  return {
    payerPaid: off.payerPaid,
    settled: ctx.actor.kind === 'operator' ? off.settled : null,
    coupons: off.promotions.map(({ name, amount }) => ({ name, amount })),
  };
}

function presentGift(gift: OrderGift) {
  const { label, badge, worth, broken } = gift;
  return { label: bothOf(label), badge, worth, broken, note: giftNote(gift, worth) };
}

/** Where an order was made elsewhere nobody knows of parcels: all of it is with her. */
function asLine(
  { orderId, position, refundingQuantity, shippedQuantity, keptQuantity, ...line }: LineView,
  source: string,
) {
  const units = { ...line, refundingQuantity, shippedQuantity, keptQuantity };
  return {
    id: `${orderId}.${position}`,
    ...line,
    discounts: line.discounts.map(named),
    gift: line.gift && presentGift(line.gift),
    toSend: source === 'shop' ? unitsToSend(units) : 0,
    withHer: Math.max(source === 'shop' ? unitsWithHer(units) : unitsLeft(units), 0),
  };
}

/** What an operator wants to give and another has not agreed to is not hers yet. */
function isShown({ actor }: Ctx): (refund: RefundRow) => boolean {
  return ({ origin, state }) =>
    actor.kind === 'operator' || origin !== 'operator' || !['requested', 'refused'].includes(state);
}

/** Orders from before the names of discounts were pairs keep plain text. */
function named<D extends { readonly label: Said }>(discount: D) {
  return { ...discount, label: bothOf(discount.label) };
}

/** Times come out of jsonb with an offset. */
function asParcel(orderId: string, { shippedAt, lines, ...parcel }: Packed, lots: Lots) {
  return {
    ...parcel,
    lines: lines.map(({ position, quantity, lot }) => {
      const known = lot === undefined ? undefined : lots.get(lot);
      return { lineId: `${orderId}.${position}`, quantity, ...(known ? { lot: known } : {}) };
    }),
    shippedAt: new Date(shippedAt).toISOString(),
  };
}

function asHold({ since, until, ...hold }: Head['holds'][number]) {
  return { ...hold, since: new Date(since).toISOString(), until: until && new Date(until).toISOString() };
}

function asEntry({ at, kind, title, detail }: EventView) {
  return { at: at.toISOString(), kind, title, detail };
}

/** Of an order made elsewhere no more is known than that it came: a row for each of a hundred thousand would say the same. */
function imported({ createdAt, source }: Head) {
  return {
    at: createdAt.toISOString(),
    kind: 'imported',
    title: words('历史订单导入', 'Imported'),
    detail: plainWords(source),
  };
}
