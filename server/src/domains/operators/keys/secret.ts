import { createHash, randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX = 'hs_';
/** 62³², about 190 bits. */
const RANDOM_LETTERS = 32;
const CHECK_LETTERS = 6;
const SEEN_LETTERS = PREFIX.length + 6;

/** `hs_`, chance, and six letters that say whether it was typed or pasted whole. Scanners for leaked keys know it by its form. */
export function newKeySecret(): string {
  const body = PREFIX + Array.from({ length: RANDOM_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return body + checkOf(body);
}

export const looksLikeKey = (text: string): boolean => text.startsWith(PREFIX);

/** Whether it is a whole key; nothing secret is compared here. */
export function isWholeKey(text: string): boolean {
  const body = text.slice(0, -CHECK_LETTERS);
  return body.length === PREFIX.length + RANDOM_LETTERS && text.slice(-CHECK_LETTERS) === checkOf(body);
}

export const beginsOf = (secret: string): string => secret.slice(0, SEEN_LETTERS);

function checkOf(body: string): string {
  const bytes = createHash('sha256').update(body).digest().subarray(0, CHECK_LETTERS);
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
