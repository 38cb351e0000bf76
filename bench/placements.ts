import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { runLoad } from './orders/load.ts';
import { servePlacements } from './placements/serve.ts';
import { fillPlacements, someoneOpens } from './placements/shop.ts';

const SECONDS = 6;

/** A million members have met what a page shows; others open it: twelve that are live there, most of them for some people only. */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-placements');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const child = { stop: () => {} };
  try {
    await migrate(postgres.url);
    const tokens = await fillPlacements(postgres.url);
    const server = fork(new URL(import.meta.url), ['serve', postgres.url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.stop = () => server.kill();
    const url = await new Promise<string>((resolve, reject) => {
      server.once('message', (said) => resolve(String(said)));
      server.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
    });
    const ask = someoneOpens(tokens);
    await runLoad(url, 16, 2, ask);
    const { answered, p95 } = await runLoad(url, 16, SECONDS, ask);
    const rate = answered / SECONDS;
    return [
      {
        name: 'what a page shows her, 12 pop-ups and slots, 1 M members',
        value: Math.round(rate),
        unit: 'pages/s',
        goal: '≥ 300',
        ok: rate >= 300,
      },
      { name: 'what a page shows her, p95', value: p95, unit: 'ms', goal: '< 100', ok: p95 < 100 },
    ];
  } finally {
    child.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve' && process.send)
  await servePlacements(process.argv[3] ?? '', (message) => process.send?.(message));
