import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { runLoad } from './orders/load.ts';
import { serveSidebar } from './sidebar/serve.ts';
import { fillSidebar, someoneLooks } from './sidebar/shop.ts';

const SECONDS = 6;
const CONNECTIONS = 8;

/** Staff open the sidebar beside one chat after the other: customers with twenty orders, a dozen coupons, tags, notes and to-dos, among 200 000 members. */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-sidebar');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const child = { stop: () => {} };
  try {
    await migrate(postgres.url);
    const shop = await fillSidebar(postgres.url);
    const server = fork(new URL(import.meta.url), ['serve', postgres.url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.stop = () => server.kill();
    const url = await new Promise<string>((resolve, reject) => {
      server.once('message', (said) => resolve(String(said)));
      server.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
    });
    const ask = someoneLooks(shop);
    await runLoad(url, CONNECTIONS, 2, ask);
    const { answered, p95 } = await runLoad(url, CONNECTIONS, SECONDS, ask);
    return [
      {
        name: `the profile beside a chat, p95 of ${CONNECTIONS} at once (${Math.round(answered / SECONDS)}/s)`,
        value: p95,
        unit: 'ms',
        goal: '≤ 150',
        ok: p95 <= 150,
      },
    ];
  } finally {
    child.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve' && process.send)
  await serveSidebar(process.argv[3] ?? '', (message) => process.send?.(message));
