import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, createApi, Refused } from '../../../rehearsal/src/api.ts';
import type { Random } from '../../../rehearsal/src/random.ts';
import type { Tally } from './tally.ts';

/** Nothing is away for so long: who is still not answered has found a fault. */
const PATIENCE_MS = 90_000;

/** What says "not now" of itself; everything else below 500 is an answer. */
const comeAgain = ['platform.key_busy', 'platform.clock_moving'];

/**
 * The API as apps ask it that mean it: no answer, or one that says to come again, and the same is asked once more under
 * the same key, of whichever server comes next.
 */
export function stubborn(servers: readonly string[], random: Random, tally: Tally): Api {
  const apis = servers.map(createApi);
  return async (route, options = {}) => {
    const asked = { key: randomUUID(), ...options };
    let turn = random.between(0, apis.length - 1);
    return insist(tally, route, async () => {
      turn += 1;
      const api = apis[turn % apis.length];
      if (!api) throw new Error('no servers');
      return api(route, asked);
    });
  };
}

export async function insist<T>(tally: Tally, what: string, act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (isAnswer(error)) throw error;
      if (error instanceof Refused && error.status === 500) tally.faults.push(error.message);
      if (performance.now() > deadline) {
        tally.faults.push(`${what} was never answered: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      }
      tally.unanswered += 1;
      await sleep(150 + Math.random() * 250);
    }
  }
}

function isAnswer(error: unknown): boolean {
  return error instanceof Refused && error.status < 500 && error.status !== 429 && !comeAgain.includes(error.code);
}
