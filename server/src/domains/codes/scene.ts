import { randomBytes } from 'node:crypto';

/** 32 of them, so that five bits of a byte choose one evenly; digits and small letters are what every code and address holds. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 12;

/** What a new code carries: 60 bits that say nothing. WeChat takes 32 characters, and neither Chinese nor `%`. */
export function newScene(): string {
  let scene = '';
  for (const byte of randomBytes(LENGTH)) scene += letters[byte & 31] ?? '';
  return scene;
}

/**
 * The code of somebody: thousands of a kind come by the same way, so arrivals are told of by the word before the dot (storefront/src/wx/arrival.ts).
 */
export const sceneOfKind = (kind: string): string => `${kind}.${newScene()}`;

/**
 * The scene of what came in, or null for what can be none of ours. WeChat hands it over encoded, some readers encode it once more
 * (`%2530`), and a code that was photographed from a screen comes as `scene=…`.
 */
export function sceneIn(told: string): string | null {
  const text = decoded(decoded(told.trim())).replace(/^scene=/, '');
  return /^(?:[a-z-]{2,19}\.)?[0-9a-hjkmnp-tv-z]{12}$/.test(text) ? text : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
