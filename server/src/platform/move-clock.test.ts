import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from './calendar.ts';
import { createMover } from './move-clock.ts';
import { sweep } from './sweeps.ts';
import { testApp } from './testing/app.ts';
import { startWorker } from './worker.ts';

const app = await testApp({ env: { ROLE: 'api' } });
beforeAll(async () => {
  await sql`create table public.alarm (id int primary key, kind text, due_at timestamptz, rung_at timestamptz)`.execute(
    app.ctx.db,
  );
});

/** Rings alarms of one kind; a `chain` alarm sets another one, a day later, when it rings. */
const ringing = (kind: string, rung: string[]) =>
  sweep({
    name: `test.ring-${kind}`,
    due: sql`(select min(due_at) from public.alarm where kind = ${kind} and rung_at is null)`,
    run: async (ctx) => {
      const { rows } = await sql<{ id: number; dueAt: Date }>`
        update public.alarm set rung_at = ${ctx.now()} where id in (
          select id from public.alarm where kind = ${kind} and rung_at is null and due_at <= ${ctx.now()} order by due_at limit 1
        ) returning id, due_at
      `.execute(ctx.db);
      for (const { id, dueAt } of rows) {
        rung.push(`${kind}${id}`);
        if (id === 1)
          await sql`insert into public.alarm values (100, ${kind}, ${new Date(dueAt.getTime() + DAY_MS)}, null)`.execute(
            ctx.db,
          );
      }
      return rows.length;
    },
  });

describe('the clock of a process', () => {
  it('never runs before the one that is written: what is left of the two would be the leap', async () => {
    const { clock, ctx } = app.running;
    const { rows } = await sql<{ offsetMs: number }>`select offset_ms from platform.clock`.execute(ctx.db);
    const setting = clock.set(new Date(clock.now().getTime() + DAY_MS));
    expect(clock.offsetMs).toBe(rows[0]?.offsetMs);
    await setting;
    const after = await sql<{ offsetMs: number }>`select offset_ms from platform.clock`.execute(ctx.db);
    expect([clock.offsetMs, clock.offsetMs - (rows[0]?.offsetMs ?? 0) >= DAY_MS - 1000]).toEqual([
      after.rows[0]?.offsetMs,
      true,
    ]);
  });
});

describe('the clock moved by eight days', () => {
  it('wakes every sweep in due order, at its own time, what is set on the way included', async () => {
    const { ctx, running } = app;
    const start = ctx.now().getTime();
    const at = (days: number) => new Date(start + days * DAY_MS);
    const alarms: [number, string, number][] = [
      [1, 'a', 2],
      [2, 'b', 1],
      [3, 'a', 7.5],
      [4, 'b', 5],
      [5, 'a', 9],
    ];
    for (const [id, kind, days] of alarms)
      await sql`insert into public.alarm values (${id}, ${kind}, ${at(days)}, null)`.execute(ctx.db);
    const rung: string[] = [];
    const worker = await startWorker(ctx, running.clock, app.config.databaseUrl, [
      { name: 'test', sweeps: [ringing('a', rung), ringing('b', rung)] },
    ]);
    const told: number[] = [];
    const mover = createMover(ctx, running.clock, worker, async (now) => {
      told.push(now.getTime());
      return null;
    });
    await mover.move(at(8), 0);
    await worker.stop();

    expect(rung).toEqual(['b2', 'a1', 'a100', 'b4', 'a3']);
    const { rows } = await sql<{ late: number }>`
      select max(extract(epoch from rung_at - due_at)) as late from public.alarm where rung_at is not null
    `.execute(ctx.db);
    expect(Number(rows[0]?.late)).toBeLessThan(5);
    expect(ctx.now().getTime()).toBeGreaterThanOrEqual(at(8).getTime());
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('refuses to go back', async () => {
    const { ctx, running } = app;
    const worker = await startWorker(ctx, running.clock, app.config.databaseUrl, []);
    const mover = createMover(ctx, running.clock, worker, async () => null);
    await expect(mover.move(new Date(ctx.now().getTime() - DAY_MS), 0)).rejects.toMatchObject({
      code: 'platform.clock_backwards',
    });
    await worker.stop();
  });
});

it('is refused by a process without background work, with the reason, whether or not somebody waits for it', async () => {
  for (const wait of [true, false]) {
    const { status, body } = await app.call('POST /api/sandbox/clock', { body: { advanceMs: DAY_MS, wait } });
    expect([status, body.error?.code]).toEqual([409, 'platform.clock_elsewhere']);
  }
});
