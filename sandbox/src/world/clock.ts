import type { Store } from './store.ts';
import type { TableShape } from './table.ts';

/** The sandbox's time: the system clock plus an offset that the server pushes, so that both stand at the same moment. */
export type Clock = {
  readonly now: () => Date;
  readonly offsetMs: () => number;
  /** Sets the offset; it may also go back. */
  readonly move: (offsetMs: number) => void;
  /** The time as it was before the last move, while calls that were signed by it may still be under way (10 s); else null. */
  readonly justBefore: () => Date | null;
  /** Resolves at the next move, or after `ms` of real time. */
  readonly moved: (ms: number) => Promise<void>;
};

const settings: TableShape<{ readonly offsetMs: number }> = { name: 'clock' };
/** A call that was signed before the clock was moved may still come in; no client waits longer than this. */
const inFlightMs = 10_000;

export function openClock(store: Store, real: () => number = Date.now): Clock {
  const table = store.of(settings);
  let offsetMs = table.get('clock')?.offsetMs ?? 0;
  let before: { readonly offsetMs: number; readonly at: number } | null = null;
  const waiting = new Set<() => void>();

  return {
    now: () => new Date(real() + offsetMs),
    offsetMs: () => offsetMs,
    move: (next) => {
      if (next === offsetMs) return;
      before = { offsetMs, at: real() };
      offsetMs = next;
      table.put('clock', { offsetMs });
      for (const wake of [...waiting]) wake();
    },
    justBefore: () => (before && real() - before.at < inFlightMs ? new Date(real() + before.offsetMs) : null),
    moved: async (ms) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
      }),
  };
}

const shanghaiMs = 8 * 3_600_000;

/** RFC 3339 in China's time zone, as WeChat Pay writes it: `2026-11-21T08:00:00+08:00`. */
export function rfc3339(at: Date): string {
  return `${new Date(at.getTime() + shanghaiMs).toISOString().slice(0, 19)}+08:00`;
}

/** `20261121083000`: the stamp inside platform numbers, China's time zone. */
export function stamp(at: Date): string {
  return rfc3339(at).slice(0, 19).replaceAll(/[-:T]/g, '');
}

/** The instant of an RFC 3339 text with an offset, or null. */
export function parseRfc3339(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
