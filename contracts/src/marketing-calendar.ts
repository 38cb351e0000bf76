import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Instant, Nullable, OneOf } from './contract.ts';
import { plannedKind, plannedState } from './words/calendar.ts';
import { valuesOf } from './words.ts';

export const marketingCalendarContract = {
  'GET /api/admin/marketing-calendar': {
    summary: 'What the shop does on these days, at most a year of them, and how many marketing messages go out on each',
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({
      /** In the order in which they begin; what the operator may not read is left out. */
      items: Type.Array(
        Type.Object({
          kind: OneOf(valuesOf(plannedKind)),
          id: Type.String(),
          label: Type.String(),
          badge: Bilingual(),
          /** Half-open; a moment begins and ends at once. */
          startsAt: Instant(),
          endsAt: Instant(),
          state: OneOf(valuesOf(plannedState)),
          /** Where it is looked at in the console. */
          to: Type.String(),
        }),
      ),
      /** What activities ask of fulfilment: each on each of its days, what it took and what a day of it takes at most; null: nobody said. */
      loads: Type.Array(
        Type.Object({
          day: Day(),
          id: Type.String(),
          label: Type.String(),
          to: Type.String(),
          unit: Bilingual(),
          taken: Type.Integer(),
          most: Nullable(Type.Integer()),
        }),
      ),
      /** Each day on which there are any. */
      days: Type.Array(
        Type.Object({
          day: Day(),
          /** Marketing messages that went out. */
          sent: Type.Integer(),
          /** Messages that wait for the day, and people in journeys whose next step sends one. */
          waiting: Type.Integer(),
        }),
      ),
    }),
  },
} as const satisfies Contract;
