// No TypeBox here: the server and the console share these values (contracts/src/words.ts says why).

/** Eight digits and one that checks them. */
export const CODE_LENGTH = 9;

/** Damm's quasigroup of order 10: any one digit mistyped, and any two neighbours swapped, are found (Damm 2004, table 13). */
const table = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/** The digit that makes these digits a code. */
export function checkDigit(digits: string): string {
  return [...digits].reduce((held, digit) => table[Number(held)]?.[Number(digit)] ?? '', '0');
}

/** What somebody typed, pasted or scanned, as a code is kept: full-width digits as digits, no spaces and no dashes. */
export function plainCode(typed: string): string {
  return typed
    .replace(/[\uff10-\uff19]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/[\s\-–—]/g, '');
}

/** Whether these are nine digits of which none is mistyped. */
export function isPickupCode(code: string): boolean {
  return code.length === CODE_LENGTH && /^\d+$/.test(code) && checkDigit(code) === '0';
}

/** 123456789 → 123 456 789, as it is read aloud. */
export function spokenCode(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ');
}

/** Eleven digits and one that checks them: no code of an order and no order's number is as long. */
export const COUPON_CODE_LENGTH = 12;

/** Thirteen digits and one that checks them: a lot of goods. */
export const LOT_CODE_LENGTH = 14;

/** Whether these are fourteen digits of which none is mistyped: the code of a lot of goods, on a shelf or in a parcel. */
export function isLotCode(code: string): boolean {
  return code.length === LOT_CODE_LENGTH && /^\d+$/.test(code) && checkDigit(code) === '0';
}

/** Whether these are twelve digits of which none is mistyped: a coupon that is shown at a counter. */
export function isCouponCode(code: string): boolean {
  return code.length === COUPON_CODE_LENGTH && /^\d+$/.test(code) && checkDigit(code) === '0';
}
