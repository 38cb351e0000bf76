import type { Ctx } from '../../platform/ctx.ts';

export type AddressFields = {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly street: string;
};

const CONTEXT = 'members.address';

export function sealAddress({ crypto }: Pick<Ctx, 'crypto'>, fields: AddressFields): string {
  return crypto.encrypt(JSON.stringify(fields), CONTEXT);
}

export function openAddress({ crypto }: Pick<Ctx, 'crypto'>, sealed: string): AddressFields {
  return JSON.parse(crypto.decrypt(sealed, CONTEXT));
}
