import { sql } from 'kysely';
import { nextDues } from '../../../src/platform/sweeps.ts';
import { type Balance, none } from './books.ts';

/** What was told, who heard it, and what waits. */
export const factBalances: readonly Balance[] = [
  {
    of: 'facts of the outbox = events of the store, each exactly once, by kind',
    sides: async ({ ctx, events }) => {
      const { rows: told } = await sql<{ id: number; type: string; persons: number | null }>`
        select id, type, cardinality(persons) as persons from platform.event
      `.execute(ctx.db);
      const stored = new Map(
        (
          await events.query<{ event_id: string; n: string }>(
            `SELECT event_id, toString(count()) AS n FROM events WHERE startsWith(event_id, 'fact-') GROUP BY event_id`,
          )
        ).map((row) => [row.event_id, Number(row.n)]),
      );
      return told.map(({ id, type, persons }) => {
        const names = persons === null ? [`fact-${id}`] : Array.from({ length: persons }, (_, n) => `fact-${id}-${n}`);
        const found = names.reduce((sum, name) => sum + (stored.get(name) ?? 0), 0);
        return { id: `${type} ${id}`, ours: names.length, theirs: found };
      });
    },
  },
  {
    of: 'events of shoppers that were acknowledged = in reports',
    sides: async ({ api, cookie, tally }) => {
      const { items } = await api('GET /api/admin/reports/events', { cookie });
      const found = items.find(({ name }) => name === 'checkout_view');
      return [{ id: 'checkout_view', ours: tally.events.size, theirs: found?.events ?? 0 }];
    },
  },
  none('facts that were set aside', async ({ ctx }) => {
    const { rows } = await sql<{ id: string }>`
      select listener || ' ' || type || ' ' || event_id || ': ' || error as id from platform.parked_fact
    `.execute(ctx.db);
    return rows.map(({ id }) => id);
  }),
  none('rows that have been due for a while', async ({ ctx, sweeps }) =>
    (await nextDues(ctx, sweeps))
      .filter(({ at }) => at < ctx.now())
      .map(({ sweep, at }) => `${sweep.name} ${at.toISOString()}`),
  ),
];
