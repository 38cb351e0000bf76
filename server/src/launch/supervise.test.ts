import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startChild } from './children.ts';
import { isAlive } from './processes.ts';
import { type Running, supervise } from './supervise.ts';

const quiet = { onRestart: () => {}, onBack: () => {} };

describe('a supervised part', () => {
  it('is started again when it is killed, as often as that happens', async () => {
    const part = await supervise(async () => await startTicker(), quiet);
    const pids = new Set<number>();
    for (let round = 0; round < 3; round += 1) {
      const { pid, exited } = part.current();
      pids.add(pid);
      process.kill(pid, 'SIGKILL');
      await exited;
      await until(() => part.current().pid !== pid);
    }
    pids.add(part.current().pid);
    expect(pids.size).toBe(4);
    await part.stop();
    expect([...pids].filter(isAlive)).toEqual([]);
  });

  it('waits longer each time it fails, and stops at once when asked in such a wait', async () => {
    const waits: number[] = [];
    let starts = 0;
    const start = async (): Promise<Running> => {
      starts += 1;
      if (starts > 1) throw new Error('still broken');
      return { pid: 1, exited: sleep(5, null), stop: async () => {} };
    };
    const part = await supervise(start, { ...quiet, onRestart: (_, waitMs) => waits.push(waitMs) });
    await until(() => waits.length === 3);
    expect(waits).toEqual([200, 400, 800]);
    const before = performance.now();
    await part.stop();
    expect(performance.now() - before).toBeLessThan(400);
  });

  it('fails loudly, with what it said, when its very first start fails', async () => {
    const broken = async () => await startTicker("console.error('HUOSHUI_KEY is missing'); process.exit(1)");
    await expect(supervise(broken, quiet)).rejects.toThrow(/ticker ended while starting:\s+HUOSHUI_KEY is missing/);
  });

  it('is killed when it does not heed a polite end', async () => {
    const deaf = await startTicker("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)");
    await deaf.stop();
    expect(isAlive(deaf.pid)).toBe(false);
  });
});

async function startTicker(code = "console.log('up'); setInterval(() => {}, 1000)"): Promise<Running> {
  return await startChild({
    name: 'ticker',
    entry: '--eval',
    args: [code],
    env: process.env,
    log: () => {},
    isReady: (line) => line === 'up',
    patienceMs: 10_000,
    graceMs: 300,
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('It did not happen within ten seconds');
    await sleep(20);
  }
}
