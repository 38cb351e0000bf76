import { runRetention } from '../server/src/domains/analytics/retention.ts';
import { fillMonth, MONTH, withEventStore } from './kit/event-store.ts';
import { inTurns, type Result, ratioAtMost } from './kit/result.ts';
import { atSizes, peakOf, toldTime } from './kit/sizes.ts';

/** Twenty events each. */
const PERSONS = 500_000;

/** README: 30 × 30 retention, of days that are kept, takes at most a tenth of the time of joining persons' days with themselves. */
export async function run(): Promise<Result[]> {
  return atSizes(measure, PERSONS);
}

async function measure(persons: number): Promise<Result[]> {
  return withEventStore(async (store, _url, pid) => {
    await fillMonth(store, persons * 20);
    const ctx = { events: store, now: () => new Date('2026-11-21T04:00:00Z'), declared: new Map() };
    const selector = { event: 'page_view' };
    const input = {
      ...MONTH,
      period: 'day',
      mode: 'recurring',
      start: selector,
      return: selector,
      periods: 30,
    } as const;
    const report = async () => runRetention(ctx, input);
    const reference = async () =>
      store.query<{ day: string; offset: number; persons: number }>(`
        WITH days AS (SELECT DISTINCT person_no, toDate(ts, 'Asia/Shanghai') AS day FROM events WHERE name = 'page_view')
        SELECT toString(a.day) AS day, b.day - a.day AS offset, count() AS persons
        FROM days AS a JOIN days AS b ON a.person_no = b.person_no
        WHERE b.day >= a.day AND b.day <= a.day + 30
        GROUP BY a.day, offset ORDER BY a.day, offset`);

    const cells = (await report()).groups[0]?.rows.flatMap((row) =>
      row.cells.filter((cell) => cell !== null && cell > 0),
    );
    const expected = (await reference()).map((row) => row.persons);
    if (String(cells) !== String(expected)) throw new Error('the retention report differs from the join');

    const [own, join] = await inTurns(3, report, reference);
    return [
      toldTime('retention 30 × 30, 20 events a person', own),
      ratioAtMost('the same, to a self-join', own / join, 0.1),
      peakOf(pid, 2048),
    ];
  });
}
