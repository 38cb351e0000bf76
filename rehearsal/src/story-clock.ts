import { type Api, Refused } from './api.ts';

/** What falls into one hour is woken together: a story of months need not stop at every minute. */
const STEP_MS = 3_600_000;

/** The shop's clock, as a story moves it. */
export function createStoryClock(api: Api) {
  let offset = 0;
  const take = (state: { offsetMs: number }) => {
    offset = state.offsetMs;
  };
  return {
    now: () => new Date(Date.now() + offset),
    read: async () => take(await api('GET /api/sandbox/clock')),
    /** Forward only; somebody who moves the clock by hand meanwhile is waited for. */
    async moveTo(to: Date): Promise<void> {
      for (let tries = 0; ; tries += 1) {
        try {
          take(await api('GET /api/sandbox/clock'));
          if (new Date(Date.now() + offset) >= to) return;
          return take(
            await api('POST /api/sandbox/clock', { body: { to: to.toISOString(), wait: true, stepMs: STEP_MS } }),
          );
        } catch (error) {
          if (!(error instanceof Refused) || error.code !== 'platform.clock_moving' || tries > 600) throw error;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      }
    },
  };
}
