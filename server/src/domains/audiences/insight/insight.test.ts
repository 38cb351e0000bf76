import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { eventRow } from '../../analytics/testing.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { conditionKit } from '../index.ts';
import { announcePaid } from '../testing.ts';
import { memberRules } from './rules.ts';

// What members like and how they come by, held against a plain reading of every history.
const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
const rules = memberRules.initial;
let cookie = '';

const CATEGORY: Readonly<Record<string, string>> = { prd_a: 'cat_a', prd_b: 'cat_b', prd_c: 'cat_c' };
const product = fc.constantFrom('prd_a', 'prd_b', 'prd_c');
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('product_view' as const),
      days: fc.integer({ min: 0, max: 70 }),
      product,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('cart_add' as const), days: fc.integer({ min: 0, max: 70 }), product }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('paid' as const), days: fc.integer({ min: 0, max: 120 }), product }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'checkout' as const,
        'consent.refused' as const,
        'consent.given' as const,
        'review.written' as const,
        'share' as const,
      ),
      days: fc.integer({ min: 0, max: 100 }),
      product,
    }),
  },
);
type Act = (typeof act extends fc.Arbitrary<infer T> ? T : never) & { readonly ts: number };
const lives: { readonly member: TestMember; readonly acts: readonly Act[] }[] = [];

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  const now = ctx.now().getTime();
  for (const acts of fc.sample(fc.array(act, { maxLength: 26, size: 'max' }), {
    numRuns: 30,
    unbiased: true,
    seed: 3,
  })) {
    const member = await createMember(ctx);
    // Minutes apart, and none at the edge of a day's stretch.
    const told = acts.map((one, n) => ({ ...one, ts: now - one.days * DAY_MS - (n + 90) * 60_000 }));
    lives.push({ member, acts: told });
    for (const { what, ts, product } of told)
      if (what === 'paid')
        await announcePaid(ctx, member, {
          amount: 100,
          at: new Date(ts),
          line: { productId: product, categoryId: CATEGORY[product] ?? '' },
        });
    await ctx.events.insert(
      'events',
      told
        .filter(({ what }) => what !== 'paid')
        .map(({ what, ts, product }) =>
          eventRow({
            person: member.personNo,
            name: what,
            at: new Date(ts).toISOString(),
            product_id: product,
            category_id: what === 'product_view' ? (CATEGORY[product] ?? '') : '',
          }),
        ),
    );
  }
  await app.settle();
});

async function expectBoth(what: Condition, holds: (acts: readonly Act[]) => boolean): Promise<void> {
  const all = lives.map(({ member }) => member.personNo);
  const expected = lives.flatMap(({ member, acts }) => (holds(acts) ? [member.personNo] : []));
  const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
  expect(all.filter((no) => set.has(no))).toEqual(expected);
  const held = await kit.holdsFor(ctx, what, all);
  expect(all.filter((no) => held.has(no))).toEqual(expected);
}

function likesOf(acts: readonly Act[]): string[] {
  const scores = new Map<string, number>();
  const weights: Readonly<Record<string, number>> = { product_view: 1, cart_add: 3, paid: 5 };
  for (const { what, ts, product } of acts) {
    const age = (ctx.now().getTime() - ts) / DAY_MS;
    const category = CATEGORY[product] ?? '';
    scores.set(category, (scores.get(category) ?? 0) + (weights[what] ?? 0) * 2 ** (-age / rules.halfLifeDays));
  }
  return [...scores]
    .filter(([, score]) => score >= rules.leastScore)
    .toSorted(([, a], [, b]) => b - a)
    .map(([category]) => category);
}

const OWN: readonly string[] = ['product_view', 'cart_add', 'checkout', 'share'];
const ago = ({ ts }: Act) => (ctx.now().getTime() - ts) / DAY_MS;
const daysIn = (acts: readonly Act[], from: number, to: number) =>
  new Set(acts.filter((one) => ago(one) >= from && ago(one) < to).map(({ ts }) => shanghaiDay(new Date(ts)))).size;

function activityOf(acts: readonly Act[]) {
  const own = acts.filter(({ what }) => OWN.includes(what));
  const last = Math.min(...own.map(ago));
  const visits = daysIn(own, 0, 30);
  const paid = Math.min(...acts.filter(({ what }) => what === 'paid').map(ago));
  const created = acts.some((one) => (one.what === 'review.written' || one.what === 'share') && ago(one) < 90);
  const role = created ? 'creating' : paid < 90 ? 'paying' : visits >= rules.activeDays ? 'active' : 'ordinary';
  const here = visits >= rules.frequentDays ? 'frequent' : 'regular';
  const away = last >= rules.goneDays ? 'churned' : last >= rules.quietDays ? 'at_risk' : here;
  const [recent, before] = [daysIn(own, 0, 14), daysIn(own, 14, 28)];
  const given = Math.min(...acts.filter(({ what }) => what === 'consent.given').map(ago));
  const refusals = acts.filter((one) => one.what === 'consent.refused' && ago(one) < 30 && ago(one) < given).length;
  const checkouts = acts.filter((one) => one.what === 'checkout' && ago(one) < 30 && ago(one) < paid).length;
  return {
    role,
    rhythm: own.length === 0 ? 'unseen' : away,
    signs: [
      ...(before >= 4 && recent * 2 <= before ? ['fewer'] : []),
      ...(checkouts >= 3 ? ['stuck'] : []),
      ...(refusals >= 2 ? ['refused'] : []),
    ],
  };
}

describe('what a member likes', () => {
  it('is found as by a plain reading of what she viewed, put into the cart and bought, halved as it grows old', async () => {
    const asked = fc.record({
      categories: fc.subarray(['cat_a', 'cat_b', 'cat_c'], { minLength: 1 }),
      top: fc.integer({ min: 1, max: 3 }),
    });
    expect(new Set(lives.map(({ acts }) => likesOf(acts).length)).size).toBeGreaterThan(2);
    await fc.assert(
      fc.asyncProperty(asked, async ({ categories, top }) => {
        await expectBoth({ kind: 'prefers', values: { categories, top } }, (acts) =>
          likesOf(acts)
            .slice(0, top)
            .some((category) => categories.includes(category)),
        );
      }),
      { numRuns: 12 },
    );
  });
});

describe('how a member comes by', () => {
  it('finds every tier as a plain reading does', async () => {
    for (const role of ['ordinary', 'active', 'paying', 'creating'])
      await expectBoth({ kind: 'activity_in', values: { roles: [role] } }, (acts) => activityOf(acts).role === role);
    for (const rhythm of ['frequent', 'regular', 'at_risk', 'churned', 'unseen'])
      await expectBoth(
        { kind: 'activity_in', values: { rhythms: [rhythm] } },
        (acts) => activityOf(acts).rhythm === rhythm,
      );
    await expectBoth(
      { kind: 'activity_in', values: { roles: ['paying', 'creating'], rhythms: ['at_risk', 'churned'] } },
      (acts) => {
        const { role, rhythm } = activityOf(acts);
        return ['paying', 'creating'].includes(role) && ['at_risk', 'churned'].includes(rhythm);
      },
    );
  });

  it('finds every sign that somebody is leaving', async () => {
    for (const signs of [['fewer'], ['stuck'], ['refused'], ['fewer', 'stuck', 'refused']])
      await expectBoth({ kind: 'churn_sign', values: { signs } }, (acts) =>
        activityOf(acts).signs.some((sign) => signs.includes(sign)),
      );
  });

  it('stands on her page with its reasons', async () => {
    for (const { member, acts } of lives) {
      const { body } = await app.call(`GET /api/admin/members/${member.id}/insight`, { cookie });
      const { role, rhythm, signs } = activityOf(acts);
      expect(body.insight).toMatchObject({ role, rhythm });
      expect(body.insight.signs.map(({ sign }: { sign: string }) => sign)).toEqual(signs);
      expect(body.insight.likes.map(({ categoryId }: { categoryId: string }) => categoryId)).toEqual(likesOf(acts));
    }
  });

  it('follows the rules that an operator sets', async () => {
    const body = { ...rules, quietDays: 200, goneDays: 300 };
    const saved = await app.call('PUT /api/admin/settings/member-rules', { cookie, body });
    expect([saved.status, saved.body.goneDays]).toEqual([200, 300]);
    await expectBoth({ kind: 'activity_in', values: { rhythms: ['at_risk', 'churned'] } }, () => false);
    const bad = await app.call('PUT /api/admin/settings/member-rules', {
      cookie,
      body: { ...rules, goneDays: 3 },
    });
    expect(bad.body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual(['goneDays']);
  });
});
