import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { isTreated } from './enter.ts';

const { ctx } = await testApp({ env: { ROLE: 'api' } });
const PERSONS = 4_000;
const salts = fc.string({ minLength: 1, maxLength: 20 }).filter((salt) => !salt.includes('\0'));
const shares = fc.integer({ min: 1, max: 90 });

/** Person numbers of the holdout. */
async function heldOut(salt: string, share: number): Promise<Set<number>> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from generate_series(1, ${PERSONS}::int) as person_no where not ${isTreated(salt, share)}
  `.execute(ctx.db);
  return new Set(rows.map((row) => row.personNo));
}

/** Five standard deviations: a fair draw is outside once in two million. */
function expectAbout(count: number, of: number, share: number): void {
  const sigma = Math.sqrt((of * share * (100 - share)) / 10_000);
  expect(Math.abs(count - (of * share) / 100)).toBeLessThan(5 * sigma + 1);
}

describe('the holdout of a journey', () => {
  it('is the share that was asked for, nobody for 0 and the same persons each time', async () => {
    await fc.assert(
      fc.asyncProperty(salts, shares, async (salt, share) => {
        const held = await heldOut(salt, share);
        expectAbout(held.size, PERSONS, share);
        expect(await heldOut(salt, share)).toEqual(held);
        expect((await heldOut(salt, 0)).size).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps whom it holds when the share grows: nobody is moved from one arm to the other and back', async () => {
    await fc.assert(
      fc.asyncProperty(salts, shares, shares, async (salt, one, other) => {
        const [few, many] = [await heldOut(salt, Math.min(one, other)), await heldOut(salt, Math.max(one, other))];
        expect([...few].filter((personNo) => !many.has(personNo))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('says nothing of who is held out of another journey', async () => {
    await fc.assert(
      fc.asyncProperty(salts, salts, shares, async (salt, other, share) => {
        fc.pre(salt !== other);
        const [here, there] = [await heldOut(salt, share), await heldOut(other, share)];
        expectAbout([...here].filter((personNo) => there.has(personNo)).length, here.size, share);
      }),
      { numRuns: 20 },
    );
  });
});
