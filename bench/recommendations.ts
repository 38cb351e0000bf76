import { rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { listShopProducts } from '../server/src/domains/catalog/domain.ts';
import { keepKnowledge } from '../server/src/domains/recommendations/knowledge/keep.ts';
import { recommendTo } from '../server/src/domains/recommendations/recommended.ts';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { withEventStore } from './kit/event-store.ts';
import type { Result } from './kit/result.ts';
import { benchCtx } from './orders/serve.ts';
import { fillOrders } from './recommendations/shop.ts';

const PRODUCTS = 10_000;
const MEMBERS = Math.min(200_000, Number(process.env.HUOSHUI_BENCH_MEMBERS ?? 200_000));
const CALLS = 3_000;
/** As many come, each again and again: the first time, when she is drawn into an arm, is once for good. */
const CALLERS = 1_000;

/** What 200 000 members bought of ten thousand products, five million order lines: learnt from nothing, kept in memory, and asked. */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-recommendations');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  try {
    await migrate(postgres.url);
    return await withEventStore(async (events) => {
      const ctx = { ...benchCtx(postgres.url), events };
      const lines = await fillOrders({ db: ctx.db, url: postgres.url, events }, MEMBERS, PRODUCTS);
      const before = inUse();
      const keeper = keepKnowledge();
      const begun = performance.now();
      const { readMs, learnMs } = await keeper.renewed(ctx);
      const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
      const mib = Math.round((inUse() - before) / 2 ** 20);
      const ports = {
        keeper,
        lookedAt: async () => [],
        cards: async (_ctx: typeof ctx, ids: readonly string[]) =>
          (await listShopProducts(ctx, { ids: ids.join(','), inStock: true, limit: Math.max(1, ids.length) })).items,
      };
      const { rows } = await sql<{ personNo: number }>`select person_no from members.member order by person_no`.execute(
        ctx.db,
      );
      const took: number[] = [];
      for (let n = -CALLERS; n < CALLS; n += 1) {
        const personNo = rows[(((n + CALLERS) % CALLERS) * 7919) % rows.length]?.personNo ?? 1;
        const her = { memberId: `mem_${String(personNo).padStart(26, '0')}`, personNo };
        const start = performance.now();
        await recommendTo(ctx, ports, her, { slot: 'guess', from: [] });
        if (n >= 0) took.push(performance.now() - start);
      }
      const p99 = Number((took.toSorted((a, b) => a - b)[Math.floor(CALLS * 0.99)] ?? Number.NaN).toFixed(1));
      await ctx.db.destroy();
      const of = `${MEMBERS / 1000} k members, 10 000 products`;
      return [
        { name: `recommendations, ${of}: a call, p99`, value: p99, unit: 'ms', goal: '≤ 10', ok: p99 <= 10 },
        { name: `recommendations, ${of}: memory`, value: mib, unit: 'MiB', goal: '≤ 300', ok: mib <= 300 },
        {
          name: `recommendations, ${lines / 1e6} M order lines read (${readMs} ms) and learnt (${learnMs} ms)`,
          ...{ value: seconds, unit: 's', goal: '≤ 60', ok: seconds <= 60 },
        },
      ];
    });
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Objects and arrays, after what nobody needs any more was taken away. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
