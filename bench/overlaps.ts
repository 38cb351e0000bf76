import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { discountKinds, memberPriceSource, promotionSource } from '../server/src/domains/pricing/domain.ts';
import { listOverlaps } from '../server/src/domains/pricing/overlap/list-overlaps.ts';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { benchCtx } from './orders/serve.ts';
import { fillRules } from './overlaps/rules.ts';
import { fillShelves } from './search/shelves.ts';

const SKUS = 10_000;
const RULES = 70;

/** The report of which rules meet where: ten thousand SKUs of five thousand prices under seventy rules, the worst twenty first. */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-overlaps');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  try {
    await migrate(postgres.url);
    await fillShelves(postgres.url, SKUS);
    const ctx = benchCtx(postgres.url);
    await fillRules(ctx, RULES);
    const sources = [memberPriceSource, promotionSource(discountKinds)];
    const start = performance.now();
    const { items, total } = { total: 0, ...(await listOverlaps(ctx, sources, {})) };
    const seconds = (performance.now() - start) / 1000;
    await ctx.db.destroy();
    if (items.length === 0 || total < SKUS / 2) throw new Error(`only ${total} of ${SKUS} SKUs were found`);
    const value = Number(seconds.toFixed(1));
    return [{ name: 'overlaps of 10 000 SKUs under 70 rules', value, unit: 's', goal: '≤ 5', ok: seconds <= 5 }];
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
