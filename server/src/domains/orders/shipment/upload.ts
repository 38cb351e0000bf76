import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, WechatError } from '../../../wechat/index.ts';
import { openAddress } from '../address.ts';
import { findCarrier } from '../carriers/carrier.ts';
import { readCarriers } from '../carriers/known.ts';
import { freshenCarriers } from '../carriers/refresh.ts';
import type { OrderPorts } from '../ports.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';
import type { DeliveryWay } from './parcel.ts';
import { freshenApps } from './set-up-apps.ts';

/** Calls to WeChat at the same time; not measured. */
const AT_ONCE = 20;
/** With pauses that double up to four hours: about a day, within which whatever passes has passed. */
const MOST_TRIES = 12;
/** 10060001: WeChat does not know the payment yet, which passes within minutes; the others: it is busy. */
const LATER = [10060001, 10060012, 10060019];
/** Shipped already, or the one correction is used up: somebody told it by hand. It has not heard of a correction then. */
const TOLD = [10060002, 10060003];
/** She confirmed it, or it was given back: WeChat follows it no further. */
const OVER = 10060004;
type Due = {
  readonly id: string;
  readonly firstLine: string;
  readonly quantity: number;
  readonly transactionId: string;
  readonly app: string | null;
  readonly openid: string | null;
  readonly deliveryWay: DeliveryWay;
  /** She collects it there: nothing is sent. */
  readonly storeId: string | null;
  /** Nothing is sent at all. */
  readonly service: string | null;
  readonly addressSealed: string | null;
  readonly shipmentVersion: number;
  readonly uploadTries: number;
  /** What was given with it, by name; null: nothing. */
  readonly gifts: string | null;
  /** Nothing was to follow when it was shipped, whatever she has asked back since. */
  readonly uploadWhole: boolean;
  readonly toldTimes: number;
  readonly toldSplit: boolean;
  /** All that left by the way of which WeChat is told. */
  readonly parcels: readonly Told[];
};

type Told = {
  readonly goods: string;
  readonly waybill: string | null;
  readonly carrier: string | null;
  readonly company: string;
};

/**
 * `told`: WeChat knows. `needless`: it need not. `later`: it may fare better in a while. Otherwise what operators must know;
 * `past` is over and done with, nobody can do anything about it.
 */
type Outcome = 'told' | 'needless' | 'later' | { readonly past: Words } | Words;

/** Tell the app in which it was paid what was shipped: without it the money of physical goods stays frozen. Tried again with growing pauses. */
export function uploadShipments(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.upload-shipments',
    due: sql`(select min(upload_at) from orders.placed where upload_at is not null)`,
    run: async (ctx) => {
      const due = await claimDue(ctx);
      if (due.length > 0) await Promise.all([freshenCarriers(ctx, ports), freshenApps(ctx, ports)]);
      await Promise.all(due.map(async (order) => upload(ctx, ports, order)));
      return due.length;
    },
  });
}

async function claimDue(ctx: Ctx): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select id from orders.placed where upload_at <= ${ctx.now()}
      order by upload_at limit ${AT_ONCE} for update skip locked
    )
    update orders.placed o set upload_tries = o.upload_tries + 1,
      upload_at = ${ctx.now()}::timestamptz + make_interval(mins => least(power(2, o.upload_tries)::int, 240))
    from due where o.id = due.id
    returning o.id, o.first_line, o.quantity, o.transaction_id, o.app, o.openid, o.store_id, o.service, o.delivery_way, o.address_sealed,
      o.shipment_version, o.upload_tries, o.upload_whole, o.told_times, o.told_split,
      (select coalesce(jsonb_agg(jsonb_build_object('goods', p.goods, 'waybill', p.waybill, 'carrier', p.carrier,
          'company', p.company) order by p.position), '[]')
        from orders.parcel p where p.order_id = o.id and p.way = o.delivery_way) as parcels,
      (select string_agg(l.name || ' × ' || n, '、' order by l.position)
        from orders.line l, lateral (select l.quantity - l.kept_quantity as n) left_
        where l.order_id = o.id and l.gift is not null and n > 0) as gifts
  `.execute(ctx.db);
  return rows;
}

async function upload(ctx: Ctx, ports: OrderPorts, order: Due): Promise<void> {
  const outcome = await tellWechat(ctx, ports, order);
  if (outcome === 'told') return settle(ctx, order, { told: telling(order) });
  if (outcome === 'needless') return settle(ctx, order, {});
  if (outcome !== 'later') return settle(ctx, order, 'past' in outcome ? { note: outcome.past } : { failure: outcome });
  if (order.uploadTries < MOST_TRIES) return;
  await settle(ctx, order, { failure: words('微信一天内没有受理', 'WeChat did not take it for a day') });
}

async function tellWechat(ctx: Ctx, ports: OrderPorts, order: Due): Promise<Outcome> {
  const { wechat } = ports;
  const app = order.app === null ? wechat.apps[0] : wechat.app(order.app);
  if (!app) return words('支付这笔订单的小程序已不在配置里', 'The app in which it was paid is no longer configured');
  // Only a mini program's payments wait for this; those of an official account are not frozen.
  if (app.kind !== 'mini_program') return 'needless';
  const { split, whole } = telling(order);
  const express = order.storeId === null && order.service === null && order.deliveryWay === 'express';
  const phone = openAddress(ctx, order.addressSealed)?.phone;
  const listed = express ? await listedParcels(ctx, order) : [];
  if (express && listed.length === 0) return notListed(ctx, order);
  const parcels = split ? listed : listed.slice(0, 1).map((one) => ({ ...one, itemDesc: inShort(order) }));
  try {
    await app.uploadShipping({
      order: { transactionId: order.transactionId },
      openid: order.openid ?? '',
      logistics: wayOf(order, express),
      parcels: express
        ? parcels.map((one) => ({ ...one, ...(phone ? { receiverPhone: phone } : {}) }))
        : [{ itemDesc: inShort(order) }],
      ...(split ? { split: { allDelivered: whole } } : {}),
      uploadTime: ctx.now(),
    });
    return 'told';
  } catch (error) {
    ctx.log.warn({ err: error, order: order.id, tries: order.uploadTries }, 'shipment not told to WeChat');
    return outcomeOf(order, error);
  }
}

/**
 * As one parcel, or in parts and whether these are all. What was told in parts stays so, for another kind of delivery would count as the one
 * correction; of express parcels alone WeChat takes parts. Once it was told that all has left, it is told nothing less.
 */
function telling(
  order: Pick<Due, 'storeId' | 'service' | 'deliveryWay' | 'parcels' | 'uploadWhole' | 'toldTimes' | 'toldSplit'>,
): Telling {
  const whole = order.uploadWhole || order.toldTimes > 0;
  if (order.storeId !== null || order.service !== null || order.deliveryWay !== 'express')
    return { split: false, whole: true };
  return { split: order.toldSplit || order.parcels.length > 1 || !whole, whole };
}

type Telling = { readonly split: boolean; readonly whole: boolean };

function wayOf({ storeId, service }: Pick<Due, 'storeId' | 'service'>, express: boolean) {
  if (service !== null) return 'virtual';
  if (storeId !== null) return 'pickup';
  return express ? 'express' : 'sameCity';
}

function inShort({ firstLine, quantity, gifts }: Pick<Due, 'firstLine' | 'quantity' | 'gifts'>): string {
  const goods = quantity > 1 ? `${firstLine} 等 ${quantity} 件` : firstLine;
  return gifts === null ? goods : `${goods}（赠品：${gifts}）`;
}

/** A parcel by a carrier that WeChat does not list is left out where there are others: of those it is told. */
async function listedParcels(ctx: Ctx, { parcels }: Due) {
  const coded = await Promise.all(parcels.map(async (one) => ({ ...one, code: await carrierOf(ctx, one) })));
  return coded.flatMap(({ goods, waybill, code }) =>
    code === null || waybill === null ? [] : [{ itemDesc: goods, trackingNo: waybill, expressCompany: code }],
  );
}

async function carrierOf(ctx: Ctx, { carrier, company }: Pick<Told, 'carrier' | 'company'>): Promise<string | null> {
  return carrier ?? findCarrier(company, (await readCarriers(ctx)).carriers)?.code ?? null;
}

/** While WeChat's list was never read, nobody can say that the carrier is not on it. */
async function notListed(ctx: Ctx, { parcels }: Due): Promise<Outcome> {
  const company = parcels[0]?.company ?? '';
  if ((await readCarriers(ctx)).readAt === null) return 'later';
  return words(
    `微信的物流公司列表里没有“${company}”，请更正快递公司`,
    `“${company}” is not on WeChat's list of carriers; correct the carrier`,
  );
}

function outcomeOf(order: Due, error: unknown): Outcome {
  const code = error instanceof WechatError ? error.errcode : null;
  if (isLater(error) || (code !== null && LATER.includes(code))) return 'later';
  if (order.parcels.length > 1 && code !== null && [...TOLD, OVER].includes(code)) {
    return {
      past: words(
        '微信不再受理这笔订单的后续运单（已确认收货，或更正机会已用过）',
        'WeChat takes no further parcel of this order (she confirmed it, or the one correction was used)',
      ),
    };
  }
  if (code !== null && TOLD.includes(code)) {
    if (order.shipmentVersion === 1) return 'told';
    return words(
      '微信已用掉这笔订单的更正机会，请到微信后台核对运单号',
      'WeChat takes no further correction of this order: check the waybill in its back office',
    );
  }
  return plainWords(error instanceof Error ? error.message : String(error));
}

type Settled = { readonly told?: Telling; readonly failure?: Words; readonly note?: Words };

/**
 * A failure stays on the order, and operators see it in its timeline and among what is to do. What was corrected while
 * WeChat was being told the older version is still to be told, but the older one counts as told.
 */
async function settle(ctx: Ctx, order: Due, { told, failure, note }: Settled): Promise<void> {
  const { rows } = await sql<{ current: boolean }>`
    update orders.placed set told_times = told_times + ${told?.whole ? 1 : 0}::int, told_split = told_split or ${told?.split ?? false}::boolean,
      upload_at = case when same then null else upload_at end,
      upload_failure = case when same then ${failure?.zh ?? null} else upload_failure end
    from (select id, shipment_version = ${order.shipmentVersion} and upload_tries = ${order.uploadTries} as same
      from orders.placed where id = ${order.id} for update) now
    where placed.id = now.id
    returning same as current
  `.execute(ctx.db);
  const detail = failure ?? note;
  if (detail === undefined || !rows[0]?.current) return;
  await tellEvents(ctx, [
    {
      orderId: order.id,
      kind: operatorsOnly,
      title: words('发货信息未能同步到微信', 'WeChat was not told of the shipment'),
      detail,
    },
  ]);
}
