import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { addDays } from '../../platform/calendar.ts';
import { type Period, periodAfter, periodStart } from '../../platform/event-store/period.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { personsOfActivity, runActivity } from './activity.ts';
import { movePersons } from './person-links.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, at, insert, clear } = reportTest();
beforeEach(async () => {
  await clear();
  at('2026-11-21T04:00:00Z');
});

const told = fc.record({
  who: fc.integer({ min: 0, max: 5 }),
  day: fc.integer({ min: 0, max: 80 }),
  ms: fc.constantFrom(0, 1, 86_399_999),
});

it('who is active stands as going through everybody says, over months and midnights, with a merge', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { maxLength: 40 }),
      fc.constantFrom<Period>('day', 'week', 'month'),
      fc.integer({ min: 40, max: 75 }),
      fc.boolean(),
      async (all, period, from, merged) => {
        await clear();
        const first = '2026-09-02';
        await insert(
          ...all.map(({ who, day, ms }) =>
            eventRow({
              person: who,
              name: 'act',
              at: new Date(Date.parse(`${addDays(first, day)}T00:00:00+08:00`) + ms).toISOString(),
            }),
          ),
        );
        if (merged) await movePersons({ events: ctx.events, cluster: null }, [{ kind: 'merge', loser: 5, winner: 4 }]);
        else await ctx.events.exec('TRUNCATE TABLE person_link');
        if (!merged) await ctx.events.exec('SYSTEM RELOAD DICTIONARY person_now');
        const asked = { from: addDays(first, from), to: '2026-11-21', period, selector: { event: 'act' } };
        const { rows, unfinished } = await runActivity(ctx, asked);
        const active = (start: string) =>
          new Set(
            all
              .filter(({ day }) => periodStart(addDays(first, day), period) === start)
              .map(({ who }) => (merged && who === 5 ? 4 : who))
              .filter((who) => who > 0),
          );
        const ever = (start: string) =>
          new Set(
            all
              .filter(({ day }) => periodStart(addDays(first, day), period) < start)
              .map(({ who }) => (merged && who === 5 ? 4 : who)),
          );
        for (const row of rows) {
          const [now, before, known] = [
            active(row.period),
            active(periodAfter(row.period, period, -1)),
            ever(row.period),
          ];
          const of = {
            new: [...now].filter((who) => !known.has(who)),
            returning: [...now].filter((who) => before.has(who)),
            resurrecting: [...now].filter((who) => known.has(who) && !before.has(who)),
            dormant: [...before].filter((who) => !now.has(who)),
          };
          expect(row).toEqual({
            period: row.period,
            new: of.new.length,
            returning: of.returning.length,
            resurrecting: of.resurrecting.length,
            dormant: of.dormant.length,
          });
        }
        const last = rows.at(-1);
        if (last) {
          const found = await listPersons(
            ctx,
            personsOfActivity(ctx, asked, { period: last.period, standing: 'returning' }),
          );
          expect(found).toHaveLength(last.returning);
        }
        expect(unfinished).toBe(rows.length - 1);
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
