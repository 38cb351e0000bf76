import { Secret, TOTP } from 'otpauth';
import { MINUTE_MS } from '../../../platform/calendar.ts';

// RFC 6238 with what every authenticator app takes without being told: SHA-1, six digits, thirty seconds.

const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
export const STEP_MS = PERIOD_SECONDS * 1000;
const FORM = { algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS } as const;

/** The code before and the one after count too: a phone may be half a minute off, and she takes a while to type. */
const WINDOW = 1;
/** So far a phone that is off is told that it is. */
const SKEW_WINDOW = 20;

/** In base32, as apps take it. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says: `otpauth://totp/…`, the URI of Google Authenticator that all apps read. */
export function addressOf(secret: string, { shop, login }: { readonly shop: string; readonly login: string }): string {
  // A colon parts the two.
  return new TOTP({ ...FORM, secret, issuer: shop.replaceAll(':', ' '), label: login }).toString();
}

export type Read =
  /** The time step that the code belongs to. */
  | { readonly kind: 'right'; readonly step: number }
  /** It would have been right so many minutes away: a clock is wrong. */
  | { readonly kind: 'skewed'; readonly minutes: number }
  | { readonly kind: 'wrong' };

/** The nearest step that a code is right for; compared in constant time. */
export function readCode(secret: string, code: string, atMs: number): Read {
  const off = new TOTP({ ...FORM, secret }).validate({ token: code, timestamp: atMs, window: SKEW_WINDOW });
  if (off === null) return { kind: 'wrong' };
  if (Math.abs(off) <= WINDOW) return { kind: 'right', step: Math.floor(atMs / STEP_MS) + off };
  return { kind: 'skewed', minutes: Math.max(1, Math.round((Math.abs(off) * STEP_MS) / MINUTE_MS)) };
}

/** The code of a moment, as a phone shows it. */
export function codeAt(secret: string, atMs: number): string {
  return new TOTP({ ...FORM, secret }).generate({ timestamp: atMs });
}
