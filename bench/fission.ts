import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { openFission } from './fission/scans.ts';
import type { Result } from './kit/result.ts';

const SCANS = 200_000;
const INVITERS = 4_000;

/**
 * Friends add staff by the codes of four thousand who take part, one in ten leaves in time and one in twenty of these comes back by another's code:
 * all of it is counted on PostgreSQL as the shop runs it (fsync on), and every sum is held against a recount.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-fission');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  try {
    await migrate(postgres.url);
    const fission = await openFission(postgres.url, INVITERS);
    const facts = await fission.tell(SCANS);
    const began = performance.now();
    await fission.hear();
    const seconds = (performance.now() - began) / 1000;
    const off = await fission.off();
    await fission.close();
    return [
      {
        name: `fission: ${facts} words of friends counted`,
        value: Math.round(seconds),
        unit: 's',
        goal: '≤ 60',
        ok: seconds <= 60,
      },
      { name: 'fission: sums beside a recount', value: off, unit: 'that differ', goal: '0', ok: off === 0 },
    ];
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
