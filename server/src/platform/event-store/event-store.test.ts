import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventStore, type EventStore, EventStoreError, tsvText } from './client.ts';
import { spawnTestEventStore, testEventStore } from './testing.ts';

type Spawned = Awaited<ReturnType<typeof spawnTestEventStore>>;

const TABLE = `create table t (n UInt32, s String, at DateTime64(3, 'UTC')) engine = MergeTree order by n
  settings fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000`;

describe('the event store process', () => {
  let spawned: Spawned;
  let store: EventStore & { readonly database: string };
  beforeAll(async () => {
    spawned = await spawnTestEventStore();
    store = await testEventStore(spawned.url);
    await store.exec(TABLE);
  });
  afterAll(async () => {
    await store.close();
    await spawned.close();
  });

  it('answers a ping, keeps rows and reads them back typed', async () => {
    expect(await store.ping()).toBe(true);
    await store.insert('t', [{ n: 1, s: "it's 活水 {x:String}", at: '2026-11-21T01:02:03.004Z' }]);
    expect(await store.query('select n, s, at from t')).toEqual([
      { n: 1, s: "it's 活水 {x:String}", at: '2026-11-21 01:02:03.004' },
    ]);
  });

  it('takes rows as tab-separated lines, whatever is in them, from the last century too', async () => {
    const nasty = 'tab\t line\n return\r back\\slash nul\0 quote\' "double" 活水';
    const lines = `300\t${tsvText(nasty)}\t${Date.UTC(1997, 0, 1, 1, 2, 3, 4)}\n301\t\t${Date.UTC(2026, 10, 21)}\n`;
    await store.insert('t', { columns: ['n', 's', 'at'], lines });
    expect(await store.query('select s, at from t where n >= 300 order by n')).toEqual([
      { s: nasty, at: '1997-01-01 01:02:03.004' },
      { s: '', at: '2026-11-21 00:00:00.000' },
    ]);
    await expect(store.insert('t', { columns: ['n'], lines: 'no number\n' })).rejects.toThrow();
  });

  it('binds text, lists, dates and null as values, never as SQL', async () => {
    const nasty = "'; drop table t; -- \\ \t\n {n:UInt8}";
    const [row] = await store.query<Record<string, unknown>>(
      "select {a:String} a, {b:Array(String)} b, {c:Nullable(String)} c, {d:DateTime64(3, 'UTC')} d, {e:Array(UInt32)} e",
      { a: nasty, b: ["x'y", 'a\\b', nasty], c: null, d: new Date('2026-11-21T01:02:03.004Z'), e: [1, 2] },
    );
    expect(row).toEqual({ a: nasty, b: ["x'y", 'a\\b', nasty], c: null, d: '2026-11-21 01:02:03.004', e: [1, 2] });
  });

  it('keeps databases apart', async () => {
    const other = await testEventStore(spawned.url);
    await other.exec(TABLE);
    expect(await other.query('select count() c from t')).toEqual([{ c: 0 }]);
    expect(await store.query('select count() > 0 c from t')).toEqual([{ c: 1 }]);
    await other.close();
  });

  it('counts a batch that is sent again with its token once', async () => {
    const rows = [{ n: 100, s: 'once', at: 0 }];
    await store.insert('t', rows, { token: 'batch-1' });
    await store.insert('t', rows, { token: 'batch-1' });
    expect(await store.query("select count() c from t where s = 'once'")).toEqual([{ c: 1 }]);
  });

  it('takes a batch whole or not at all', async () => {
    await expect(
      store.insert('t', [
        { n: 200, s: 'half', at: 0 },
        { n: 'no number', s: 'half', at: 0 },
      ]),
    ).rejects.toThrow();
    expect(await store.query("select count() c from t where s = 'half'")).toEqual([{ c: 0 }]);
  });

  it("gives ClickHouse's own error codes", async () => {
    await expect(store.query('select from where')).rejects.toMatchObject({ code: '62', type: 'SYNTAX_ERROR' });
    await expect(store.query('select * from nowhere')).rejects.toMatchObject({ code: '60' });
    await expect(store.query('select {x:String}')).rejects.toBeInstanceOf(EventStoreError);
  });

  it('refuses to write through a reading statement', async () => {
    await expect(store.exec("with 1 as x insert into t select x, 'sly', 0")).rejects.toMatchObject({ code: '164' });
    await expect(store.exec("select 1 into outfile '/tmp/huoshui-sly.csv'")).rejects.toThrow();
    expect(await store.query("select count() c from t where s = 'sly'")).toEqual([{ c: 0 }]);
  });

  it('stops a query that takes too long', async () => {
    const hurried = createEventStore({ url: spawned.url, settings: { max_execution_time: 1 } });
    await expect(
      hurried.query('select sum(sleepEachRow(0.2)) from numbers(30) settings max_block_size = 1'),
    ).rejects.toMatchObject({ code: '159' });
    await hurried.close();
  });

  it('answers small queries while heavy ones run, and forgets those nobody waits for', async () => {
    const slow = createEventStore({ url: spawned.url, timeoutMs: 1500 });
    const heavy = Array.from({ length: 2 }, async () =>
      slow.query('select sum(sipHash64(number)) from numbers(1000000000000)').catch((error: Error) => error.message),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    await store.query('select 1 as one');
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await Promise.all(heavy)).toEqual(Array(2).fill('the event store did not answer: Timeout error.'));
    await expect
      .poll(
        async () =>
          store.query(
            "select count() c from system.processes where query like '%sipHash64(number)%' and query not like '%processes%' and not is_cancelled",
          ),
        { timeout: 5000 },
      )
      .toEqual([{ c: 0 }]);
    await slow.close();
  });
});

describe('the event store process, killed', () => {
  it('loses no acknowledged row and serves again', async () => {
    let spawned = await spawnTestEventStore();
    const { dataDir } = spawned;
    let store = createEventStore({ url: spawned.url });
    await store.exec(TABLE);
    const acknowledged = new Set<number>();
    let next = 0;
    const write = async (): Promise<void> => {
      for (;;) {
        const from = next;
        next += 50;
        const rows = Array.from({ length: 50 }, (_, i) => ({ n: from + i, s: 'x', at: 0 }));
        await store.insert('t', rows, { token: `b${from}` });
        for (const row of rows) acknowledged.add(row.n);
      }
    };
    const writers = Promise.allSettled([write(), write(), write()]);
    await expect.poll(() => acknowledged.size, { timeout: 15_000 }).toBeGreaterThan(500);
    await spawned.stop('SIGKILL');
    await writers;
    await store.close();

    spawned = await spawnTestEventStore({ dataDir });
    store = createEventStore({ url: spawned.url });
    const stored = new Set((await store.query<{ n: number }>('select n from t')).map((row) => row.n));
    expect([...acknowledged].filter((n) => !stored.has(n))).toEqual([]);
    expect(stored.size % 50).toBe(0);
    // A batch that was cut off is sent again with its token: once in the end.
    for (let from = 0; from < next; from += 50) {
      await store.insert(
        't',
        Array.from({ length: 50 }, (_, i) => ({ n: from + i, s: 'x', at: 0 })),
        { token: `b${from}` },
      );
      if (from > 5000) break;
    }
    expect(await store.query('select count() = uniqExact(n) as same from t')).toEqual([{ same: 1 }]);
    await store.close();
    await spawned.close();
  });

  it('ends when the process that started it ends', async () => {
    const spawned = await spawnTestEventStore();
    // What the operating system does to the channel when the parent dies.
    const alive = (): boolean => {
      try {
        process.kill(spawned.pid, 0);
        return true;
      } catch {
        return false;
      }
    };
    expect(alive()).toBe(true);
    spawned.disconnect();
    expect(await spawned.exited).toBe(0);
    expect(alive()).toBe(false);
    await spawned.close();
  });
});
