import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { EventStore } from '../../platform/event-store/client.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { keptTestEventStore } from '../../platform/event-store/testing.ts';
import type { EventRow } from './event.ts';

/** Lets the sets of days know what was stored until now, as they do behind the reports. */
export { keepDays } from './days.ts';

export type ReportTest = {
  /** The context of reports; its clock is what `at` was set to. */
  readonly ctx: StoreCtx;
  readonly at: (instant: string) => void;
  readonly insert: (...rows: readonly EventRow[]) => Promise<void>;
  readonly clear: () => Promise<void>;
};

/** A real event store with the shop's tables for one test file; call it at the top of the file. */
export function reportTest(): ReportTest {
  let store: EventStore | undefined;
  let close = async (): Promise<void> => {};
  let now = new Date('2026-11-21T04:00:00Z');
  const open = (): EventStore => {
    if (!store) throw new Error('the event store opens before the first test');
    return store;
  };
  beforeAll(async () => {
    const opened = await keptTestEventStore();
    store = opened;
    close = opened.close;
  });
  afterAll(async () => close());
  return {
    ctx: {
      get events() {
        return open();
      },
      now: () => now,
      declared: new Map(),
    },
    at: (instant) => {
      now = new Date(instant);
    },
    insert: async (...rows) => open().insert('events', rows),
    clear: async () => {
      for (const table of ['events', 'day_sets', 'month_sets', 'moments', 'order_back', 'product_shelf', 'day_mark'])
        await open().exec(`TRUNCATE TABLE ${table}`);
    },
  };
}

/** An event; only what matters is said. `at` is an ISO instant. */
export function eventRow(what: { person: number; name: string; at: string } & Partial<EventRow>): EventRow {
  const { person, at, ...rest } = what;
  return {
    person_no: person,
    ts: Date.parse(at),
    event_id: randomUUID(),
    received_at: Date.parse(at),
    source: what.name.includes('.') ? 'fact' : 'sdk',
    session_id: '',
    page: '',
    value: 0,
    product_id: '',
    category_id: '',
    order_id: '',
    props: '{}',
    ...rest,
  };
}
