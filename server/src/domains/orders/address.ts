import type { Ctx } from '../../platform/ctx.ts';

/** Where an order goes: a copy, so that a later change of the member's address book changes no order. */
export type AddressFields = {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly street: string;
};

const CONTEXT = 'orders.address';

export function sealAddress(ctx: Ctx, address: AddressFields): string {
  const { name, phone, province, city, district, street } = address;
  return ctx.crypto.encrypt(JSON.stringify({ name, phone, province, city, district, street }), CONTEXT);
}

export function openAddress(ctx: Ctx, sealed: string | null): AddressFields | null {
  if (sealed === null) return null;
  const fields: AddressFields = JSON.parse(ctx.crypto.decrypt(sealed, CONTEXT));
  return fields;
}
