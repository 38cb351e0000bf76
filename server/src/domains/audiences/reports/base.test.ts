import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { STAGES } from '../lifecycle.ts';
import { announcePaid } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  const histories = fc.sample(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 6, size: 'max' }), {
    numRuns: 25,
    seed: 8,
  });
  for (const days of histories) {
    const member = await createMember(ctx);
    for (const ago of days)
      await announcePaid(ctx, member, { amount: 100, at: new Date(ctx.now().getTime() - ago * DAY_MS) });
  }
  await app.settle();
});

it('each point of the base over time is what the lifecycle of that day says, and opens its people', async () => {
  const { body } = await app.call('POST /api/admin/reports/audiences.base', {
    cookie,
    body: { values: { asOf: null, step: 'week', points: 9 } },
  });
  const [table] = body.tables;
  expect(table.rows).toHaveLength(9);
  const totals = new Set<number>();
  for (const [day, ...counts] of table.rows) {
    const { body: then } = await app.call(`GET /api/admin/lifecycle?asOf=${day}`, { cookie });
    const of = new Map(then.stages.map((one: { stage: string; members: number }) => [one.stage, one.members]));
    expect([day, counts]).toEqual([day, STAGES.map((one) => of.get(one))]);
    totals.add(counts.slice(1).reduce((sum: number, one: number) => sum + one, 0));
  }
  // Something changed meanwhile.
  expect(totals.size).toBeGreaterThan(2);
  expect(table.people[1]).toMatchObject({ column: 'new', of: 'audiences.stage' });
});
