import { expect, it } from 'vitest';
import { announcePaid, careJourney } from '../../src/domains/journeys/testing.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { addDays, DAY_MS, shanghaiDay } from '../../src/platform/calendar.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const app = await testApp();

it('shows what begins when, and of each day how many messages went out and how many are known to wait for it', async () => {
  const { ctx } = app;
  await setQuiet(ctx, 'never');
  const { cookie } = await signedIn(ctx);
  const live = async (name: string, definition: object) => {
    const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name, definition } });
    expect(body.problems).toEqual([]);
    await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
    return String(body.id);
  };
  const today = shanghaiDay(ctx.now());
  const everybody = { not: { kind: 'has_tag', values: { how: 'any', tags: ['没有人有'] } } };
  const morning = await live('早市', {
    ...careJourney({ holdout: 0 }),
    trigger: { kind: 'schedule', values: { repeat: 'daily', minuteOfDay: 450, who: everybody } },
    start: 'rest',
    nodes: [{ key: 'rest', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
  });
  await live('照看', careJourney({ holdout: 0 }));
  const ask = async () => {
    const { cookie } = await signedIn(ctx);
    const route = `GET /api/admin/marketing-calendar?from=${today}&to=${addDays(today, 6)}`;
    return (await app.call(route, { cookie })).body;
  };
  const begins = (await ask()).items.filter(({ kind }: { kind: string }) => kind === 'journey');
  const days = begins.map(({ startsAt }: { startsAt: string }) => shanghaiDay(new Date(startsAt)));
  expect(days).toEqual(Array.from({ length: days.length }, (_, at) => addDays(days[0], at)));
  expect(days.length).toBeGreaterThanOrEqual(6);
  expect(begins[0]).toMatchObject({ label: '早市', state: 'scheduled', to: `/journeys/${morning}` });

  const member = await createMember(ctx);
  await announcePaid(ctx, member);
  await app.settle();
  const inThree = addDays(today, 3);
  const on = async (day: string) => (await ask()).days.find((one: { day: string }) => one.day === day) ?? null;
  expect(await on(inThree)).toEqual({ day: inThree, sent: 0, waiting: 1 });
  await app.advance(3 * DAY_MS);
  expect(await on(inThree)).toEqual({ day: inThree, sent: 1, waiting: 0 });
  // What has passed without happening is no plan any more.
  const later = (await ask()).items.filter(({ kind }: { kind: string }) => kind === 'journey');
  expect(later.every(({ state }: { state: string }) => state === 'scheduled')).toBe(true);
});
