import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../../platform/calendar.ts';

// RFC 6238 over RFC 4226, with what every authenticator app takes without being told: SHA-1, six digits, thirty seconds. The few lines
// here are held against the RFC's own vectors; a library would bring no more than these.

const SECRET_BYTES = 20;
const DIGITS = 6;
const PERIOD_SECONDS = 30;
export const STEP_MS = PERIOD_SECONDS * 1000;

/** The code before and the one after count too: a phone may be half a minute off, and she takes a while to type. */
const WINDOW = 1;
/** So far a phone that is off is told that it is. */
const SKEW_WINDOW = 20;

/** In base32, as apps take it. */
export function newSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** What the QR code says: `otpauth://totp/…`, the URI of Google Authenticator that all apps read. */
export function addressOf(secret: string, { shop, login }: { readonly shop: string; readonly login: string }): string {
  // A colon parts the two.
  const issuer = encodeURIComponent(shop.replaceAll(':', ' '));
  const form = `algorithm=SHA1&digits=${DIGITS}&period=${PERIOD_SECONDS}`;
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${secret}&issuer=${issuer}&${form}`;
}

export type Read =
  /** The time step that the code belongs to. */
  | { readonly kind: 'right'; readonly step: number }
  /** It would have been right so many minutes away: a clock is wrong. */
  | { readonly kind: 'skewed'; readonly minutes: number }
  | { readonly kind: 'wrong' };

export function readCode(secret: string, code: string, atMs: number): Read {
  const key = fromBase32(secret);
  const now = Math.floor(atMs / STEP_MS);
  // The nearest first; each is computed and compared in constant time.
  const steps = Array.from({ length: SKEW_WINDOW }, (_, n) => [now - n - 1, now + n + 1]).flat();
  const [step] = [now, ...steps].filter((one) => one >= 0 && same(codeOf(key, one), code));
  if (step === undefined) return { kind: 'wrong' };
  const off = Math.abs(step - now);
  if (off <= WINDOW) return { kind: 'right', step };
  return { kind: 'skewed', minutes: Math.max(1, Math.round((off * STEP_MS) / MINUTE_MS)) };
}

/** The code of a moment, as a phone shows it. */
export function codeAt(secret: string, atMs: number): string {
  return codeOf(fromBase32(secret), Math.floor(atMs / STEP_MS));
}

function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  // Dynamic truncation (RFC 4226, 5.3): 31 bits from where the last four say.
  const value = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fff_ffff;
  return String(value % 10 ** DIGITS).padStart(DIGITS, '0');
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648; 20 bytes are 32 letters without padding. */
function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => LETTERS.charAt(Number.parseInt(five, 2))).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
