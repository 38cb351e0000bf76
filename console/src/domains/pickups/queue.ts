/** A code whose goods were handed over, or whose coupon was used, while the server could not be asked. */
export type Noted = {
  /** Sent with every try: however often it arrives, it acts once. */
  readonly key: string;
  readonly code: string;
  readonly storeId: string;
  /** Fen of the bill on which a coupon was used; absent where goods were handed over. */
  readonly bill?: number;
  /** When it was handed over. */
  readonly at: string;
  readonly state: 'waiting' | 'done' | 'refused';
  /** What the server said; empty while it waits. */
  readonly said: string;
};

/** How a try ended; `away`: nobody answered who could, and it is tried again. */
export type Outcome =
  | { readonly kind: 'done'; readonly said: string }
  | { readonly kind: 'refused'; readonly said: string }
  | { readonly kind: 'away' };

/** The queue with one more code; null where the same one waits already: it is handed over once. */
export function noteCode(queue: readonly Noted[], noted: Omit<Noted, 'state' | 'said'>): readonly Noted[] | null {
  const known = queue.some(({ code, state }) => code === noted.code && state !== 'refused');
  return known ? null : [...queue, { ...noted, state: 'waiting', said: '' }];
}

/** The queue after a try. One that was answered before keeps its answer, whichever tab asked again. */
export function settleNoted(queue: readonly Noted[], key: string, outcome: Outcome): readonly Noted[] {
  if (outcome.kind === 'away') return queue;
  return queue.map((one) =>
    one.key === key && one.state === 'waiting' ? { ...one, state: outcome.kind, said: outcome.said } : one,
  );
}

/** Without one that somebody has seen; what waits cannot be forgotten. */
export function forgetNoted(queue: readonly Noted[], key: string): readonly Noted[] {
  return queue.filter((one) => one.key !== key || one.state === 'waiting');
}

/** What a browser kept. Anything unreadable counts as absent, entry by entry: one that is broken costs no other. */
export function readQueue(kept: string | null): readonly Noted[] {
  try {
    const parsed: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(parsed) ? parsed.filter(isNoted) : [];
  } catch {
    return [];
  }
}

function isNoted(value: unknown): value is Noted {
  if (typeof value !== 'object' || value === null) return false;
  const state: unknown = Reflect.get(value, 'state');
  return (
    ['key', 'code', 'storeId', 'at', 'said'].every((name) => typeof Reflect.get(value, name) === 'string') &&
    ['number', 'undefined'].includes(typeof Reflect.get(value, 'bill')) &&
    (state === 'waiting' || state === 'done' || state === 'refused')
  );
}
