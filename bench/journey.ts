import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { advanceRuns } from '../server/src/domains/journeys/advance.ts';
import { createJourney } from '../server/src/domains/journeys/change.ts';
import type { Definition } from '../server/src/domains/journeys/definition.ts';
import { journeys } from '../server/src/domains/journeys/domain.ts';
import { standardKit } from '../server/src/domains/journeys/kit.ts';
import { startPostgres } from '../server/src/launch/postgres.ts';
import type { Ctx } from '../server/src/platform/ctx.ts';
import { inTransaction } from '../server/src/platform/db.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { alone } from '../server/src/platform/testing/alone.ts';
import { benchCtx } from './kit/ctx.ts';
import { type Result, ratioAtLeast } from './kit/result.ts';
import { atSizes, toldTime } from './kit/sizes.ts';

const PERSONS = 100_000;
const START = new Date('2026-11-20T02:00:00Z');

/**
 * README: a journey advances ≥ 20 000 person-steps a second, and ≥ 0.8 × the rows that one plain UPDATE of the same runs
 * changes in a second. 100 000 persons come out of a wait, are asked a question, are parted by it and wait again: two
 * steps each, on PostgreSQL as the shop runs it (fsync on).
 */
export async function run(): Promise<Result[]> {
  return atSizes(measure, PERSONS);
}

async function measure(persons: number): Promise<Result[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'huoshui-bench-'));
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => undefined });
  try {
    await migrate(postgres.url);
    const bench = benchCtx(postgres.url, () => START, [journeys({ benefits: standardKit.benefits })]);
    await fill(bench.ctx, persons);
    const plain = await timed(async () => plainUpdate(bench.ctx));
    await rewind(bench.ctx);
    const sweep = advanceRuns(standardKit);
    const engine = await timed(async () => {
      while ((await sweep.run(bench.ctx, alone)) > 0);
    });
    await check(bench.ctx, persons);
    await bench.close();
    const steps = Math.round((persons * 2) / engine);
    return [
      toldTime('all of them go two steps', engine * 1000),
      { name: 'journey advance', value: steps, unit: 'person-steps/s', goal: '≥ 20000', ok: steps >= 20_000 },
      ratioAtLeast('journey advance against one UPDATE', plain / engine, 0.8),
    ];
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const definition: Definition = {
  trigger: { kind: 'member_joined', values: {} },
  start: 'rest',
  nodes: [
    { key: 'rest', kind: 'wait', values: { period: 1440 }, ways: { next: 'bought' } },
    { key: 'bought', kind: 'paid_orders', values: { atLeast: 1, sinceEntry: false }, ways: { yes: 'a', no: 'b' } },
    { key: 'a', kind: 'wait', values: { period: 4320 }, ways: { next: null } },
    { key: 'b', kind: 'wait', values: { period: 7200 }, ways: { next: null } },
  ],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'never' },
  holdout: 0,
  budgetId: null,
};

async function fill(ctx: Ctx, persons: number): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    createJourney(ctx, standardKit, { name: 'bench', definition, state: 'live' }),
  );
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_' || n, 'n', 'bench', ${START} from generate_series(1, ${persons}::int) as n
  `.execute(ctx.db);
  await sql`insert into members.standing (person_no, orders) select person_no, person_no % 2 from members.member`.execute(
    ctx.db,
  );
  await sql`
    insert into journeys.run (journey_no, version, person_no, treated, node, wake_at)
    select 1, 1, person_no, true, 'rest', ${START} from members.member
  `.execute(ctx.db);
  await sql`
    insert into journeys.run_info (run_id, journey_no, version, person_no, member_id, entry_key, because, context, entered_at)
    select r.id, 1, 1, r.person_no, m.id, 'once', '{}', '{}', ${START} from journeys.run r join members.member m using (person_no)
  `.execute(ctx.db);
  await sql`vacuum analyze`.execute(ctx.db);
}

async function plainUpdate(ctx: Ctx): Promise<void> {
  const later = new Date(START.getTime() + 1);
  await sql`update journeys.run set node = 'a', visit = visit + 1, wake_at = ${later} where state = 'waiting'`.execute(
    ctx.db,
  );
}

async function rewind(ctx: Ctx): Promise<void> {
  await sql`update journeys.run set node = 'rest', visit = 0, wake_at = ${START}`.execute(ctx.db);
  await sql`vacuum analyze journeys.run`.execute(ctx.db);
}

/** A bench that moved nobody measures nothing. */
async function check(ctx: Ctx, persons: number): Promise<void> {
  const { rows } = await sql<{ node: string; count: number }>`
    select node, count(*) as count from journeys.run group by node order by node
  `.execute(ctx.db);
  const counts = rows.map((r) => `${r.node} ${r.count}`).join(', ');
  if (counts !== `a ${persons / 2}, b ${persons / 2}`) throw new Error(`the journey went wrong: ${counts}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
