import pg from 'pg';
import { CLOCK_CHANNEL, type Clock } from './clock.ts';
import type { Ctx } from './ctx.ts';
import type { Domain } from './domain.ts';
import { newId } from './ids.ts';
import { startJobs } from './jobs.ts';
import { drainOnce, type Listener, newsFor, registerListeners } from './listeners.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { createPump, type Pump } from './pumps.ts';
import { nextDues, runDue, type Sweep } from './sweeps.ts';

export type Worker = {
  readonly sweeps: readonly Sweep[];
  /**
   * Handle every fact and every due row there is, and what follows from them, until nothing moves any more. `onWay`
   * leaves out listeners that only follow.
   */
  settle(onWay?: boolean): Promise<number>;
  /** Finish what is claimed and stop. */
  stop(): Promise<void>;
};

/** How long settling waits for transactions of others to end, and for a listener whose store is away. */
const HELD_MS = 5000;
/** How soon facts are looked at again that an older transaction holds back. */
const AGAIN_MS = 50;

/**
 * Listeners, sweeps and jobs of one process. Facts and a moved clock wake it at once, a second of silence does too: one
 * look then says which listeners and sweeps have work. Every five seconds all of them run, so that a listener of rare
 * facts moves its place along.
 */
export async function startWorker(ctx: Ctx, clock: Clock, url: string, domains: readonly Domain[]): Promise<Worker> {
  const listeners = domains.flatMap((d) => d.listeners ?? []);
  const sweeps = domains.flatMap((d) => d.sweeps ?? []);
  await registerListeners(ctx, listeners);
  const scoped = (name: string): Ctx => {
    const requestId = newId('run');
    return { ...ctx, requestId, log: ctx.log.child({ requestId, unit: name }) };
  };
  const failed = (name: string) => (error: unknown) => ctx.log.error({ err: error, unit: name }, 'worker unit failed');
  const listening = new Map(
    listeners.map((l) => [l.name, createPump(async () => drainOnce(scoped(l.name), l), failed(l.name))]),
  );
  const sweeping = new Map(sweeps.map((s) => [s, createPump(async () => runDue(scoped(s.name), s), failed(s.name))]));
  const pumps: readonly Pump[] = [...listening.values(), ...sweeping.values()];
  const findWork = async (among: readonly Listener[]) => {
    const [news, dues] = await Promise.all([newsFor(ctx, among), nextDues(ctx, sweeps)]);
    const due = dues.filter(({ at }) => at <= ctx.now()).map(({ sweep }) => sweep);
    const called = [...news.ready.map((n) => listening.get(n)), ...due.map((s) => sweeping.get(s))];
    return {
      called: called.filter((p) => p !== undefined),
      waiting: news.ready.length + news.held.length,
      held: news.held.length > 0,
    };
  };
  const looking = createPump(async () => {
    const { called, held } = await findWork(listeners);
    for (const pump of called) pump.kick();
    if (held) setTimeout(() => looking.kick(), AGAIN_MS);
    return 0;
  }, failed('looking'));
  const ears = listenTo(url, ctx, {
    [OUTBOX_CHANNEL]: () => looking.kick(),
    [CLOCK_CHANNEL]: () => void clock.refresh().then(() => looking.kick(), failed('clock')),
  });
  const kickAll = () => {
    for (const pump of pumps) pump.kick();
  };
  const timers = [setInterval(() => looking.kick(), 1000), setInterval(kickAll, 5000)];
  const jobs = await startJobs(
    ctx,
    url,
    domains.flatMap((d) => d.jobs ?? []),
  );
  kickAll();
  return {
    sweeps,
    async settle(onWay = false) {
      const among = onWay ? listeners.filter((l) => !l.follows) : listeners;
      const awaited = onWay ? pumpsOf(pumps, listeners, listening) : pumps;
      // Work that meets no moment is done where the settling arrives, not at every stop on its way.
      const whenever = onWay ? [] : sweeps.filter((s) => s.due === null);
      await Promise.all(whenever.map(async (s) => sweeping.get(s)?.settle()));
      let total = 0;
      const patience = Date.now() + HELD_MS;
      for (;;) {
        const { called, waiting } = await findWork(among);
        const done = await Promise.all(awaited.map(async (p) => (called.includes(p) ? p.settle() : p.idle())));
        const handled = done.reduce((a, b) => a + b, 0);
        total += handled;
        if (handled > 0) continue;
        if (waiting === 0 || Date.now() > patience) return total;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      ears.close();
      await Promise.all([looking.stop(), ...pumps.map(async (p) => p.stop()), jobs.stop()]);
    },
  };
}

/** Every pump but those of listeners that only follow. */
function pumpsOf(
  pumps: readonly Pump[],
  listeners: readonly Listener[],
  listening: ReadonlyMap<string, Pump>,
): readonly Pump[] {
  const following = new Set(listeners.filter((l) => l.follows).map((l) => listening.get(l.name)));
  return pumps.filter((p) => !following.has(p));
}

/** Hear PostgreSQL's notifications; a lost connection is made again, and the polling bridges the gap. */
function listenTo(url: string, ctx: Ctx, channels: Readonly<Record<string, () => void>>): { close(): void } {
  let closed = false;
  let client: pg.Client | null = null;
  const connect = async () => {
    if (closed) return;
    client = new pg.Client({ connectionString: url, application_name: 'huoshui-ears' });
    client.on('notification', (message) => channels[message.channel]?.());
    client.on('error', (error) => ctx.log.warn({ err: error }, 'notification connection lost'));
    client.on('end', () => {
      if (!closed) setTimeout(() => void connect(), 1000);
    });
    try {
      await client.connect();
      for (const channel of Object.keys(channels)) await client.query(`listen ${channel}`);
    } catch (error) {
      ctx.log.warn({ err: error }, 'cannot listen yet');
      await client.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    close() {
      closed = true;
      void client?.end().catch(() => undefined);
    },
  };
}
