import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { hasCard, hasPoints } from './domain.ts';

// Points and cards as members have them, read plainly beside the conditions that ask for them.
const app = await testApp();
const { ctx } = app;
const kit = conditionKit([hasPoints, hasCard]);

const has = fc.record({
  lots: fc.array(
    fc.record({
      points: fc.integer({ min: 1, max: 100 }),
      spent: fc.boolean(),
      usable: fc.boolean(),
      endsIn: fc.option(fc.integer({ min: -5, max: 60 })),
    }),
    { maxLength: 4 },
  ),
  cards: fc.array(
    fc.record({
      kind: fc.constantFrom('month', 'year'),
      startsIn: fc.integer({ min: -40, max: 5 }),
      state: fc.constantFrom('paid', 'paid', 'returned', 'unpaid'),
    }),
    { maxLength: 2 },
  ),
});
type Has = typeof has extends fc.Arbitrary<infer T> ? T : never;
const people: { readonly member: TestMember; readonly has: Has }[] = [];
const inDays = (days: number) => new Date(ctx.now().getTime() + days * DAY_MS);
const LASTS = 31;

beforeAll(async () => {
  for (const one of fc.sample(has, 30)) {
    const member = await createMember(ctx);
    people.push({ member, has: one });
    for (const { points, spent, usable, endsIn } of one.lots)
      await sql`
        insert into loyalty.lot (id, member_id, person_no, points, rest, usable, expires_at, created_at)
        values (${newId('lot')}, ${member.id}, ${member.personNo}, ${points}, ${spent ? 0 : points}, ${usable},
          ${endsIn === null ? null : inDays(endsIn)}, ${inDays(-6)})
      `.execute(ctx.db);
    for (const { kind, startsIn, state } of one.cards)
      await sql`
        insert into loyalty.card (id, kind_id, member_id, person_no, order_id, name, months, point_tenths, state, starts_at, ends_at, created_at)
        values (${newId('crd')}, ${kind}, ${member.id}, ${member.personNo}, ${newId('ord')}, '卡', 1, 10, ${state},
          ${inDays(startsIn)}, ${inDays(startsIn + LASTS)}, ${inDays(-60)})
      `.execute(ctx.db);
  }
  await app.settle();
});

async function expectBoth(what: Condition, holds: (has: Has) => boolean): Promise<void> {
  const all = people.map(({ member }) => member.personNo);
  const expected = people.flatMap(({ member, has }) => (holds(has) ? [member.personNo] : []));
  const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
  const held = await kit.holdsFor(ctx, what, all);
  expect(all.filter((no) => set.has(no))).toEqual(expected);
  expect(all.filter((no) => held.has(no))).toEqual(expected);
}

const endingIn = fc.option(fc.integer({ min: 1, max: 60 }));

describe('a condition of loyalty', () => {
  it('finds who has so many points, or loses so many soon', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 150 }), endingIn, async (atLeast, endingIn) => {
        await expectBoth({ kind: 'has_points', values: { atLeast, endingIn } }, ({ lots }) => {
          const counted = lots.filter(({ spent, usable, endsIn }) => {
            if (spent || !usable || (endsIn !== null && endsIn <= 0)) return false;
            return endingIn === null || (endsIn !== null && endsIn <= endingIn);
          });
          return counted.reduce((sum, { points }) => sum + points, 0) >= atLeast;
        });
      }),
      { numRuns: 25 },
    );
  });

  it('finds who has a card that runs, or that ends soon', async () => {
    const kinds = fc.option(fc.subarray(['month', 'year'], { minLength: 1 }));
    await fc.assert(
      fc.asyncProperty(kinds, endingIn, async (kinds, endingIn) => {
        await expectBoth({ kind: 'has_card', values: { kinds, endingIn } }, ({ cards }) =>
          cards.some(({ kind, startsIn, state }) => {
            const end = startsIn + LASTS;
            const runs = state === 'paid' && startsIn <= 0 && end > 0;
            return runs && (kinds?.includes(kind) ?? true) && (endingIn === null || end <= endingIn);
          }),
        );
      }),
      { numRuns: 25 },
    );
  });
});
