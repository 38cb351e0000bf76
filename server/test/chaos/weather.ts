import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../../rehearsal/src/api.ts';
import { createRandom, type Random } from '../../../rehearsal/src/random.ts';
import type { House, Part } from './house.ts';
import { insist } from './insist.ts';
import { count, type Tally } from './tally.ts';

/** What goes wrong while people shop: who is killed and how often, what becomes of notifications, how fast time goes. */
export type Weather = {
  readonly seed: number;
  /** Who may be killed; the more often here, the more often there. */
  readonly mortal: readonly Part[];
  readonly killEveryMs: readonly [from: number, to: number];
};

export type Sky = {
  readonly house: House;
  readonly api: Api;
  readonly tally: Tally;
  readonly killed: Map<string, number>;
  /** Nobody is killed any more. */
  readonly isSpent: () => boolean;
};

/** Until it is over. What happens, and in which order, comes from the seed. */
export async function blow(weather: Weather, sky: Sky, isOver: () => boolean): Promise<void> {
  await Promise.all([
    kill(createRandom(weather.seed, 'kills'), weather, sky),
    loseNotifications(createRandom(weather.seed, 'notifications'), sky, isOver),
    letTimePass(createRandom(weather.seed, 'time'), sky, isOver),
  ]);
}

async function kill(random: Random, weather: Weather, { house, killed, isSpent }: Sky): Promise<void> {
  for (;;) {
    await pause(random.between(...weather.killEveryMs), isSpent);
    if (isSpent()) return;
    const part = random.pick(weather.mortal);
    if (part && house.kill(part)) count(killed, part);
  }
}

const fates = [
  { notify: 'normal' },
  { notify: 'lost' },
  { notify: 'doubled' },
  { notify: 'delayed', notifyDelaySeconds: 20 },
  { notify: 'late', notifyLateMinutes: 45 },
  { notify: 'shuffled', notifyDelaySeconds: 900 },
] as const;

/** Every moment another fate; now and then the payment API is away for one, or busy. */
async function loseNotifications(random: Random, { house, tally }: Sky, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const fate = random.pick(fates) ?? fates[0];
    const down = random.chance(0.1) ? 'pay' : 'none';
    await setFaults(house, tally, { ...fate, down, busyEvery: random.chance(0.3) ? 7 : 0 });
    count(tally.did, `notifications ${fate.notify}`);
    await pause(random.between(200, 900), isOver);
  }
  // Who is still waiting is to be answered: a storm that ended with WeChat away would keep it away.
  await setFaults(house, tally, clearSky);
}

const clearSky = { notify: 'normal', down: 'none', busyEvery: 0 } as const;

async function setFaults(house: House, tally: Tally, faults: object): Promise<void> {
  await insist(tally, 'the sandbox', async () => {
    const answer = await fetch(`${house.sandboxUrl}/sandbox/api/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(await answer.text());
  });
}

/**
 * Some minutes at a time, so that orders end unpaid and deadlines come while everybody is busy. Time is not waited for: a server
 * that dies on the way takes the rest of the way with it, and one that is still on its way is asked again until it is not.
 */
async function letTimePass(random: Random, { api, tally }: Sky, isOver: () => boolean): Promise<void> {
  for (;;) {
    await pause(random.between(900, 2_500), isOver);
    if (isOver()) return;
    const advanceMs = random.between(2, 16) * 60_000;
    await api('POST /api/sandbox/clock', { body: { advanceMs, wait: false, stepMs: 60_000 } });
    count(tally.did, 'time passed');
  }
}

/** So long, but not longer than it lasts. */
async function pause(ms: number, isOver: () => boolean): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until && !isOver()) await sleep(Math.min(50, Math.max(1, until - performance.now())));
}
