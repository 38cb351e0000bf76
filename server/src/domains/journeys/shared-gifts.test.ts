import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body }) });

/** Who pays gets it. */
const giving = (benefit: string) => ({
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  start: 'give',
  nodes: [{ key: 'give', kind: 'grant', values: { benefit, scope: 'template' }, ways: { next: null } }],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'never' },
  holdout: 0,
  budgetId: null,
});

async function draw(name: string, benefit: string) {
  const { body } = await call('POST /api/admin/drawings', { name });
  const saved = await call(`PUT /api/admin/drawings/${body.id}`, { name, definition: giving(benefit), places: {} });
  return {
    id: body.journeyId,
    warnings: saved.body.warnings,
    problems: saved.body.problems,
    publish: async () =>
      call(`POST /api/admin/drawings/${body.id}/publication`, { saves: saved.body.saves, start: true, move: null }),
  };
}

const warned = async (id: string): Promise<string[]> =>
  (await call(`GET /api/admin/journeys/${id}`)).body.warnings.map(({ words }: { words: { zh: string } }) => words.zh);

it('a coupon that a member may have once is said to be given by another journey that runs, wherever problems are said', async () => {
  const { id: once } = await createCoupon(ctx, { name: '只此一张', channel: 'grant' });
  const { id: twice } = await createCoupon(ctx, { name: '可有两张', channel: 'grant', perMember: 2 });
  const box = await call('POST /api/admin/packages', {
    ...{ name: '礼包', benefits: [{ benefit: `coupon:${twice}` }, { benefit: `coupon:${once}` }] },
    ...{ budget: null, mostEach: null },
  });
  const first = await draw('先来的', `coupon:${once}`);
  expect(first.warnings).toEqual([]);
  await first.publish();
  expect(await warned(first.id)).toEqual([]);

  const second = await draw('后来的', `coupon:${once}`);
  expect(second.problems).toEqual([]);
  expect(second.warnings).toEqual([
    { node: 'give', at: 'benefit', words: expect.objectContaining({ zh: expect.stringContaining('「先来的」') }) },
  ]);
  expect((await draw('礼包的', `package:${box.body.id}`)).warnings[0].words.en).toContain('“只此一张”');
  expect((await draw('不限的', `coupon:${twice}`)).warnings).toEqual([]);
  // It may be meant so: publishing goes on, and then either says it.
  expect((await second.publish()).status).toBe(200);
  expect(await warned(first.id)).toEqual([expect.stringContaining('「后来的」')]);

  const member = await createMember(ctx);
  await announcePaid(ctx, member);
  await app.settle();
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from coupons.coupon where member_id = ${member.id} and template_id = ${once}
  `.execute(ctx.db);
  expect(rows[0]?.n).toBe(1);

  await call(`PUT /api/admin/journeys/${second.id}/state`, { state: 'paused' });
  expect(await warned(first.id)).toEqual([]);
});
