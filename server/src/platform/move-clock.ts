import { MINUTE_MS } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Ctx } from './ctx.ts';
import { platformErrors } from './platform-errors.ts';
import { type Due, nextDues } from './sweeps.ts';
import type { Worker } from './worker.ts';

/** Another process that shares the clock: told each new time, it answers when it next has something to do. */
export type Follower = (now: Date, offsetMs: number) => Promise<Date | null>;

export type Mover = {
  state(): { now: Date; offsetMs: number; moving: boolean; target: Date | null };
  /**
   * Bring the clock forward to `to`, stopping at every due time on the way so that everything wakes in its order and
   * at its own time. `stepMs` > 0 wakes what lies within one step together, for long stretches; these do not wait for
   * what only follows, either.
   */
  move(to: Date, stepMs: number): Promise<void>;
};

/**
 * Where people keep shopping there is always something due by now. After so many stops in a row that did not bring the clock
 * forward it goes on by minutes: there is no finer order to be kept.
 */
const STOOD_STILL = 10;

export function createMover(ctx: Ctx, clock: Clock, worker: Worker, follow: Follower): Mover {
  let target: Date | null = null;

  const set = async (to: Date): Promise<Date | null> => {
    await clock.set(to);
    return follow(to, clock.offsetMs);
  };

  const walk = async (to: Date, stepMs: number): Promise<void> => {
    let settled = await worker.settle('on_way');
    let followerDue = await follow(clock.now(), clock.offsetMs);
    const stuck = new Set<string>();
    let stood = 0;
    for (;;) {
      const due = await nextDue(ctx, worker, settled.dues, stuck, followerDue);
      if (!due || due.at > to) break;
      const late = due.at <= clock.now();
      stood = late ? stood + 1 : 0;
      const on = stood > STOOD_STILL ? Math.max(stepMs, MINUTE_MS) : stepMs;
      const stop = new Date(Math.min(to.getTime(), Math.max(due.at.getTime(), clock.now().getTime()) + on));
      followerDue = await set(stop);
      // A row that stays due although its sweep ran (a parked one, say) must not hold the clock for ever.
      settled = await worker.settle('on_way');
      if (settled.handled === 0 && late) stuck.add(due.name);
    }
    await set(to);
    await worker.settle(stepMs > 0 ? 'decided' : 'all');
  };

  return {
    state: () => ({ now: clock.now(), offsetMs: clock.offsetMs, moving: target !== null, target }),
    async move(to, stepMs) {
      if (!clock.movable) throw platformErrors.error('clock_fixed');
      if (target) throw platformErrors.error('clock_moving');
      if (to < clock.now()) throw platformErrors.error('clock_backwards');
      target = to;
      try {
        await walk(to, stepMs);
      } finally {
        target = null;
      }
    },
  };
}

/** What settling found is good as long as it lies ahead: what was due by then may be done, or put off. */
async function nextDue(
  ctx: Ctx,
  worker: Worker,
  found: readonly Due[],
  stuck: ReadonlySet<string>,
  followerDue: Date | null,
) {
  const left = found.filter(({ sweep }) => !stuck.has(sweep.name));
  const ahead = left[0] === undefined || left[0].at > ctx.now();
  const [first] = ahead
    ? left
    : await nextDues(
        ctx,
        worker.sweeps.filter((s) => !stuck.has(s.name)),
      );
  const mine = first ? { name: first.sweep.name, at: first.at } : null;
  if (!followerDue || stuck.has('follower') || (mine && mine.at <= followerDue)) return mine;
  return { name: 'follower', at: followerDue };
}
