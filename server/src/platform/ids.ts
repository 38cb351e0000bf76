import { uuidv7obj } from 'uuidv7';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id, `ord_` + 26 characters: the 128 bits of a UUIDv7 in Crockford's base 32, so ids sort by creation.
 * The time inside is the machine's, never shown to anybody; what a row's time is stands in its own column.
 */
export function newId(prefix: string): string {
  const bytes = uuidv7obj().bytes;
  let text = '';
  let buffer = 0;
  let bits = 2; // 26 × 5 = 130 bits: two zero bits lead
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >>> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return `${prefix}_${text}`;
}

/** So many at once, each after the one before: of one moment, told apart by their last twenty bits. */
export function newIds(prefix: string, count: number): string[] {
  if (count > 1 << 20) throw new Error('more ids at once than twenty bits tell apart');
  const beginning = newId(prefix).slice(0, -4);
  const digit = (n: number, at: number) => ALPHABET[(n >>> at) & 31];
  return Array.from(
    { length: count },
    (_, n) => `${beginning}${digit(n, 15)}${digit(n, 10)}${digit(n, 5)}${digit(n, 0)}`,
  );
}
