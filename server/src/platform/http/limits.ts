/** Calls of each caller within the minute that began with her first one; in this process. */
export type Limiter = {
  /** Takes one of `most` a minute. Returns the milliseconds to wait, 0 when it was free. */
  take(caller: string, most: number): number;
};

const MINUTE_MS = 60_000;
/** Beyond so many callers at once the oldest are forgotten: their minute is nearly over. */
const MOST_CALLERS = 100_000;

export function createLimiter(now: () => number = () => performance.now()): Limiter {
  const minutes = new Map<string, { readonly until: number; taken: number }>();
  return {
    take(caller, most) {
      const at = now();
      const minute = minutes.get(caller);
      if (minute && minute.until > at) {
        if (minute.taken >= most) return Math.ceil(minute.until - at);
        minute.taken += 1;
        return 0;
      }
      minutes.delete(caller);
      minutes.set(caller, { until: at + MINUTE_MS, taken: 1 });
      for (const oldest of minutes.keys()) {
        if (minutes.size <= MOST_CALLERS) break;
        minutes.delete(oldest);
      }
      return 0;
    },
  };
}
