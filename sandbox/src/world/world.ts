import { type Bus, openBus } from './bus.ts';
import { type CallLog, openCallLog } from './call-log.ts';
import { type Clock, openClock } from './clock.ts';
import { type Credentials, openCredentials } from './credentials.ts';
import { type FaultSwitches, openFaults } from './faults.ts';
import { type Keys, openKeys } from './keys.ts';
import { openSchedule, type Schedule } from './schedule.ts';
import { openStore, type Store } from './store.ts';

/** The local WeChat world: what every part of the sandbox is handed. Nothing is ambient. */
export type World = {
  readonly seed: number;
  /** Base address of the shop's server: pages in codes lead there. */
  readonly serverUrl: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly credentials: Credentials;
  readonly keys: Keys;
  readonly faults: FaultSwitches;
  readonly log: CallLog;
  readonly bus: Bus;
  readonly close: () => void;
};

export type WorldOptions = {
  readonly dir: string;
  readonly seed: number;
  readonly serverUrl: string;
  /** The size of keys that are made at the first start; tests take short ones, which are ten times quicker to make. */
  readonly rsaBits?: number;
  readonly onError?: (error: unknown) => void;
};

export async function openWorld(options: WorldOptions): Promise<World> {
  const { credentials, platform } = await openCredentials(options.dir, options.seed, options.rsaBits);
  const store = openStore(options.dir);
  const clock = openClock(store);
  const bus = openBus();
  const schedule = openSchedule(clock, options.onError ?? (() => {}));
  return {
    seed: options.seed,
    serverUrl: options.serverUrl,
    store,
    clock,
    schedule,
    credentials,
    keys: openKeys(credentials, platform),
    faults: openFaults(store),
    log: openCallLog(bus),
    bus,
    close: () => {
      schedule.close();
      store.close();
    },
  };
}
