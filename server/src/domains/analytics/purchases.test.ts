import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import type { EventRow } from './event.ts';
import { purchases } from './purchases.ts';
import { eventRow, reportTest } from './testing.ts';

const test = reportTest();
const KNOWN = new Date('2026-11-10T00:00:00Z');

type Purchase = {
  personNo: number;
  orderId: string;
  at: number;
  amount: number;
  refunded: number;
  spent: number;
  counts: boolean;
};

it('counts what the rule says, whatever came of an order, in which order, and stored how often', async () => {
  const told = fc.record({
    kind: fc.constantFrom('order.paid', 'order.paid', 'order.refunded'),
    order: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f'),
    person: fc.integer({ min: 0, max: 4 }),
    value: fc.integer({ min: 0, max: 3 }),
    hour: fc.integer({ min: -200, max: 60 }),
    whole: fc.boolean(),
    source: fc.constantFrom('fact', 'fact', 'import', 'sdk'),
    twice: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 60 }), async (facts) => {
      const rows = facts.map(({ kind, order, hour, whole, source, twice: _, ...rest }) =>
        eventRow({
          name: kind,
          at: new Date(KNOWN.getTime() + hour * 3_600_000).toISOString(),
          order_id: order,
          source: source as EventRow['source'],
          props: JSON.stringify(kind === 'order.refunded' ? { whole } : {}),
          ...rest,
        }),
      );
      await test.clear();
      await test.insert(...rows);
      await test.insert(...rows.filter((_, n) => facts[n]?.twice === true));
      const found = await runQuery<Purchase>(
        test.ctx,
        piece`SELECT person_no AS personNo, order_id AS orderId, toUnixTimestamp64Milli(paid_at) AS at, amount, refunded, spent,
          toBool(counts) AS counts FROM (${purchases(KNOWN)}) WHERE paid_at < ${bound(INSTANT, KNOWN)}`,
      );
      expect(sorted(found)).toEqual(sorted(byHand(rows)));
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 180_000);

/** Order by order, as the rule reads. */
function byHand(rows: readonly EventRow[]): Purchase[] {
  const known = rows.filter(({ source, ts }) => source !== 'sdk' && ts < KNOWN.getTime());
  return known
    .filter(({ name, person_no }) => name === 'order.paid' && person_no > 0)
    .map(({ person_no: personNo, order_id: orderId, ts: at, value: amount }) => {
      const back = known.filter((row) => row.name === 'order.refunded' && row.order_id === orderId && orderId !== '');
      const refunded = back.reduce((sum, row) => sum + row.value, 0);
      const whole = back.some(({ props }) => props === '{"whole":true}') || (amount > 0 && refunded >= amount);
      return { personNo, orderId, at, amount, refunded, spent: amount - refunded, counts: !whole };
    });
}

function sorted(purchases: readonly Purchase[]): string[] {
  return purchases.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
}
