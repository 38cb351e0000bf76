import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { testApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { hasCoupon } from './domain.ts';
import { createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const kit = conditionKit([hasCoupon]);

const coupon = fc.record({
  of: fc.constantFrom(0, 1, 2),
  state: fc.constantFrom('available', 'available', 'expired', 'revoked'),
  endsIn: fc.integer({ min: -3, max: 40 }),
});
type Coupon = typeof coupon extends fc.Arbitrary<infer T> ? T : never;
const people: { readonly member: TestMember; readonly coupons: readonly Coupon[] }[] = [];
/** The last of them was taken back from everybody. */
const templates: string[] = [];

beforeAll(async () => {
  for (let n = 0; n < 3; n += 1) templates.push((await createCoupon(ctx, { perMember: 9 })).id);
  for (const coupons of fc.sample(fc.array(coupon, { maxLength: 3 }), 30)) {
    const member = await createMember(ctx);
    people.push({ member, coupons });
    for (const { of, state, endsIn } of coupons) {
      const id = await giveCoupon(ctx, member, templates[of] ?? '');
      await sql`
        update coupons.coupon set state = ${state}, valid_to = ${new Date(ctx.now().getTime() + endsIn * DAY_MS)},
          valid_from = ${new Date(ctx.now().getTime() - 9 * DAY_MS)} where id = ${id}
      `.execute(ctx.db);
    }
  }
  await sql`update coupons.template set voided_at = ${ctx.now()}, void_reason = '测试' where id = ${templates[2]}`.execute(
    ctx.db,
  );
  await app.settle();
});

describe('the condition of an unused coupon', () => {
  it('finds who could use one, of these templates, and while there is time', async () => {
    const asked = fc.record({
      of: fc.option(fc.subarray([0, 1, 2], { minLength: 1 })),
      endingIn: fc.option(fc.integer({ min: 1, max: 40 })),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ of, endingIn }) => {
        const coupons = of?.map((n) => templates[n]);
        const what = { kind: 'has_coupon', values: { coupons, endingIn } };
        const all = people.map(({ member }) => member.personNo);
        const expected = people.flatMap(({ member, coupons }) => {
          const has = coupons.some(
            (one) =>
              one.state === 'available' &&
              one.of !== 2 &&
              one.endsIn > 0 &&
              (of === null || of.includes(one.of)) &&
              (endingIn === null || one.endsIn <= endingIn),
          );
          return has ? [member.personNo] : [];
        });
        const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
        expect(all.filter((no) => set.has(no))).toEqual(expected);
        const held = await kit.holdsFor(ctx, what, all);
        expect(all.filter((no) => held.has(no))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});
