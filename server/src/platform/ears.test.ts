import { expect, it } from 'vitest';
import { type Running, startProcess } from '../compose.ts';
import { createLog } from './log.ts';
import { testApp } from './testing/app.ts';

const app = await testApp();

/** Another process of the same shop. */
async function beside<T>(role: Running['ctx']['config']['role'], look: (other: Running) => Promise<T>): Promise<T> {
  const config = { ...app.config, role };
  const other = await startProcess(config, createLog('silent'), { ...app.ctx.events, close: async () => undefined });
  try {
    return await look(other);
  } finally {
    await other.stop();
  }
}

it.each(['api', 'worker', 'all'] as const)('a process of the role %s hears the clock move', async (role) => {
  await beside(role, async (other) => {
    await app.advance(3 * 86_400_000, 86_400_000);
    const apart = () => Math.abs(other.ctx.now().getTime() - app.ctx.now().getTime());
    await expect.poll(apart, { timeout: 10_000 }).toBeLessThan(2000);
    if (other.address === '') return;
    const { now }: { now: string } = JSON.parse(await (await fetch(`${other.address}/api/sandbox/clock`)).text());
    expect(Math.abs(Date.parse(now) - app.ctx.now().getTime())).toBeLessThan(5000);
  });
});
