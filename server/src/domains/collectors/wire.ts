import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { BadWire, type PersonId, type Values } from './adapter.ts';

/** What a request may unpack to: the largest that any of these SDKs sends is 20 MB. */
const MOST_BYTES = 32 * 1024 * 1024;
const packed = { gzip: promisify(gunzip), deflate: promisify(inflate) };

/** Told by its first bytes: SDKs say so in a header, in the address, in the form, or not at all. */
export async function unpack(bytes: Buffer): Promise<Buffer> {
  const kind = bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : isDeflated(bytes) ? 'deflate' : null;
  if (kind === null) return bytes;
  try {
    return await packed[kind](bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? new BadWire('unpacks to too much', 'too_large') : new BadWire('compressed data is broken');
  }
}

/** The header of zlib; JSON and forms begin with no `x`. */
const isDeflated = (bytes: Buffer) => bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] ?? 0);

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadWire('not JSON');
  }
}

/** Of a form a plus is a blank, and in base64 that was never escaped it is a plus. */
export function fromBase64(text: string): Buffer {
  const clean = text.replaceAll(' ', '+');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(clean)) throw new BadWire('not base64');
  return Buffer.from(clean, 'base64');
}

export function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const recordOf = (value: unknown): Values => (isRecord(value) ? value : {});

/** The text of an id: numbers are ids too; null where there is none. */
export function idText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' && value.length <= 255 ? value : null;
}

/** What programs send for nobody. Taken for an id, it would make one person of everybody who is not signed in. */
const PLACEHOLDERS = [
  ...['undefined', 'null', 'none', 'nil', 'nan', 'true', 'false', '0', '-1', 'anonymous', 'guest', 'unknown'],
  ...['[object object]', 'distinct_id', 'distinctid', 'userid', 'user_id', '00000000-0000-0000-0000-000000000000'],
];

/** Whom it means; null where it means nobody. */
export function personId(kind: PersonId['kind'], value: unknown): PersonId | null {
  const text = idText(value)?.trim() ?? null;
  return text === null || PLACEHOLDERS.includes(text.toLowerCase()) ? null : { kind, value: text };
}

/** ISO text or ms since 1970; null: nothing was said; NaN: something that is no time. */
export function timeOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return value > 0 && value < 1e11 && value >= 1e9 ? value * 1000 : value;
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

export function headerText(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}
