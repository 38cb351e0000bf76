import type { Condition } from '@huoshui/contracts/condition';
import { valuesOf, words } from '@huoshui/contracts/words';
import { conditionAbout } from '@huoshui/contracts/words/audiences';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { countPersons, listPersons, personsAmong } from '../../platform/event-store/person-set.ts';
import { form } from '../../platform/form/form.ts';
import { testApp } from '../../platform/testing/app.ts';
import { eventRow } from '../analytics/testing.ts';
import { tags } from '../members/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { condition } from './condition.ts';
import { conditionKit } from './index.ts';
import { explain } from './segments/explain.ts';
import { announcePaid, announceRefunded } from './testing.ts';
import { keepModel } from './value/value-model.ts';

// A condition that nobody has heard of, in one object, through composition, forms and API.
const luckyNumber = condition({
  kind: 'lucky_number',
  about: 'profile',
  words: words('幸运尾号', 'A lucky number'),
  form: form({
    fields: [{ key: 'digit', label: words('尾号', 'Last digit'), kind: 'count', min: 0, max: 9, initial: 8 }],
    sentence: ({ digit }) => words(`尾号为 ${digit}`, `number ends in ${digit}`),
  }),
  persons: async (_ctx, { digit }) =>
    personsAmong(Array.from({ length: 1000 }, (_, n) => n).filter((no) => no % 10 === digit)),
  holds: async (_ctx, { digit }, personNos) => new Set(personNos.filter((no) => no % 10 === digit)),
});

const app = await testApp({ extra: { audiences: { conditions: [luckyNumber] } } });
const { ctx } = app;
const kit = conditionKit([luckyNumber]);
const members: TestMember[] = [];
let cookie = '';
const segments: string[] = [];
const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);

const act = fc.oneof(
  fc.record({
    what: fc.constant('paid' as const),
    daysAgo: fc.integer({ min: 1, max: 120 }),
    amount: fc.integer({ min: 0, max: 30_000 }),
    back: fc.constantFrom(0, 0, 40, 100),
    whole: fc.boolean(),
    line: fc.record({
      productId: fc.constantFrom('prd_a', 'prd_b'),
      skuId: fc.constantFrom('sku_a', 'sku_b'),
      categoryId: fc.constantFrom('cat_a', 'cat_b'),
    }),
  }),
  fc.record({ what: fc.constant('tag' as const), tag: fc.constantFrom('老客', '爱吃虾') }),
  fc.record({
    what: fc.constant('view' as const),
    daysAgo: fc.integer({ min: 1, max: 60 }),
    value: fc.integer({ min: 0, max: 9 }),
  }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function live(member: TestMember, one: Act): Promise<void> {
  if (one.what === 'paid') {
    const at = ago(one.daysAgo);
    const orderId = await announcePaid(ctx, member, { amount: one.amount, at, line: one.line });
    if (one.back > 0) {
      const amount = Math.floor((one.amount * one.back) / 100);
      await announceRefunded(ctx, member, { orderId, amount, at: new Date(at.getTime() + 1000), whole: one.whole });
    }
  } else if (one.what === 'tag') {
    const because = { kind: 'test', id: 'test', label: '测试' };
    await inTransaction(ctx, async (ctx) =>
      tags.give(ctx, [{ memberId: member.id, personNo: member.personNo }], one.tag, 'operator', because),
    );
  } else {
    const at = ago(one.daysAgo).toISOString();
    await ctx.events.insert('events', [
      eventRow({ person: member.personNo, name: 'product_view', at, value: one.value }),
    ]);
  }
}

const days = fc.option(fc.integer({ min: 1, max: 130 }));
const scope = fc.oneof(
  fc.constant({ kind: 'all', ids: [] }),
  fc.record({ kind: fc.constant('products'), ids: fc.subarray(['prd_a', 'prd_b'], { minLength: 1 }) }),
  fc.record({ kind: fc.constant('skus'), ids: fc.constant(['sku_b']) }),
  fc.record({
    kind: fc.constant('categories'),
    ids: fc.constant(['cat_a']),
    exceptProductIds: fc.constant(['prd_b']),
  }),
);
const leaf: Record<string, fc.Arbitrary<Condition>> = Object.fromEntries(
  Object.entries({
    stage_in: fc.record({
      stages: fc.subarray(['none', 'new', 'growing', 'mature', 'declining', 'lost'], { minLength: 1 }),
      forDays: fc.option(fc.integer({ min: 1, max: 5 })),
    }),
    order_date: fc.record({
      which: fc.constantFrom('first', 'last'),
      side: fc.constantFrom('within', 'before'),
      days: fc.integer({ min: 1, max: 120 }),
    }),
    expected_spent: fc.record({
      days: fc.integer({ min: 1, max: 400 }),
      side: fc.constantFrom('below', 'atLeast'),
      amount: fc.integer({ min: 1, max: 60_000 }),
    }),
    rfm_in: fc.record({
      groups: fc.subarray(['111', '011', '101', '001', '110', '010', '100', '000'], { minLength: 1 }),
      windowDays: fc.integer({ min: 7, max: 200 }),
      cut: fc.constantFrom('mean', 'median'),
    }),
    // Each is held against a plain reading of members in `attributes.test.ts`.
    birthday: fc.constant({ how: 'soon', days: 3 }),
    has_phone: fc.constant({}),
    lives_in: fc.constant({ regions: ['上海市'] }),
    came_by: fc.constant({ way: 'first', sources: ['x'] }),
    grade_in: fc.record({ grades: fc.subarray(['S', 'A', 'B', 'C'], { minLength: 1 }) }),
    prefers: fc.constant({ categories: ['cat_a'], top: 1 }),
    activity_in: fc.constant({ roles: ['paying'] }),
    churn_sign: fc.constant({ signs: ['fewer'] }),
    // And this against one of orders in `run-out.test.ts`.
    runs_out: fc.constant({ side: 'soon', days: 7 }),
    has_tag: fc.record({
      how: fc.constantFrom('any', 'all', 'none', 'untagged'),
      tags: fc.subarray(['老客', '爱吃虾', '没有人'], { minLength: 1 }),
    }),
    paid_orders: fc.record({ atLeast: fc.integer({ min: 1, max: 4 }), days }),
    spent: fc.record({ atLeast: fc.integer({ min: 1, max: 40_000 }), days }),
    bought: fc.record({ scope, days }),
    did_event: fc.record({
      event: fc.constantFrom('product_view', 'order.paid', '*'),
      goods: fc.constantFrom({ kind: 'all', ids: [] }, { kind: 'products', ids: ['prd_a'] }),
      measure: fc.constantFrom('times', 'never', 'first', 'last'),
      compare: fc.constantFrom('atLeast', 'atMost', 'exactly'),
      number: fc.integer({ min: 0, max: 3 }),
      when: fc.constant('last'),
      days: fc.integer({ min: 1, max: 70 }),
      where: fc.constantFrom([], [{ property: 'value', op: 'gte', value: '4' }]),
    }),
    did_in_order: fc.record({
      steps: fc.constantFrom(
        [
          { event: 'product_view', goods: { kind: 'all', ids: [] }, where: [] },
          { event: 'order.paid', goods: { kind: 'all', ids: [] }, where: [] },
        ],
        [
          { event: '*', goods: { kind: 'all', ids: [] }, where: [] },
          { event: 'product_view', goods: { kind: 'all', ids: [] }, where: [] },
        ],
      ),
      within: fc.option(fc.integer({ min: 1, max: 90_000 })),
      when: fc.constant('last'),
      days: fc.integer({ min: 1, max: 130 }),
    }),
    joined: fc.record({ side: fc.constantFrom('within', 'before'), days: fc.integer({ min: 1, max: 5 }) }),
    alive: fc.record({ side: fc.constantFrom('below', 'atLeast'), percent: fc.integer({ min: 1, max: 99 }) }),
    segment: fc.boolean().map((first) => ({ segment: first ? segments[0] : segments[1] })),
    lucky_number: fc.record({ digit: fc.integer({ min: 0, max: 9 }) }),
  }).map(([kind, values]) => [kind, values.map((given) => ({ kind, values: given }))]),
);
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(...Object.values(leaf)),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
}));

const ours = (numbers: Iterable<number>) => {
  const known = new Set(members.map((member) => member.personNo));
  return [...numbers].filter((no) => known.has(no)).sort((a, b) => a - b);
};

async function bothForms(what: Condition): Promise<[number[], number[]]> {
  const set = await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now()));
  const held = await kit.holdsFor(
    ctx,
    what,
    members.map((member) => member.personNo),
  );
  return [ours(set), ours(held)];
}

/** What stands at a place: `all.0.not.any.1`. */
function partAt(what: Condition, at: string): Condition {
  const found: unknown = at.split('.').reduce<unknown>((part, step) => Reflect.get(Object(part), step), what);
  return found as Condition;
}

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  const fitted = { logLikelihood: -1, customers: 100, found: true };
  const buying = { kind: 'mbg', r: 0.6, alpha: 12, a: 0.7, b: 1.9, ...fitted } as const;
  const spending = { p: 2.4, q: 3.1, v: 9000, ...fitted };
  await keepModel(ctx, { day: '2026-11-01', buying, spending, calibration: null });
  const histories = fc.sample(fc.array(act, { maxLength: 7 }), 30);
  for (const [n, history] of histories.entries()) {
    // Some joined days before the others.
    if (n === 15) await app.advance(3 * DAY_MS, DAY_MS);
    const member = await createMember(ctx);
    members.push(member);
    for (const one of history) await live(member, one);
  }
  await app.settle();
  for (const condition of [
    { kind: 'paid_orders', values: { atLeast: 1, days: null } },
    { not: { kind: 'lucky_number', values: { digit: 4 } } },
  ]) {
    const values = { name: condition.kind ?? '其余', refresh: 'manual' };
    const { body } = await app.call('POST /api/admin/segments', { cookie, body: { values, condition } });
    segments.push(body.id);
  }
  await app.settle();
});

describe('a condition', () => {
  it.each([...conditionKit().kinds.map(({ kind }) => kind), 'lucky_number'])(
    '%s finds the same persons as a set and asked one by one',
    async (kind) => {
      const one = leaf[kind];
      if (!one) throw new Error(`no values to try ${kind} with`);
      await fc.assert(
        fc.asyncProperty(one, async (what) => {
          const [set, held] = await bothForms(what);
          expect(held).toEqual(set);
        }),
        // Of those with one question alone, one answer: asked again it would be the same.
        { numRuns: 12, plugins: [fc.ignoreEqualValues()] },
      );
    },
  );

  // Whoever decides by one that asks the store waits for it: one that does and does not say so would be answered too early.
  it.each([...conditionKit().kinds.map(({ kind }) => kind), 'lucky_number'])(
    '%s says whether the event store is asked about single persons',
    async (kind) => {
      const values = leaf[kind];
      if (!values) throw new Error(`no values to try ${kind} with`);
      let asked = false;
      const events = new Proxy(ctx.events, {
        get(store, name, receiver) {
          asked = true;
          return Reflect.get(store, name, receiver);
        },
      });
      const persons = members.map((member) => member.personNo);
      const tried = [...new Map(fc.sample(values, 10).map((what) => [JSON.stringify(what), what])).values()];
      for (const what of tried) await kit.holdsFor({ ...ctx, events }, what, persons);
      expect(tried.map((what) => kit.asksStore({ any: [{ not: what }] }))).toEqual(tried.map(() => asked));
    },
  );

  it('finds those without any tag, whatever the tags are called', async () => {
    const tagged = await tags.holders(ctx, ['老客', '爱吃虾'], { asOf: ctx.now(), how: 'any' });
    const without = ours(members.map(({ personNo }) => personNo).filter((no) => !tagged.includes(no)));
    const [set, held] = await bothForms({ kind: 'has_tag', values: { how: 'untagged' } });
    expect([set, held]).toEqual([without, without]);
    expect(without.length).toBeGreaterThan(0);
  });

  it('explained for one person says of the whole and of each part what is true for her', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.nat(), async (what, n) => {
        const personNo = members[n % members.length]?.personNo ?? 0;
        const [whole, ...parts] = await explain(ctx, kit, what, personNo);
        expect(whole?.holds).toBe((await kit.holdsFor(ctx, what, [personNo])).has(personNo));
        for (const { at, holds } of parts) {
          const part = partAt(what, at);
          expect(holds).toBe((await kit.holdsFor(ctx, part, [personNo])).has(personNo));
        }
      }),
      { numRuns: 10 },
    );
  });

  it('composed of others finds the same in both forms too', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (what) => {
        const [set, held] = await bothForms(what);
        expect(held).toEqual(set);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('and its opposite part everyone', async () => {
    const what = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
    const now = ctx.now();
    const [yes, no] = [await kit.personsOf(ctx, what, now), await kit.personsOf(ctx, { not: what }, now)];
    expect((await countPersons(ctx, yes)) + (await countPersons(ctx, no))).toBe(members.length);
  });
});

describe('the kit over HTTP', () => {
  it('lists every kind with its words and fields, one that was added too', async () => {
    const { body } = await app.call('GET /api/admin/conditions', { cookie });
    const kinds = body.items.map((item: { kind: string }) => item.kind);
    const above =
      'level_in has_points has_card has_coupon consent came_by_code came_by_channel is_friend in_group follows_account advocate_score'.split(
        ' ',
      );
    expect(kinds.filter((kind: string) => !above.includes(kind)).sort()).toEqual(
      kit.kinds.map(({ kind }) => kind).sort(),
    );
    // Those about the same thing stand beside one another.
    const about: string[] = body.items.map((item: { about: { key: string } }) => item.about.key);
    expect(about.filter((key, n) => key !== about[n - 1])).toEqual(valuesOf(conditionAbout));
    const lucky = body.items.find(({ kind }: { kind: string }) => kind === 'lucky_number');
    expect(lucky).toMatchObject({ words: { en: 'A lucky number' }, initial: { digit: 8 }, about: { key: 'profile' } });
    const drawn = await app.call('GET /api/admin/forms/audiences.lucky_number', { cookie });
    expect(drawn.body.fields).toMatchObject([{ key: 'digit', kind: 'count' }]);
  });

  it('counts a draft and says what it means', async () => {
    const draft = {
      all: [
        { kind: 'lucky_number', values: { digit: 3 } },
        { not: { kind: 'has_tag', values: { how: 'any', tags: ['老客'] } } },
      ],
    };
    const { body } = await app.call('POST /api/admin/conditions/estimate', { cookie, body: { condition: draft } });
    const regulars = new Set(await tags.holders(ctx, ['老客'], { asOf: ctx.now(), how: 'any' }));
    const all = members.map(({ personNo }) => personNo);
    const lucky = all.filter((no) => no % 10 === 3);
    const both = lucky.filter((no) => !regulars.has(no)).length;
    expect(body).toEqual({
      problems: [],
      members: both,
      everyone: all.length,
      parts: [
        { at: '', members: both, left: null },
        { at: 'all.0', members: lucky.length, left: lucky.length },
        { at: 'all.1', members: all.length - regulars.size, left: both },
        { at: 'all.1.not', members: regulars.size, left: null },
      ],
      sentence: {
        zh: '尾号为 3，并且不满足（有标签「老客」）',
        en: 'number ends in 3 and not (has the tag “老客”)',
      },
    });
  });

  it('says every problem at its place and counts nothing', async () => {
    const draft = {
      any: [{ kind: 'lucky_number', values: { digit: 12 } }, { not: { kind: 'unheard', values: {} } }],
    };
    const { body } = await app.call('POST /api/admin/conditions/estimate', { cookie, body: { condition: draft } });
    expect(body.members).toBeNull();
    expect(body.problems.map((problem: { at: string }) => problem.at)).toEqual([
      'any.0.values.digit',
      'any.1.not.kind',
    ]);
    const deep = Array.from({ length: 9 }).reduce<unknown>((not) => ({ not }), { any: [] });
    for (const bad of [deep, { any: [] }, { kind: 'has_tag' }, 'none', null]) {
      const answer = await app.call('POST /api/admin/conditions/estimate', { cookie, body: { condition: bad } });
      expect(answer.body.problems).toHaveLength(1);
    }
  });
});
