import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inTransaction } from './db.ts';
import { declaredBy, fact, payloadOf } from './facts.ts';
import { newId } from './ids.ts';
import { listener } from './listeners.ts';
import { sweep } from './sweeps.ts';
import { testApp } from './testing/app.ts';
import { startWorker } from './worker.ts';

const rang = fact('test.rang', Type.Object({ n: Type.Integer() }), { words: words('铃响', 'Rang') });
const app = await testApp({ env: { ROLE: 'api' } });
const ctx = { ...app.ctx, declared: declaredBy([{ name: 'test', facts: [rang] }]) };

afterEach(() => {
  vi.restoreAllMocks();
});

/** A worker that hears a ring told while another transaction, older than the ring, is open. */
async function besideOpenTransaction() {
  const heard: number[] = [];
  const hearing = listener({
    name: 'test.hearing',
    on: [rang],
    handle: async (_ctx, facts) => void heard.push(facts.length),
  });
  const worker = await startWorker(ctx, app.running.clock, app.config.databaseUrl, [
    { name: 'test', listeners: [hearing] },
  ]);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const open = inTransaction(ctx, async ({ db }) => {
    await sql`select pg_current_xact_id()`.execute(db);
    begun();
    await ended;
  });
  await beginning;
  await inTransaction(ctx, async (ctx) => ctx.emit(rang, { personNo: null, payload: { n: 1 } }));
  const close = async () => {
    end();
    await open;
  };
  return { worker, heard, close };
}

/** The machine is so busy that between two looks of ours this much time is gone. */
function timePasses(ms: number): void {
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + ms);
}

describe('settling', () => {
  it('waits for the facts that an open transaction holds back, however busy the machine is', async () => {
    const { worker, heard, close } = await besideOpenTransaction();
    const settling = worker.settle();
    await new Promise((resolve) => setTimeout(resolve, 100));
    timePasses(20_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
    await close();
    expect((await settling).held).toEqual([]);
    expect(heard).toEqual([1]);
    await worker.stop();
  });

  it('says who is held back when a transaction does not end', async () => {
    const { worker, heard, close } = await besideOpenTransaction();
    const settling = worker.settle();
    await new Promise((resolve) => setTimeout(resolve, 100));
    timePasses(120_000);
    expect(await settling).toMatchObject({ held: ['test.hearing'] });
    expect(heard).toEqual([]);
    await close();
    await worker.stop();
  });
});

const numberIn = (payload: unknown): number => Value.Decode(Type.Object({ n: Type.Integer() }), payload).n;

describe('settling where it is never quiet', () => {
  const step = fact('test.step', Type.Object({ n: Type.Integer() }), { words: words('一步', 'Step') });
  const busy = { ...ctx, requestId: newId('req'), declared: declaredBy([{ name: 'test', facts: [rang, step] }]) };
  /** Somebody rings, and it is due at once. */
  const ring = async (n: number) =>
    inTransaction(busy, async (ctx) => {
      await sql`insert into public.due_ring (n, due_at) values (${n}, ${ctx.now()})`.execute(ctx.db);
      await ctx.emit(rang, { personNo: null, payload: { n } });
    });

  it('ends with what there was when it was called and what follows from it, while more keeps coming', async () => {
    const heard = new Set<number>();
    const steps: number[] = [];
    const hearing = listener({
      name: 'test.never-quiet',
      on: [rang],
      batch: 1,
      handle: async (ctx, facts) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        for (const { payload } of facts) {
          const n = numberIn(payload);
          heard.add(n);
          if (n === 0) await ctx.emit(step, { personNo: null, payload: { n: 1 } });
        }
      },
    });
    const walking = listener({
      name: 'test.steps',
      on: [step],
      handle: async (ctx, facts) => {
        for (const { payload } of facts) {
          const n = numberIn(payload);
          steps.push(n);
          if (n < 5) await ctx.emit(step, { personNo: null, payload: { n: n + 1 } });
        }
      },
    });
    await sql`create table public.due_ring (n int primary key, due_at timestamptz)`.execute(busy.db);
    const rows = sweep({
      name: 'test.due-rings',
      due: sql`(select min(due_at) from public.due_ring)`,
      run: async (ctx) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        const { rows } = await sql`
          delete from public.due_ring where n = (select n from public.due_ring order by due_at limit 1) returning n
        `.execute(ctx.db);
        return rows.length;
      },
    });
    const worker = await startWorker(busy, app.running.clock, app.config.databaseUrl, [
      { name: 'test', listeners: [hearing, walking], sweeps: [rows] },
    ]);
    let ringing = true;
    for (let n = 20; n > 0; n -= 1) await ring(n);
    const more = (async () => {
      for (let n = 1000; ringing; n += 1) await ring(n);
    })();
    await ring(0);
    await worker.settle();
    ringing = false;
    const first = [...Array(21).keys()];
    expect(first.filter((n) => !heard.has(n))).toEqual([]);
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    const { rows: left } = await sql<{ n: number }>`select n from public.due_ring where n <= 20`.execute(busy.db);
    expect(left).toEqual([]);
    await more;
    await worker.stop();
  }, 60_000);
});

describe('stopping', () => {
  it('waits for the rows that are in hand, not for all that are due', async () => {
    let left = 1000;
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const rows = sweep({
      name: 'test.rows',
      due: null,
      run: async () => {
        begin();
        await new Promise((resolve) => setTimeout(resolve, 5));
        left -= 1;
        return left > 0 ? 1 : 0;
      },
    });
    const worker = await startWorker(ctx, app.running.clock, app.config.databaseUrl, [
      { name: 'test', sweeps: [rows] },
    ]);
    await begun;
    await worker.stop();
    expect(left).toBeGreaterThan(0);
  });
});

describe('a process whose clock runs behind that of whoever tells', () => {
  it('hears of nothing before it has happened by its own, so that what it counts by now is whole', async () => {
    const late: number[] = [];
    const hearing = listener({
      name: 'test.behind',
      on: [rang],
      handle: async (ctx, facts) => {
        for (const told of facts)
          if (payloadOf(rang, told)?.n === 1_000_007) late.push(ctx.now().getTime() - told.occurredAt.getTime());
      },
    });
    const worker = await startWorker(ctx, app.running.clock, app.config.databaseUrl, [
      { name: 'test', listeners: [hearing] },
    ]);
    const ahead = { ...ctx, now: () => new Date(ctx.now().getTime() + 400) };
    await inTransaction(ahead, async (ahead) => ahead.emit(rang, { personNo: null, payload: { n: 1_000_007 } }));
    await worker.settle();
    await worker.stop();
    expect(late).toHaveLength(1);
    expect(late[0]).toBeGreaterThanOrEqual(0);
  });
});
