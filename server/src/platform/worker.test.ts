import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inTransaction } from './db.ts';
import { declaredBy, fact } from './facts.ts';
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
