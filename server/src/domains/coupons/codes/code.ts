import { randomBytes } from 'node:crypto';

/** Letters and digits that nobody takes for another when she types them from a card: no 0 O, 1 I L, 5 S, 2 Z, 8 B. */
const letters = '34679ACDEFGHJKMNPQRTUVWXY';
const LENGTH = 14;
/** Bytes from here on would make the first letters more likely. */
const FAIR = 256 - (256 % letters.length);

/** So many codes, each other. 65 bits each: of a million codes in the world one guess in 37 million million hits. */
export function makeCodes(count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count) {
    const fair = randomBytes((count - codes.size) * LENGTH * 2).filter((byte) => byte < FAIR);
    for (let at = 0; at + LENGTH <= fair.length && codes.size < count; at += LENGTH) {
      let code = '';
      for (const byte of fair.subarray(at, at + LENGTH)) code += letters[byte % letters.length] ?? '';
      codes.add(code);
    }
  }
  return [...codes];
}

/** As it is kept: what was typed in capitals, in narrow letters, without the spaces and hyphens that make it readable. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\-‐-―]/g, '')
    .toUpperCase();
}

/** `ABCD-EFGH-JKMN-PQ`. A code that the shop thought of stands as it was thought of. */
export function readableCode(code: string): string {
  return code.length === LENGTH ? (code.match(/.{1,4}/g) ?? [code]).join('-') : code;
}
