import { DAY_MS } from './calendar.ts';

// What every store of ours can hold. PostgreSQL knows no NUL, neither store half a surrogate pair, and the event store no
// moment before 1900 or after 2299: whatever else comes is refused at the door, so that no statement fails for it.

/** Two years within what the event store keeps: reports look back from a day as far as their range is long. */
const FIRST = Date.UTC(1902, 0, 1);
const LAST = Date.UTC(2298, 0, 1);
/** Deeper than any form, and far from where a walk over it would end the stack. */
const DEEPEST = 64;

export function isHoldableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** An instant, ISO 8601 with its offset: one that exists, and that both stores can keep. */
export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/i.test(text)) return false;
  const at = Date.parse(text);
  return isDay(text.slice(0, 10)) && at >= FIRST - DAY_MS && at <= LAST;
}

/** A day of the calendar, `YYYY-MM-DD`; the 30th of February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return at >= FIRST && at <= LAST && new Date(at).toISOString().startsWith(text);
}

type Unholdable = { readonly at: string; readonly why: 'text' | 'number' | 'deep' };

/** Where in a value stands what cannot be held (`values.tags.0`), and why; null where all of it can. */
export function findUnholdable(value: unknown, at = '', depth = 0): Unholdable | null {
  if (typeof value === 'string') return isHoldableText(value) ? null : { at, why: 'text' };
  // `1e999` is read as infinity, from JSON and from an address.
  if (typeof value === 'number') return Number.isFinite(value) ? null : { at, why: 'number' };
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= DEEPEST) return { at, why: 'deep' };
  for (const [key, part] of Object.entries(value)) {
    if (!isHoldableText(key)) return { at, why: 'text' };
    const found = findUnholdable(part, at === '' ? key : `${at}.${key}`, depth + 1);
    if (found) return found;
  }
  return null;
}
