import { describe, expect, it } from 'vitest';
import { ReportLane } from './report-lane.ts';

const limits = { atOnce: 2, waiting: 3, ms: 60_000 };
const never = new AbortController().signal;

/** A computation that ends when it is told to. */
function work() {
  let end = (_answer: string): void => {};
  const answer = new Promise<string>((resolve) => {
    end = resolve;
  });
  const seen = { begun: 0, signal: null as AbortSignal | null };
  return {
    seen,
    end,
    run: async (signal: AbortSignal) => {
      seen.begun += 1;
      seen.signal = signal;
      return answer;
    },
  };
}

describe('the lane of reports', () => {
  it('computes equal questions once, and each asker hears', async () => {
    const lane = new ReportLane(limits);
    const one = work();
    const asked = Array.from({ length: 8 }, async () => lane.ask('a', one.run, never));
    one.end('42');
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 8 }, () => '42'));
    expect(one.seen.begun).toBe(1);
    const again = work();
    again.end('43');
    expect(await lane.ask('a', again.run, never)).toBe('43');
  });

  it('computes so many at a time, in order of arrival, and refuses what cannot wait', async () => {
    const lane = new ReportLane(limits);
    const works = Array.from({ length: 5 }, work);
    const asked = works.map(async (one, n) => lane.ask(`${n}`, one.run, never));
    await expect(lane.ask('six', work().run, never)).rejects.toMatchObject({
      code: 'platform.reports_busy',
      text: { status: 503 },
    });
    await Promise.resolve();
    const begun = () => works.map(({ seen }) => seen.begun).join('');
    await until(() => begun() === '11000');
    works[1]?.end('b');
    await until(() => begun() === '11100');
    for (const one of works) one.end('done');
    await Promise.all(asked);
    expect(begun()).toBe('11111');
  });

  it('calls a computation off when the last who asked has gone, and not before', async () => {
    const lane = new ReportLane({ ...limits, atOnce: 1 });
    const [one, next] = [work(), work()];
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(async ({ signal }) =>
      lane.ask('a', one.run, signal).catch((error: Error) => error.message),
    );
    const waiting = lane.ask('b', next.run, never);
    await until(() => one.seen.begun === 1);
    first.abort();
    expect(one.seen.signal?.aborted).toBe(false);
    second.abort();
    expect(one.seen.signal?.aborted).toBe(true);
    expect(await Promise.all(asked)).toEqual(['nobody waits for it any more', 'nobody waits for it any more']);
    // Its place is free when it has really ended.
    expect(next.seen.begun).toBe(0);
    one.end('');
    next.end('b');
    expect(await waiting).toBe('b');
  });

  it('answers that it took too long, also to one that was still waiting for its turn', async () => {
    const lane = new ReportLane({ ...limits, atOnce: 1, ms: 30 });
    const [one, two] = [work(), work()];
    const slow = { code: 'platform.report_slow', text: { status: 504 } };
    await Promise.all([
      expect(lane.ask('a', one.run, never)).rejects.toMatchObject(slow),
      expect(lane.ask('b', two.run, never)).rejects.toMatchObject(slow),
    ]);
    expect([one.seen.signal?.aborted, two.seen.begun]).toEqual([true, 0]);
    one.end('');
    const three = work();
    three.end('c');
    expect(await lane.ask('c', three.run, never)).toBe('c');
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !holds(); n += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(holds()).toBe(true);
}
