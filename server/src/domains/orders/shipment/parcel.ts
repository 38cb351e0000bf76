import type { deliveryWay } from '@huoshui/contracts/words/orders';
import type { Ctx } from '../../../platform/ctx.ts';
import { findCarrier, nearCarriers } from '../carriers/carrier.ts';
import { readCarriers } from '../carriers/known.ts';
import { orderErrors } from '../errors.ts';

export type DeliveryWay = keyof typeof deliveryWay;

export type ParcelInput = {
  readonly way?: DeliveryWay | undefined;
  readonly company: string;
  readonly waybill?: string | undefined;
};

/** How goods leave: the operator says the way, and no carrier is ever taken for another way than that. */
export type Parcel = {
  readonly way: DeliveryWay;
  readonly company: string;
  readonly waybill: string | null;
  /** WeChat's code of the carrier; null for our own delivery, and while WeChat's list was never read. */
  readonly carrier: string | null;
};

export async function parcelOf(ctx: Ctx, { way = 'express', company, waybill }: ParcelInput): Promise<Parcel> {
  const name = company.trim();
  if (way === 'same_city') return { way, company: name, waybill: waybill ?? null, carrier: null };
  if (waybill === undefined) throw orderErrors.error('waybill_missing');
  const { carriers, readAt } = await readCarriers(ctx);
  const found = findCarrier(name, carriers);
  if (found === null && readAt !== null) {
    const near = nearCarriers(name, carriers).map((one) => one.name);
    throw orderErrors.error('unknown_carrier', { name, near: near.length > 0 ? near.join(' / ') : '–' });
  }
  return { way, company: name, waybill, carrier: found?.code ?? null };
}
