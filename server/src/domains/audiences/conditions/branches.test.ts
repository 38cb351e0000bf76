import type { Condition } from '@huoshui/contracts/condition';
import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { eventRow } from '../../analytics/testing.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { announcePaid } from '../testing.ts';
import { conditionKit } from './compose.ts';

// Goods lie in the lowest categories; who chooses one above means all of them, as for a coupon or a promotion.

const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
const people: Record<'drinker' | 'eater', TestMember> = {
  drinker: await createMember(ctx),
  eater: await createMember(ctx),
};
let [dairy, yoghurt, fruit] = ['', '', ''];

beforeAll(async () => {
  const { cookie } = await signedIn(ctx, 'owner');
  const made = async (name: string, parentId: string | null) =>
    (await app.call('POST /api/admin/categories', { cookie, body: { name, parentId, icon: null, sort: 0 } })).body.id;
  dairy = await made('乳品', null);
  yoghurt = await made('酸奶', await made('低温', dairy));
  fruit = await made('水果', null);
  const at = new Date(ctx.now().getTime() - DAY_MS);
  const later = new Date(at.getTime() + 60_000);
  for (const [her, category] of [
    [people.drinker, yoghurt],
    [people.eater, fruit],
  ] as const) {
    await ctx.events.insert('events', [
      { ...eventRow({ person: her.personNo, name: 'product_view', at: at.toISOString() }), category_id: category },
    ]);
    await announcePaid(ctx, her, {
      amount: 100,
      at: later,
      line: { categoryId: category, productId: `prd_${category}` },
    });
  }
  await app.settle();
});

const scope = (id: string) => ({ kind: 'categories', ids: [id], exceptProductIds: [] });
const last = { when: 'last', days: 7 };
const viewed = (id: string) => ({ event: 'product_view', goods: scope(id), where: [] });
const asking: Readonly<Record<string, (id: string) => Condition>> = {
  bought: (id) => ({ kind: 'bought', values: { scope: scope(id), days: 7 } }),
  did_event: (id) => ({
    kind: 'did_event',
    values: { ...viewed(id), measure: 'times', compare: 'atLeast', number: 1, ...last },
  }),
  did_in_order: (id) => ({
    kind: 'did_in_order',
    values: { steps: [viewed(id), { ...viewed(id), event: 'order.paid' }], ...last },
  }),
  prefers: (id) => ({ kind: 'prefers', values: { categories: [id], top: 1 } }),
};

it.each(Object.entries(asking))('%s finds by a category who is to be found by one below it', async (_kind, ask) => {
  const persons = Object.values(people).map(({ personNo }) => personNo);
  for (const [id, found] of [
    [dairy, people.drinker],
    [yoghurt, people.drinker],
    [fruit, people.eater],
  ] as const) {
    expect([...(await kit.holdsFor(ctx, ask(id), persons))]).toEqual([found.personNo]);
    expect(await listPersons(ctx, await kit.personsOf(ctx, ask(id), ctx.now()))).toEqual([found.personNo]);
  }
});
