import { setTimeout as sleep } from 'node:timers/promises';
import { CLOCK_CHANNEL, type Clock } from './clock.ts';
import type { Ctx } from './ctx.ts';
import { connectDatabase } from './db.ts';
import type { Domain } from './domain.ts';
import { listenTo } from './ears.ts';
import { newId } from './ids.ts';
import { startJobs } from './jobs.ts';
import {
  createLook,
  drainBatch,
  type Listener,
  moveAlong,
  newestFact,
  registerListeners,
  standBefore,
} from './listeners.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { createPump, type Pump } from './pumps.ts';
import { type Around, type Due, nextDues, runDue, type Sweep } from './sweeps.ts';

export type Worker = {
  readonly sweeps: readonly Sweep[];
  /**
   * Handle every fact and every due row there is, and what follows from them, until nothing moves any more. While others keep
   * telling more there is no such moment: then what there was, and for as long again what follows from it.
   */
  settle(reach?: Reach): Promise<Settled>;
  /** Finish what is claimed and stop. */
  stop(): Promise<void>;
};

/**
 * How far settling goes. `decided`: not to listeners that only follow, they come after in their own time. `on_way`: nor to
 * work that meets no moment, which is done where the settling arrives.
 */
export type Reach = 'all' | 'decided' | 'on_way';

/**
 * How much was handled, and which listeners were still held back when the patience ended: none, unless something hangs. `dues`: what
 * the last look found that sweeps wait for, the earliest first.
 */
export type Settled = { readonly handled: number; readonly held: readonly string[]; readonly dues: readonly Due[] };

/** How long settling waits for a listener whose store is away, once nothing else moves. Not measured: a store that starts again takes two or three seconds. */
const AWAY_MS = 5000;
/**
 * How long it waits for transactions of others to end, once nothing else moves. They hold back the facts of every database
 * of the cluster, so on a busy machine it may be somebody's long one; one that is idle is ended by PostgreSQL in the end.
 */
const HELD_MS = 60_000;
/** How soon facts are looked at again that an older transaction holds back. */
const AGAIN_MS = 50;
/** Where it is never quiet, others told something not longer ago than this. What workers tell follows from it, and ends. */
const NEVER_QUIET_MS = 500;
/** There what follows from what there was is waited for as long as that took, and at least so long. */
const FOLLOWING_MS: Readonly<Record<Reach, number>> = { all: 2000, decided: 2000, on_way: 1000 };
/** How long it waits at most for what is under way before it looks how far everybody is. */
const LOOK_MS = 250;
/** Whose facts are a worker's own: its runs and its jobs. */
const own: ReadonlySet<string> = new Set(['run', 'job']);
/** Settling looks again after this, then ever later: what holds facts back is mostly one of our own, and ends at once. */
const SHORTEST_PAUSE_MS = 5;
/** So often all sweeps run, whatever they say is due (where no other time is asked for), and listeners of rare facts move along. */
const ROUND_MS = 5000;
/** News gathers company this long before anybody looks: under load a look then finds the facts of many transactions. */
const GATHER_MS = 15;
/**
 * And this many times as long as the listeners took that the last look called, up to so long: the more there is to do, the more of it
 * they do at once. A batch of ten facts costs hardly more than one of one.
 */
const GATHER_TIMES = 2;
const LONGEST_GATHER_MS = 400;
/** Listeners that only follow take what came in this time together: to them a batch costs much, its size little. */
const FOLLOW_MS = 500;
/** They rest this many times as long as the last batch took, so that a flood is taken in ever larger ones; up to so long. */
const REST_TIMES = 3;
const LONGEST_REST_MS = 4000;

/**
 * Listeners, sweeps and jobs of one process. Facts and a moved clock wake it at once, a second of silence does too: one
 * look then says which listeners and sweeps have work. Every `roundMs` all sweeps run (0: only what is due or settled), and every
 * five seconds listeners of rare facts move their places along, all of them by one statement.
 */
export async function startWorker(
  ctx: Ctx,
  clock: Clock,
  url: string,
  domains: readonly Domain[],
  roundMs = ROUND_MS,
): Promise<Worker> {
  const listeners = domains.flatMap((d) => d.listeners ?? []);
  const sweeps = domains.flatMap((d) => d.sweeps ?? []);
  await registerListeners(ctx, listeners);
  const scoped = (name: string): Ctx => {
    const requestId = newId('run');
    return { ...ctx, requestId, log: ctx.log.child({ requestId, unit: name }) };
  };
  const failed = (name: string) => (error: unknown) => ctx.log.error({ err: error, unit: name }, 'worker unit failed');
  const took = new Map<string, number>();
  const restOf = (name: string) => Math.min(LONGEST_REST_MS, Math.max(FOLLOW_MS, REST_TIMES * (took.get(name) ?? 0)));
  // Who had less than a batch before it is not asked again for what came meanwhile: that wakes a look by itself.
  const drain = async (l: Listener) => {
    const start = performance.now();
    const { handled, full } = await drainBatch(scoped(l.name), l, clock.refresh);
    if (l.follows && handled > 0) took.set(l.name, performance.now() - start);
    return { handled, more: full };
  };
  const listening = new Map(listeners.map((l) => [l.name, createPump(async () => drain(l), failed(l.name))]));
  const followers = listeners.filter((l) => l.follows).map((l) => l.name);
  let stopping = false;
  const around: Around = {
    async catchUp() {
      const mark = await newestFact(ctx);
      if (!mark) return;
      const since = Date.now();
      for (
        let pauseMs = SHORTEST_PAUSE_MS;
        await standBefore(ctx, followers, mark);
        pauseMs = Math.min(AGAIN_MS, pauseMs * 2)
      ) {
        if (stopping || Date.now() - since > AWAY_MS) throw new Error('what was told is not in its store yet');
        await Promise.all(followers.map(async (name) => listening.get(name)?.settle()));
        await sleep(pauseMs);
      }
    },
  };
  const sweepOnce = async (s: Sweep) => {
    const handled = await runDue(scoped(s.name), s, around);
    return { handled, more: handled >= (s.batch ?? 1) };
  };
  const sweeping = new Map(sweeps.map((s) => [s, createPump(async () => sweepOnce(s), failed(s.name))]));
  const pumps: readonly Pump[] = [...listening.values(), ...sweeping.values()];
  const isListening: ReadonlySet<Pump> = new Set(listening.values());
  const following = new Map(
    listeners.flatMap((l) => {
      const pump = l.follows ? listening.get(l.name) : undefined;
      return pump
        ? [
            [
              pump,
              gathered(
                () => pump.kick(),
                () => restOf(l.name),
              ),
            ] as const,
          ]
        : [];
    }),
  );
  const look = createLook();
  // On a connection of their own: to plan what is asked of all sweeps takes as long as to ask it thirty times, and it would be planned on each of the others.
  const looks = connectDatabase(url, 1);
  const findWork = async (among: readonly Listener[]) => {
    const apart = { ...ctx, db: looks.db };
    const [news, dues] = await Promise.all([look(apart, among), nextDues(apart, sweeps)]);
    const due = dues.filter(({ at }) => at <= ctx.now()).map(({ sweep }) => sweep);
    const called = [...news.ready.map((n) => listening.get(n)), ...due.map((s) => sweeping.get(s))];
    return {
      called: called.filter((p) => p !== undefined),
      ready: news.ready.length > 0,
      held: news.held,
      before: news.before,
      clear: news.clear,
      dues,
    };
  };
  type Work = Awaited<ReturnType<typeof findWork>>;
  /** All that is told, due or in hand by now: whether some of it is not done yet, by what a look has found. */
  const markNow = async (awaited: readonly Pump[]) => {
    const [fact, at] = [await newestFact(ctx), ctx.now()];
    let inHand = true;
    void Promise.all(awaited.map(async (p) => p.batch())).then(() => {
      inHand = false;
    });
    // What stays due although its sweep went through is parked, or not to be done yet.
    const through = new Map<Sweep, boolean>();
    const isThrough = (sweep: Sweep): boolean => {
      if (!through.has(sweep)) {
        through.set(sweep, false);
        void sweeping
          .get(sweep)
          ?.settle()
          .then(() => through.set(sweep, true));
      }
      return through.get(sweep) === true;
    };
    return ({ before, dues }: Work): boolean =>
      inHand || (fact !== null && before(fact)) || dues.some((due) => due.at <= at && !isThrough(due.sweep));
  };
  /** When somebody else than workers last told something: people, or WeChat. */
  let toldByOthers = Number.NEGATIVE_INFINITY;
  let calledMs = 0;
  let movedAlong = Number.NEGATIVE_INFINITY;
  const gatherMs = () => Math.min(LONGEST_GATHER_MS, Math.max(GATHER_MS, GATHER_TIMES * calledMs));
  const looking = createPump(async () => {
    const { called, held, clear } = await findWork(listeners);
    for (const pump of called) (following.get(pump) ?? pump.kick)();
    if (held.length > 0) setTimeout(() => looking.kick(), Math.max(AGAIN_MS, gatherMs()));
    const began = performance.now();
    const hearing = called.filter((p) => isListening.has(p) && !following.has(p));
    void Promise.all(hearing.map(async (p) => p.batch())).then(() => {
      calledMs = performance.now() - began;
    });
    if (performance.now() - movedAlong > ROUND_MS) {
      movedAlong = performance.now();
      await moveAlong(ctx, clear);
    }
    return 0;
  }, failed('looking'));
  const lookSoon = gathered(() => looking.kick(), gatherMs);
  const ears = listenTo(url, ctx, {
    [OUTBOX_CHANNEL]: (teller) => {
      if (!own.has(teller)) toldByOthers = performance.now();
      lookSoon();
    },
    [CLOCK_CHANNEL]: () => void clock.refresh().then(lookSoon, failed('clock')),
  });
  const round = rounds([...sweeping.values()]);
  const timers = [setInterval(() => looking.kick(), 1000), ...(roundMs > 0 ? [setInterval(round, roundMs)] : [])];
  const jobs = await startJobs(
    ctx,
    url,
    domains.flatMap((d) => d.jobs ?? []),
  );
  if (roundMs > 0) round();
  const settleNow = async (reach: Reach): Promise<Settled> => {
    const among = reach === 'all' ? listeners : listeners.filter((l) => !l.follows);
    const awaited = reach === 'all' ? pumps : pumps.filter((p) => !following.has(p));
    const whenever = reach === 'on_way' ? [] : sweeps.filter((s) => s.due === null);
    await Promise.all(whenever.map(async (s) => sweeping.get(s)?.settle()));
    let total = 0;
    const began = performance.now();
    let movedAt = Date.now();
    let undone: ((work: Work) => boolean) | null = null;
    let enough: number | null = null;
    for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(AGAIN_MS, pauseMs * 2)) {
      // What one of these is about to make due, a look that began before does not see, and it may be done when the look is.
      const busy = awaited.some((p) => p.isBusy());
      const work = await findWork(among);
      const { called, ready, held } = work;
      const now = performance.now();
      if (toldByOthers > began) undone ??= await markNow(awaited);
      if (undone && !undone(work)) enough ??= now + Math.max(now - began, FOLLOWING_MS[reach]);
      if (enough && now > enough && now - toldByOthers < NEVER_QUIET_MS)
        return { handled: total, held: [], dues: work.dues };
      const handled = await within(
        LOOK_MS,
        awaited.map(async (p) => (called.includes(p) ? p.settle() : p.idle())),
      );
      total += handled;
      if (handled > 0 || busy) {
        [movedAt, pauseMs] = [Date.now(), SHORTEST_PAUSE_MS];
        continue;
      }
      const still = Date.now() - movedAt;
      if (held.length > 0 ? still > HELD_MS : !ready || still > AWAY_MS) {
        if (held.length > 0) ctx.log.warn({ held }, 'settling gave up: a transaction stays open');
        return { handled: total, held, dues: work.dues };
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  return {
    sweeps,
    settle: async (reach = 'all') => settleNow(reach),
    async stop() {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      ears.close();
      await Promise.all([looking.stop(), ...pumps.map(async (p) => p.stop()), jobs.stop()]);
      await looks.close();
    },
  };
}

/** What these say when they are done, added up; those that are not after `ms` count as one, for something moves. */
async function within(ms: number, works: readonly Promise<number>[]): Promise<number> {
  let [said, left] = [0, works.length];
  const late = new AbortController();
  const done = Promise.all(
    works.map(async (work) => {
      said += await work;
      left -= 1;
    }),
  );
  await Promise.race([done, sleep(ms, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  return said + (left > 0 ? 1 : 0);
}

/** So many at a time: all at once would have as many connections, which then stay and hold memory while nothing happens. */
const AT_A_TIME = 2;
/** Nobody is waited for longer: what is stuck keeps itself busy, not the others. */
const PATIENCE_MS = 500;

/** Kicks all of them, some at a time; what was called before the last had its turn changes nothing. */
function rounds(pumps: readonly Pump[]): () => void {
  let going = 0;
  const lane = async (waiting: Pump[]) => {
    going += 1;
    for (let pump = waiting.shift(); pump !== undefined; pump = waiting.shift()) {
      pump.kick();
      const late = new AbortController();
      await Promise.race([pump.idle(), sleep(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
      late.abort();
    }
    going -= 1;
  };
  return () => {
    if (going > 0) return;
    const waiting = [...pumps];
    for (let n = 0; n < AT_A_TIME; n += 1) void lane(waiting);
  };
}

/** Many calls within `ms` of the first become one, at the end of that time. */
function gathered(act: () => void, ms: () => number): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      act();
    }, ms());
  };
}
