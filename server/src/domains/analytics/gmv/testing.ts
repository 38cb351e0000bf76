import fc from 'fast-check';
import type { EventRow } from '../event.ts';
import { eventRow } from '../testing.ts';

/** Around here the histories lie: the last of October in Shanghai, an hour before midnight. */
export const MIDDLE = Date.parse('2026-10-31T15:00:00Z');
const HOUR = 3_600_000;

/**
 * Visits, orders of some lines, and what was given back of them, in part, by line or whole; at hours before and after midnights and
 * the end of a month, at one moment, late, twice.
 */
export const history = fc.record({
  visits: fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 9 }),
      hour: fc.integer({ min: -1100, max: 500 }),
      source: fc.constantFrom('', '', 'poster', 'friend'),
      scene: fc.constantFrom('', '1001', '1047', '1007'),
    }),
    { maxLength: 40 },
  ),
  orders: fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 9 }),
      hour: fc.integer({ min: -1100, max: 500 }),
      shipping: fc.integer({ min: 0, max: 3 }),
      lines: fc.array(
        fc.record({ category: fc.constantFrom(null, 'a', 'b', 'c'), payable: fc.integer({ min: 0, max: 1000 }) }),
        { maxLength: 3 },
      ),
      back: fc.constantFrom('no', 'no', 'no', 'part', 'whole', 'kept'),
      later: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 30 },
  ),
  twice: fc.array(fc.nat(200), { maxLength: 10 }),
});
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const at = (hour: number) => new Date(MIDDLE + hour * HOUR).toISOString();

export function rowsOf({ visits, orders, twice }: History): { readonly rows: EventRow[]; readonly again: EventRow[] } {
  const rows = [
    ...visits.map(({ person, hour, source, scene }, n) =>
      eventRow({
        person,
        name: 'app_launch',
        at: at(hour),
        event_id: `visit ${n}`,
        props: JSON.stringify({ scene, source }),
      }),
    ),
    ...orders.flatMap(({ person, hour, shipping, lines, back, later }, n) => {
      const order = `ord_${n}`;
      const amount = shipping + lines.reduce((sum, { payable }) => sum + payable, 0);
      const paid = eventRow({
        person,
        name: 'order.paid',
        at: at(hour),
        event_id: `paid ${n}`,
        value: amount,
        order_id: order,
        props: JSON.stringify({
          lines: lines.map((line, m) => ({ lineId: `${n}.${m}`, categoryId: line.category, payable: line.payable })),
        }),
      });
      if (back === 'no') return [paid];
      const first = lines[0]?.payable ?? 0;
      const given = { part: Math.floor(first / 2), whole: amount, kept: Math.max(0, amount - 1) }[back];
      const refunded = eventRow({
        person,
        name: 'order.refunded',
        at: at(hour + later),
        event_id: `back ${n}`,
        value: given,
        order_id: order,
        props: JSON.stringify({
          whole: back !== 'part',
          lines: back === 'part' && lines.length > 0 ? [{ lineId: `${n}.0`, amount: given }] : [],
        }),
      });
      return [paid, refunded];
    }),
  ];
  return { rows, again: twice.flatMap((n) => rows[n] ?? []) };
}
