import { expect, it } from 'vitest';
import { announcePaid, careJourney } from '../../src/domains/journeys/testing.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { DAY_MS } from '../../src/platform/calendar.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const app = await testApp();

it('a tester is told everything whatever is held out, and counts in no result', async () => {
  const { ctx } = app;
  await setQuiet(ctx, 'never');
  const { cookie } = await signedIn(ctx);
  const admin = async (route: string, body?: object) => {
    const { cookie } = await signedIn(ctx);
    return (await app.call(route, { cookie, ...(body ? { body } : {}) })).body;
  };
  const governance = await admin('GET /api/admin/settings/governance');
  const { revision: _, ...values } = governance;
  await app.call('PUT /api/admin/settings/governance', { cookie, body: { ...values, globalHoldout: 50 } });
  const testers = await Promise.all(Array.from({ length: 12 }, async () => createMember(ctx)));
  for (const { id } of testers) {
    const { tester } = await admin(`PUT /api/admin/members/${id}/tester`, { tester: true });
    expect(tester).toBe(true);
  }
  const shoppers = await Promise.all(Array.from({ length: 30 }, async () => createMember(ctx)));
  const made = await admin('POST /api/admin/journeys', { name: '照看', definition: careJourney({ holdout: 50 }) });
  await admin(`PUT /api/admin/journeys/${made.id}/state`, { state: 'live' });
  for (const member of [...testers, ...shoppers]) await announcePaid(ctx, member);
  await app.settle();
  await app.advance(4 * DAY_MS);

  const told = await Promise.all(
    testers.map(async ({ id }) => {
      const { items } = await admin(`GET /api/admin/outbound?memberId=${id}`);
      return items.map(({ state }: { state: string }) => state);
    }),
  );
  expect(told).toEqual(testers.map(() => ['accepted']));
  const result = await admin(`GET /api/admin/journeys/${made.id}/result?onlyComplete=false`);
  expect(result.treated.members + result.holdout.members).toBe(shoppers.length);
  const count = async (arm: string) =>
    (await admin(`GET /api/admin/journeys/${made.id}/runs?arm=${arm}&limit=1`)).total;
  expect([await count('treated'), await count('holdout')]).toEqual([result.treated.members, result.holdout.members]);
  // Seen where everybody is seen.
  expect((await admin(`GET /api/admin/journeys/${made.id}/runs?limit=1`)).total).toBe(42);
});
