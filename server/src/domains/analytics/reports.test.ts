import { beforeEach, describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { tableCsv } from '../../platform/table-file.ts';
import { listEvents, listProperties } from './catalogue.ts';
import { runOverview } from './overview.ts';
import { overviewTable } from './reports/overview.ts';
import { repurchaseTable } from './reports/repurchase.ts';
import { retentionTable } from './reports/retention.ts';
import { runRepurchase } from './repurchase.ts';
import { personsOfRetention, runRetention } from './retention.ts';
import { eventRow, reportTest } from './testing.ts';
import { personTimeline } from './timeline.ts';

const { ctx, insert, clear, at } = reportTest();
beforeEach(async () => {
  await clear();
  at('2026-11-21T04:00:00Z');
});

/** Half past midnight in Shanghai: still the day before in UTC. */
const night = (day: string) => `${day}T00:30:00+08:00`;
const paid = (person: number, day: string, fen: number, part = {}) =>
  eventRow({ person, name: 'order.paid', at: night(day), value: fen, ...part });
const refunded = (person: number, day: string, fen: number, order_id: string, whole = false) =>
  eventRow({ person, name: 'order.refunded', at: night(day), value: fen, order_id, props: JSON.stringify({ whole }) });
const viewed = (person: number, day: string, part = {}) =>
  eventRow({ person, name: 'page_view', at: night(day), ...part });

describe('the overview', () => {
  it('counts Shanghai days, and sets them against the days before', async () => {
    const twice = paid(2, '2026-11-11', 5000);
    await insert(
      paid(1, '2026-11-09', 1000),
      paid(1, '2026-11-10', 2000, { order_id: 'ord_1' }),
      twice,
      paid(2, '2026-11-11', 3000),
      refunded(1, '2026-11-11', 500, 'ord_1'),
      viewed(1, '2026-11-10'),
      viewed(3, '2026-11-10'),
      viewed(3, '2026-11-11'),
      viewed(4, '2026-11-08'),
      // Nobody can make money by sending an event.
      eventRow({ person: 9, name: 'order.paid', at: night('2026-11-10'), value: 99_999, source: 'sdk' }),
    );
    await insert(twice);
    const report = await runOverview(ctx, { from: '2026-11-10', to: '2026-11-11' });
    expect(report.previousRange).toEqual({ from: '2026-11-08', to: '2026-11-09' });
    expect(report.current).toEqual({
      gmv: 10_000,
      spent: 9500,
      refunds: 500,
      orders: 3,
      payers: 2,
      newPayers: 1,
      returningPayers: 1,
      visitors: 3,
      conversion: 1 / 3,
      orderValue: 3167,
    });
    expect(report.previous).toMatchObject({ gmv: 1000, orders: 1, newPayers: 1, visitors: 1, conversion: 0 });
    expect(report.days.map((d) => [d.day, d.gmv, d.payers, d.newPayers, d.visitors])).toEqual([
      ['2026-11-10', 2000, 1, 0, 3],
      ['2026-11-11', 8000, 1, 1, 1],
    ]);
    expect(tableCsv(overviewTable(report))).toContain('2026-11-11,80,80,5,2,1,1,0,1,0,40');
  });

  it('of an empty shop is noughts, not errors', async () => {
    const report = await runOverview(ctx, { from: '2026-11-10', to: '2026-11-11' });
    expect(report.current).toMatchObject({ gmv: 0, visitors: 0, conversion: null, orderValue: null });
    expect(report.days).toHaveLength(2);
  });

  it('counts an order that was given back whole as none, from the day it was', async () => {
    await insert(
      paid(1, '2026-11-10', 300, { order_id: 'ord_a' }),
      paid(1, '2026-11-11', 200, { order_id: 'ord_b' }),
      refunded(1, '2026-11-12', 100, 'ord_a'),
      refunded(1, '2026-11-13', 200, 'ord_a'),
    );
    const ask = async (asOf: string) => (await runOverview(ctx, { from: '2026-11-10', to: '2026-11-11', asOf })).days;
    expect((await ask('2026-11-12')).map((d) => [d.orders, d.spent, d.newPayers])).toEqual([
      [1, 200, 1],
      [1, 200, 0],
    ]);
    expect((await ask('2026-11-13')).map((d) => [d.orders, d.spent, d.newPayers, d.gmv])).toEqual([
      [0, 0, 0, 300],
      [1, 200, 1, 200],
    ]);
    const again = await runRepurchase(ctx, { from: '2026-11-10', to: '2026-11-11', asOf: '2026-11-13' });
    expect(again).toMatchObject({ buyers: 1, repeatBuyers: 0 });
  });

  it('as of a day does not know what came later', async () => {
    await insert(paid(1, '2026-11-10', 100), paid(1, '2026-11-11', 200));
    const report = await runOverview(ctx, { from: '2026-11-10', to: '2026-11-11', asOf: '2026-11-10' });
    expect(report.current).toMatchObject({ gmv: 100, orders: 1 });
  });
});

describe('what is not over', () => {
  /** At an hour of the day, Shanghai. */
  const clock = (day: string, hour: string) => `${day}T${hour}:00+08:00`;
  const bought = (person: number, day: string, hour: string, fen: number) =>
    eventRow({ person, name: 'order.paid', at: clock(day, hour), value: fen });
  const came = (person: number, day: string, hour: string) =>
    eventRow({ person, name: 'page_view', at: clock(day, hour) });

  it('is held against as much of the days before: a morning against a morning', async () => {
    at(clock('2026-11-21', '10:00'));
    await insert(
      ...[bought(1, '2026-11-21', '09:00', 1000), came(1, '2026-11-21', '09:00')],
      ...[bought(1, '2026-11-20', '08:00', 700), came(1, '2026-11-20', '08:00')],
      ...[bought(2, '2026-11-20', '20:00', 9000), came(2, '2026-11-20', '20:00'), came(3, '2026-11-20', '21:00')],
    );
    const today = { from: '2026-11-21', to: '2026-11-21' };
    const report = await runOverview(ctx, today);
    expect(report.current).toMatchObject({ gmv: 1000, orders: 1, visitors: 1, conversion: 1 });
    expect(report.previous).toMatchObject({ gmv: 700, orders: 1, payers: 1, visitors: 1, conversion: 1 });
    expect(report.previousUntil).toBe('2026-11-20T02:00:00.000Z');
    // Day by day it is told whole: that day is over.
    expect(report.previousDays).toMatchObject([{ day: '2026-11-20', gmv: 9700, orders: 2, payers: 2, visitors: 3 }]);
    at(clock('2026-11-22', '10:00'));
    const over = await runOverview(ctx, today);
    expect([over.previousUntil, over.previous.gmv]).toEqual([null, 9700]);
  });

  it('is in no average of a retention, and no share of who bought again', async () => {
    await insert(
      ...[came(1, '2026-11-19', '09:00'), came(1, '2026-11-20', '09:00'), came(2, '2026-11-20', '09:00')],
      bought(1, '2026-10-21', '09:00', 1000),
    );
    const ask = { from: '2026-11-19', to: '2026-11-21', period: 'day', mode: 'recurring', periods: 2 } as const;
    const events = { start: { event: 'page_view' }, return: { event: 'page_view' } };
    const months = { from: '2026-10-01', to: '2026-10-31' };
    at(clock('2026-11-21', '10:00'));
    const morning = await runRetention(ctx, { ...ask, ...events });
    // Of the two who came on the 20th, the 21st has hours left.
    expect(morning.over).toBe('2026-11-20');
    expect(morning.groups[0]?.average[1]).toEqual({ offset: 1, eligible: 1, retained: 1, rate: 1 });
    at(clock('2026-11-30', '10:00'));
    expect((await runRepurchase(ctx, months)).cohorts[0]?.within30).toBeNull();
    at(clock('2026-12-01', '10:00'));
    expect((await runRepurchase(ctx, months)).cohorts[0]?.within30).toBe(0);
    const whole = await runRetention(ctx, { ...ask, ...events });
    expect(whole.groups[0]?.average[1]).toEqual({ offset: 1, eligible: 3, retained: 1, rate: 1 / 3 });
  });
});

describe('retention', () => {
  const ask = { start: { event: 'page_view' }, return: { event: 'page_view' } };

  it('leaves blank what has not begun, and averages only what is over', async () => {
    await insert(viewed(1, '2026-11-18'), viewed(1, '2026-11-19'), viewed(2, '2026-11-19'), viewed(1, '2026-11-20'));
    const input = {
      ...ask,
      from: '2026-11-18',
      to: '2026-11-20',
      asOf: '2026-11-20',
      period: 'day' as const,
      periods: 3,
    };
    const [whole] = (await runRetention(ctx, { ...input, mode: 'recurring' })).groups;
    expect(whole?.persons).toBe(2);
    expect(whole?.rows.map((row) => row.cells)).toEqual([
      [1, 1, 1, null],
      [2, 1, null, null],
      [1, null, null, null],
    ]);
    expect(whole?.average[1]).toEqual({ offset: 1, eligible: 3, retained: 2, rate: 2 / 3 });
    expect(whole?.average[3]).toEqual({ offset: 3, eligible: 0, retained: 0, rate: null });
    const first = await runRetention(ctx, { ...input, mode: 'first_time' });
    expect(first.groups[0]?.rows.map((row) => row.size)).toEqual([1, 1, 0]);
  });

  it('goes by weeks from Monday and by months, with another event as the return', async () => {
    // 2026-11-02 and 2026-11-09 are Mondays; the night of a Monday is Sunday in UTC.
    await insert(viewed(1, '2026-11-02'), viewed(2, '2026-11-08'), paid(1, '2026-11-09', 1), paid(2, '2026-12-01', 1));
    at('2026-12-15T00:00:00Z');
    const span = { start: { event: 'page_view' }, return: { event: 'order.paid' }, mode: 'recurring' as const };
    const weeks = await runRetention(ctx, {
      ...span,
      from: '2026-11-04',
      to: '2026-11-05',
      period: 'week',
      periods: 2,
    });
    expect(weeks.groups[0]?.rows).toEqual([{ start: '2026-11-02', size: 2, same: 0, cells: [2, 1, 0] }]);
    const months = await runRetention(ctx, {
      ...span,
      from: '2026-11-04',
      to: '2026-11-05',
      period: 'month',
      periods: 2,
    });
    expect(months.groups[0]?.rows).toEqual([{ start: '2026-11-01', size: 2, same: 1, cells: [2, 1, null] }]);
  });

  it('tells who did the other event in the very same period, where start and return differ', async () => {
    await clear();
    const did = (person: number, name: string, day: string) => eventRow({ person, name, at: `${day}T10:00:00+08:00` });
    await insert(
      did(1, 'looked', '2026-11-02'),
      did(1, 'bought', '2026-11-02'),
      did(2, 'looked', '2026-11-02'),
      did(2, 'bought', '2026-11-03'),
      did(3, 'looked', '2026-11-02'),
      did(4, 'bought', '2026-11-02'),
    );
    const asked = {
      from: '2026-11-02',
      to: '2026-11-02',
      asOf: '2026-11-05',
      period: 'day' as const,
      periods: 2,
      start: { event: 'looked' },
    };
    for (const [mode, same] of [
      ['recurring', 1],
      ['first_time', 1],
      ['rolling', 2],
    ] as const) {
      const report = await runRetention(ctx, { ...asked, mode, return: { event: 'bought' } });
      expect(report.groups[0]).toMatchObject({ sameRate: same / 3, rows: [{ size: 3, same, cells: [3, 1, 0] }] });
      const persons = personsOfRetention(
        ctx,
        { ...asked, mode, return: { event: 'bought' } },
        { cohort: '2026-11-02', offset: 0, same: true },
      );
      expect(await countPersons(ctx, persons)).toBe(same);
    }
    const one = await runRetention(ctx, { ...asked, mode: 'recurring', return: { event: 'looked' } });
    expect(one.groups[0]).toMatchObject({ sameRate: null, rows: [{ same: null }] });
  });

  it('breaks cohorts down by a property of the start event, and writes it as an inert file', async () => {
    const from = (person: number, day: string, channel: string) =>
      viewed(person, day, { props: JSON.stringify({ channel }) });
    await insert(
      from(1, '2026-11-18', '=1+1'),
      from(2, '2026-11-18', 'b'),
      from(3, '2026-11-18', 'b'),
      from(2, '2026-11-19', 'c'),
    );
    const report = await runRetention(ctx, {
      ...ask,
      from: '2026-11-18',
      to: '2026-11-18',
      period: 'day',
      mode: 'recurring',
      periods: 1,
      breakdown: 'channel',
    });
    expect(report.groups.map((group) => [group.value, group.persons, group.rows[0]?.cells])).toEqual([
      [null, 3, [3, 1]],
      ['b', 2, [2, 1]],
      ['=1+1', 1, [1, 0]],
    ]);
    expect(tableCsv(retentionTable(report))).toContain("'=1+1,2026-11-18,1,1,0");
  });
});

describe('repurchase', () => {
  it('is by the month of the first order; days of one buyer are one', async () => {
    await insert(
      paid(1, '2026-08-03', 100),
      paid(1, '2026-08-03', 100),
      paid(1, '2026-08-13', 100),
      paid(1, '2026-10-12', 100),
      paid(2, '2026-08-20', 100),
      paid(3, '2026-09-01', 100),
      paid(3, '2026-10-11', 100),
      paid(4, '2026-07-01', 100),
      paid(4, '2026-08-01', 100),
    );
    const report = await runRepurchase(ctx, { from: '2026-08-01', to: '2026-09-30', asOf: '2026-11-20' });
    expect(report).toMatchObject({ buyers: 3, repeatBuyers: 2, rate: 2 / 3 });
    expect(report.cohorts).toEqual([
      {
        month: '2026-08-01',
        buyers: 2,
        repeatBuyers: 1,
        rate: 0.5,
        within30: 1,
        within60: 1,
        within90: null,
        gmv: 500,
        spent: 500,
      },
      {
        month: '2026-09-01',
        buyers: 1,
        repeatBuyers: 1,
        rate: 1,
        within30: 0,
        within60: null,
        within90: null,
        gmv: 200,
        spent: 200,
      },
    ]);
    // Gaps of 10, 60 and 40 days.
    expect(report.intervals).toMatchObject({ pairs: 3, p50: 40, p90: 56 });
    expect(report.intervals.p10).toBeCloseTo(16);
    expect(report.intervals.meanDays).toBeCloseTo(110 / 3);
    expect(report.intervals.buckets.filter((bucket) => bucket.pairs > 0)).toEqual([
      { from: 8, to: 15, pairs: 1, buyers: 1 },
      { from: 31, to: 61, pairs: 2, buyers: 2 },
    ]);
    expect(report.byOrders.slice(0, 4).map((row) => row.buyers)).toEqual([1, 1, 0, 1]);
    expect(tableCsv(repurchaseTable(report))).toContain('2026-09,1,1,1,0,,,2,2');
  });

  it('as of an earlier day has not seen the second orders', async () => {
    await insert(paid(1, '2026-08-03', 100), paid(1, '2026-09-13', 100));
    const range = { from: '2026-08-01', to: '2026-08-31' };
    expect(await runRepurchase(ctx, { ...range, asOf: '2026-09-12' })).toMatchObject({ buyers: 1, repeatBuyers: 0 });
    expect(await runRepurchase(ctx, { ...range, asOf: '2026-09-13' })).toMatchObject({ buyers: 1, repeatBuyers: 1 });
  });
});

describe('the catalogue of events', () => {
  it('tells volumes, the last days, and properties with examples', async () => {
    await insert(
      viewed(1, '2026-11-20', { props: '{"from":"扫码"}', page: 'pages/home' }),
      viewed(2, '2026-11-21'),
      eventRow({ person: 0, name: 'catalog.changed', at: night('2026-11-21') }),
    );
    const { items } = await listEvents(ctx);
    expect(items.find((item) => item.name === 'page_view')).toMatchObject({
      label: { zh: '浏览页面', en: 'Viewed a page' },
      source: 'sdk',
      events: 2,
      persons: 2,
      lastDays: [0, 0, 0, 0, 0, 1, 1],
    });
    expect(items.find((item) => item.name === 'catalog.changed')).toMatchObject({ persons: 0, label: null });
    expect((await listProperties(ctx, 'page_view')).items).toEqual([
      { property: 'from', events: 1, examples: ['扫码'] },
      { property: 'page', events: 1, examples: ['pages/home'] },
    ]);
  });
});

describe("a person's timeline", () => {
  it('is newest first, page by page, once each, up to now', async () => {
    const rows = [0, 1, 2, 3, 4].map((n) => viewed(7, `2026-11-1${n}`, { props: JSON.stringify({ n }) }));
    await insert(...rows, viewed(8, '2026-11-12'), viewed(7, '2026-12-24'));
    await insert(...rows);
    const first = await personTimeline(ctx, { personNo: 7, limit: 3 });
    expect(first.items.map((item) => item.props.n)).toEqual([4, 3, 2]);
    const second = await personTimeline(ctx, { personNo: 7, limit: 3, cursor: first.nextCursor ?? undefined });
    expect(second.items.map((item) => item.props.n)).toEqual([1, 0]);
    expect(second.nextCursor).toBeNull();
    expect((await personTimeline(ctx, { personNo: 7, limit: 3, names: ['order.paid'] })).items).toEqual([]);
    await expect(personTimeline(ctx, { personNo: 7, limit: 3, cursor: 'rubbish' })).rejects.toMatchObject({
      code: 'platform.bad_cursor',
    });
  });
});
