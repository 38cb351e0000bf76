import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepDays, readDays } from './days.ts';
import type { EventRow } from './event.ts';
import { runOverview } from './overview.ts';
import { movePersons } from './person-links.ts';
import { runRetention } from './retention.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, insert, clear, at } = reportTest();
beforeEach(async () => {
  await clear();
  await ctx.events.exec('TRUNCATE TABLE person_link');
  at('2026-11-21T04:00:00Z');
});

const viewed = (person: number, instant: string, part: Partial<EventRow> = {}) =>
  eventRow({ person, name: 'page_view', at: instant, ...part });
/** What the store took in a second is kept when the second is over. */
const keep = async () => {
  await sleep(1100);
  await keepDays(ctx.events, 0);
};
const visitors = async () =>
  (await runOverview(ctx, { from: '2026-11-10', to: '2026-11-12' })).days.map((day) => day.visitors);

describe('who did what on which day', () => {
  it('is what the events say, kept or not, kept twice, and with what came late, at midnight in Shanghai', async () => {
    await insert(
      viewed(1, '2026-11-10T15:59:59.999Z'),
      viewed(2, '2026-11-10T16:00:00Z'),
      viewed(3, '2026-11-12T04:00:00Z'),
    );
    expect(await visitors()).toEqual([1, 1, 1]);
    await keep();
    await ctx.events.exec('TRUNCATE TABLE day_mark');
    await keep();
    expect(await visitors()).toEqual([1, 1, 1]);
    expect((await readDays(ctx)).mark).toBeGreaterThan(0);
    await insert(viewed(3, '2026-11-10T04:00:00Z'), viewed(4, '2026-11-11T15:59:59.999Z'));
    expect(await visitors()).toEqual([2, 2, 1]);
    await keep();
    expect(await visitors()).toEqual([2, 2, 1]);
  });

  it('is read from what is kept, not from the events once more', async () => {
    await insert(viewed(1, '2026-11-10T04:00:00Z'), viewed(2, '2026-11-10T04:00:00Z'));
    await keep();
    await insert(viewed(3, '2026-11-10T04:00:00Z'));
    await keep();
    // Kept since the first mark too: nothing of it is left to read.
    await ctx.events.exec('TRUNCATE TABLE events');
    expect(await visitors()).toEqual([3, 0, 0]);
    const first = await runRetention(ctx, {
      from: '2026-11-10',
      to: '2026-11-12',
      period: 'day',
      mode: 'first_time',
      start: { event: 'page_view' },
      return: { event: '*' },
    });
    expect(first.groups[0]?.rows.map((row) => row.size)).toEqual([3, 0, 0]);
  });

  it('follows merges, and what a merge had copied goes back with whom it came', async () => {
    const copied = viewed(2, '2026-11-10T04:00:00Z');
    await insert(copied, viewed(2, '2026-11-11T04:00:00Z'), viewed(5, '2026-11-11T04:00:00Z'));
    await ctx.events.insert('event_origin', [{ person_no: 1, event_id: copied.event_id }]);
    await keep();
    const store = { events: ctx.events, cluster: null };
    await movePersons(store, [{ kind: 'merge', loser: 5, winner: 2 }]);
    expect(await visitors()).toEqual([1, 1, 0]);
    await movePersons(store, [{ kind: 'unmerge', loser: 1, winner: 2 }]);
    await insert(viewed(2, '2026-11-12T04:00:00Z'));
    expect(await visitors()).toEqual([1, 1, 1]);
    const of2 = await ctx.events.query<{ day: string }>(
      'SELECT DISTINCT toString(day) AS day FROM day_sets WHERE bitmapContains(who, toUInt32(2)) ORDER BY day',
    );
    expect(of2).toEqual([{ day: '2026-11-11' }]);
  });
});
