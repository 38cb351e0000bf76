import type { FieldCrypto } from '../../platform/crypto.ts';

const PHONE = 'members.phone';

/** A phone number as we store it: sealed, findable by equality, and masked for screens. */
export type StoredPhone = { readonly sealed: string; readonly index: string; readonly masked: string };

/** @param index of this very phone, where it was asked for before: a file of a million would compute it twice */
export function storePhone(crypto: FieldCrypto, phone: string, index?: string): StoredPhone {
  const plain = normalizePhone(phone);
  return {
    sealed: crypto.encrypt(plain, PHONE),
    index: index ?? crypto.blindIndex(plain, PHONE),
    masked: maskPhone(plain),
  };
}

export function openPhone(crypto: FieldCrypto, sealed: string): string {
  return crypto.decrypt(sealed, PHONE);
}

export function phoneIndex(crypto: FieldCrypto, phone: string): string {
  return crypto.blindIndex(normalizePhone(phone), PHONE);
}

/** `+86 138 0013 8000` and `13800138000` are one phone; a foreign number keeps its area code. */
export function normalizePhone(phone: string): string {
  return phone.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
}

/** `138****8000`. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** What a shopper is called until she says otherwise, her number behind it. */
export const INITIAL_NAME = '会员';
