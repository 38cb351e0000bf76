import { plainWords, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from './db.ts';
import { declaredBy, fact, tell } from './facts.ts';
import { createLook, drainOnce, type Listener, listener, moveAlong, registerListeners } from './listeners.ts';
import { testApp } from './testing/app.ts';

const ticked = fact('test.ticked', Type.Object({ n: Type.Integer() }), { words: words('滴答', 'Ticked') });
const app = await testApp({ env: { ROLE: 'api' } });
const ctx = { ...app.ctx, declared: declaredBy([{ name: 'test', facts: [ticked] }]) };
const look = createLook();

beforeAll(async () => {
  await sql`create table public.heard (listener text, n int, primary key (listener, n))`.execute(ctx.db);
});

/** Writes what it hears; hearing a number twice breaks the primary key. */
async function hearing(name: string, options: Partial<Listener> = {}): Promise<Listener> {
  const listen = listener({
    name,
    on: [ticked],
    handle: async (ctx, facts) => {
      for (const told of facts)
        await sql`insert into public.heard values (${name}, (${JSON.stringify(told.payload)}::jsonb->>'n')::int)`.execute(
          ctx.db,
        );
    },
    ...options,
  });
  await registerListeners(ctx, [listen]);
  return listen;
}

async function tick(n: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => ctx.emit(ticked, { personNo: null, payload: { n } }));
}

async function heard(name: string): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from public.heard where listener = ${name} order by n`.execute(
    ctx.db,
  );
  return rows.map((r) => r.n);
}

/** Until nothing is left: tests share a cluster, so a transaction of another one may hold the facts back for a while. */
async function drain(listen: Listener): Promise<void> {
  for (;;) {
    if ((await drainOnce(ctx, listen)) > 0) continue;
    const { ready, held } = await look(ctx, [listen]);
    if (ready.length + held.length === 0) return;
  }
}

/** Entries of indexes and rows of the table that statements went through, as PostgreSQL counts them. */
async function entriesRead(): Promise<number> {
  // Each connection tells its own count when it is asked to.
  await Promise.all(
    Array.from({ length: 16 }, async () => sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`.execute(ctx.db)),
  );
  const { rows } = await sql<{ read: number }>`
    select (select sum(idx_tup_read) from pg_stat_user_indexes where relid = 'platform.event'::regclass)
      + (select seq_tup_read from pg_stat_user_tables where relid = 'platform.event'::regclass) as read
  `.execute(ctx.db);
  return rows[0]?.read ?? 0;
}

describe('a fact', () => {
  it('that no domain declares cannot be announced, and nothing of its transaction stays', async () => {
    const stray = fact('test.stray', Type.Object({}), { words: words('迷路', 'Stray') });
    const attempt = inTransaction(ctx, async (ctx) => {
      ctx.emit(ticked, { personNo: null, payload: { n: 1 } });
      ctx.emit(stray, { personNo: null, payload: {} });
    });
    await expect(attempt).rejects.toThrow('test.stray is announced but declared by no domain');
    const { rows } = await sql`select 1 from platform.event where type like 'test.%'`.execute(ctx.db);
    expect(rows).toEqual([]);
  });

  it('is declared by one domain only', () => {
    const declare = () =>
      declaredBy([
        { name: 'one', facts: [ticked] },
        { name: 'other', facts: [ticked] },
      ]);
    expect(declare).toThrow('other declares test.ticked, which another domain declares too');
  });

  it('does not compile without words', () => {
    // @ts-expect-error: what happened has no name
    expect(fact('test.wordless', Type.Object({}), {}).words).toBeUndefined();
  });

  it('of another time reads with what it lacks left empty', () => {
    const shape = Type.Object({ name: Type.String(), amount: Type.Integer() });
    const sold = fact('test.sold', shape, {
      words: words('卖出', 'Sold'),
      tell: ({ name, amount }) => ({
        side: 'act',
        title: words(`卖出${name}`, `Sold ${name}`),
        detail: plainWords(`${amount}`),
      }),
    });
    expect(tell(sold, { name: '草莓', weight: 'old' })).toEqual({
      side: 'act',
      title: { zh: '卖出草莓', en: 'Sold 草莓' },
      detail: { zh: '0', en: '0' },
    });
  });
});

describe('a listener', () => {
  it('never passes a transaction that is still open, however late it commits', async () => {
    const listen = await hearing('late');
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = inTransaction(ctx, async (ctx) => {
      await sql`select pg_current_xact_id()`.execute(ctx.db);
      begun();
      await gate;
      ctx.emit(ticked, { personNo: null, payload: { n: 1001 } });
    });
    await started;
    await drainOnce(ctx, listen);
    expect(await look(ctx, [listen])).toMatchObject({ ready: [], held: [] });
    await tick(1002);
    await drainOnce(ctx, listen);
    expect(await heard('late')).not.toContain(1002);
    expect(await look(ctx, [listen])).toMatchObject({ ready: [], held: ['late'] });
    finish();
    await slow;
    // The horizon is the cluster's: what another test has open beside this one may hold it a moment longer.
    await expect.poll(() => look(ctx, [listen])).toMatchObject({ ready: ['late'], held: [] });
    await drain(listen);
    expect(await heard('late')).toEqual([1001, 1002]);
  });

  it('is not made to count through the facts that it does not want, however far behind it stands', async () => {
    const listen = await hearing('rare');
    await drain(listen);
    await sql`
      insert into platform.event (type, payload, occurred_at) select 'test.other', '{}', now() from generate_series(1, 20000)
    `.execute(ctx.db);
    await tick(1500);
    const before = await entriesRead();
    expect(await createLook()(ctx, [listen])).toMatchObject({ held: [], ready: ['rare'] });
    while ((await drainOnce(ctx, listen)) === 0);
    expect(await heard('rare')).toContain(1500);
    expect((await entriesRead()) - before).toBeLessThan(2000);
  });

  it('moves along past what it does not want, never past what it has yet to hear, and not while it is held', async () => {
    const [idle, behind] = [await hearing('idle'), await hearing('behind')];
    await drain(idle);
    await drain(behind);
    const placeOf = async (name: string) => {
      const { rows } = await sql<{ xid: string; id: number }>`
        select xid::text as xid, id from platform.listener where name = ${name}
      `.execute(ctx.db);
      return rows[0];
    };
    await sql`insert into platform.event (type, payload, occurred_at) values ('test.other', '{}', now())`.execute(
      ctx.db,
    );
    const before = await placeOf('idle');
    const { clear } = await look(ctx, [idle, behind]);
    expect(clear.names.toSorted()).toEqual(['behind', 'idle']);
    await inTransaction(ctx, async (holding) => {
      await sql`select from platform.listener where name = 'idle' for update`.execute(holding.db);
      await moveAlong(ctx, clear);
    });
    expect(await placeOf('idle')).toEqual(before);
    await expect
      .poll(async () => {
        await moveAlong(ctx, (await look(ctx, [idle])).clear);
        return (await placeOf('idle'))?.id;
      })
      .toBeGreaterThan(before?.id ?? 0);
    await tick(1600);
    const stood = await placeOf('behind');
    expect((await look(ctx, [behind])).clear.names).toEqual([]);
    // By what was found before the tick nobody moves past it either, however late that is used.
    await moveAlong(ctx, clear);
    await moveAlong(ctx, (await look(ctx, [behind])).clear);
    expect((await placeOf('behind'))?.id).toBeGreaterThanOrEqual(stood?.id ?? 0);
    await drain(behind);
    expect(await heard('behind')).toContain(1600);
  });

  it('hears every fact of many concurrent writers once, with two processes draining', async () => {
    const listen = await hearing('many', { batch: 7 });
    await drain(listen);
    const before = new Set(await heard('many'));
    let writing = true;
    const drainer = async () => {
      while (writing) await drainOnce(ctx, listen);
    };
    const drainers = [drainer(), drainer()];
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 25; i += 1) await tick(2000 + writer * 100 + i);
      }),
    );
    writing = false;
    await Promise.all(drainers);
    await drain(listen);
    const now = (await heard('many')).filter((n) => !before.has(n));
    expect(now).toHaveLength(200);
  });

  it('starts again at the same place when it is killed half-way, and nothing is there twice', async () => {
    let deaths = 0;
    const listen = await hearing('killed', {
      handle: async (ctx, facts) => {
        for (const told of facts) {
          await sql`insert into public.heard values ('killed', (${JSON.stringify(told.payload)}::jsonb->>'n')::int)`.execute(
            ctx.db,
          );
          if (deaths === 0) {
            deaths += 1;
            await sql`select pg_terminate_backend(pg_backend_pid())`.execute(ctx.db).catch(() => undefined);
          }
        }
      },
    });
    await tick(3001);
    await expect(drainOnce(ctx, listen)).rejects.toThrow();
    expect(await heard('killed')).toEqual([]);
    await drain(listen);
    expect(deaths).toBe(1);
    expect((await heard('killed')).filter((n) => n === 3001)).toEqual([3001]);
  });

  it('takes the batch again where it met another transaction, and sets nothing aside', async () => {
    let met = 0;
    const listen = await hearing('crossed', {
      handle: async (ctx, facts) => {
        for (const told of facts) {
          await sql`insert into public.heard values ('crossed', (${JSON.stringify(told.payload)}::jsonb->>'n')::int)`.execute(
            ctx.db,
          );
          // At once, then by itself: as PostgreSQL says it.
          met += 1;
          if (met <= 2) await sql`do $$ begin raise exception sqlstate '40P01'; end $$`.execute(ctx.db);
        }
      },
    });
    await tick(3501);
    await expect(drainOnce(ctx, listen)).rejects.toThrow();
    expect(await heard('crossed')).toEqual([]);
    await drain(listen);
    expect((await heard('crossed')).filter((n) => n === 3501)).toEqual([3501]);
    const { rows } = await sql`select from platform.parked_fact where listener = 'crossed'`.execute(ctx.db);
    expect(rows).toHaveLength(0);
  });

  it('sets the one fact aside that it cannot handle and goes on with the rest', async () => {
    const listen = await hearing('parking', {
      handle: async (ctx, facts) => {
        for (const told of facts) {
          const { n } = JSON.parse(JSON.stringify(told.payload));
          if (n === 4002) throw new Error('this one is bad');
          if (n >= 4000) await sql`insert into public.heard values ('parking', ${n})`.execute(ctx.db);
        }
      },
    });
    await drain(listen);
    for (const n of [4001, 4002, 4003]) await tick(n);
    await drain(listen);
    expect(await heard('parking')).toEqual([4001, 4003]);
    const parked = await sql<{
      error: string;
    }>`select error from platform.parked_fact where listener = 'parking'`.execute(ctx.db);
    expect(parked.rows).toEqual([{ error: 'this one is bad' }]);
  });

  it('tells nothing of a transaction that was rolled back', async () => {
    const listen = await hearing('rolled-back');
    await expect(
      inTransaction(ctx, async (ctx) => {
        ctx.emit(ticked, { personNo: null, payload: { n: 5001 } });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await drain(listen);
    expect(await heard('rolled-back')).not.toContain(5001);
  });
});
