import { createHash } from 'node:crypto';

/** `length` characters of `alphabet`, the same for the same seed, kind and number. */
export function seeded(seed: number, kind: string, number: number, length: number, alphabet: string): string {
  let text = '';
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash('sha256').update(`${seed}/${kind}/${number}/${block}`).digest()) {
      if (text.length === length) break;
      text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

export const digits = '0123456789';
export const hex = '0123456789abcdef';
export const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const urlSafe = `${lettersAndDigits}-_`;
