import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { addDays, dayStart, daysBetween, MINUTE_MS, minuteOfDay, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { activitiesTest } from '../activities/testing.ts';
import { eventRow } from '../analytics/testing.ts';
import { createProduct } from '../catalog/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { aBlock, pagesTest } from '../pages/testing.ts';
import { noLongerAwaited } from './reminder.ts';
import { habitReport } from './reports/habit.ts';
import { themeValues } from './testing.ts';
import { type ThemeCalendar, type ThemeRow, themeOn } from './theme.ts';
import { weekdayOf } from './weekday.ts';

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp();
const { ctx } = app;
const { make, save, publish, sees } = pagesTest(app);

const admin = async (route: string, body?: object) => {
  const { cookie } = await signedIn(ctx);
  const headers = { 'idempotency-key': randomUUID() };
  return app.call(route, { cookie, headers, ...(body === undefined ? {} : { body }) });
};
const ok = async (route: string, body?: object) => {
  const { status, body: answer } = await admin(route, body);
  expect([status, answer.error]).toEqual([200, undefined]);
  return answer;
};
const theme = async (name: string, weekdays: readonly string[] = [], more: object = {}): Promise<string> =>
  (await ok('POST /api/admin/themes', { values: themeValues(name, weekdays, { ...more }) })).id;
/** This date, whatever its weekday is. */
const on = async (day: string, id: string | null) => ok(`PUT /api/admin/theme-days/${day}`, { theme: id });
const today = () => shanghaiDay(ctx.now());
const asks = async (her: TestMember, day: string, method = 'PUT') =>
  app.call(`${method} /api/shop/theme-days/${day}/reminder`, {
    token: signedInAgain(ctx, her).token,
    ...(method === 'PUT' ? { body: {} } : {}),
  });
const told = async ({ personNo }: TestMember) =>
  (
    await sql<{ sourceKey: string; templateKey: string }>`
      select source_key, template_key from messaging.outbound where person_no = ${personNo} and cause_kind = 'theme'
    `.execute(ctx.db)
  ).rows;
const home = async (her: TestMember) => {
  const { blocks } = await sees(signedInAgain(ctx, her));
  const block: unknown = blocks.find(({ content }) => content.kind === 'theme')?.content;
  return block as { until: string; today: null | Record<string, unknown>; tomorrow: null | Record<string, unknown> };
};
const until = async (at: Date) => app.advance(at.getTime() - ctx.now().getTime());
const morning = (day: string) => new Date(dayStart(day).getTime() + 511 * MINUTE_MS);

it('a date goes before its weekday, and a date without a theme is none', () => {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const anyDay = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2026-01-01', n));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...weekdays), fc.constantFrom('a', 'b')),
      fc.array(fc.tuple(anyDay, fc.constantFrom('a', 'b', null)), { maxLength: 5 }),
      anyDay,
      (weekly, dates, day) => {
        const row = (id: string): ThemeRow => ({ id, createdAt: new Date(0), values: Object.create(null) });
        const calendar: ThemeCalendar = {
          themes: new Map([row('a'), row('b')].map((one) => [one.id, one])),
          slots: new Map<string, string | null>([...Object.entries(weekly), ...dates]),
        };
        const own = dates.findLast(([date]) => date === day);
        const name = weekdays[(new Date(`${day}T12:00:00+08:00`).getDay() + 6) % 7] ?? '';
        expect(themeOn(calendar, day)?.id ?? null).toBe(own ? own[1] : (weekly[name] ?? null));
      },
    ),
  );
});

it('a weekday has one theme, whoever asks at the same moment; a theme gives a day up by its own form', async () => {
  const answers = await Promise.all(
    ['甲', '乙', '丙'].map(async (name) =>
      admin('POST /api/admin/themes', { values: themeValues(name, ['mon', 'tue']) }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const won = answers.find(({ status }) => status === 200)?.body;
  const lost = answers.find(({ status }) => status === 409)?.body;
  expect(lost.error).toMatchObject({ code: 'themes.day_taken', message: expect.stringContaining(won.name) });
  const put = async (weekdays: readonly string[]) =>
    admin(`PUT /api/admin/themes/${won.id}`, { values: themeValues(won.name, weekdays) });
  expect((await put(['tue'])).body.values.weekdays).toEqual(['tue']);
  const other = await theme('丁', ['mon']);
  expect((await put(['mon', 'tue'])).body.error.code).toBe('themes.day_taken');
  expect((await put([])).body).toMatchObject({ next: null });
  await ok(`PUT /api/admin/themes/${other}`, { values: themeValues('丁', []) });
  expect((await admin('PUT /api/admin/theme-days/2020-01-01', { theme: null })).body.error.code).toBe(
    'themes.day_over',
  );
});

it('home shows the theme of today and of tomorrow, and changes at midnight in Shanghai, not in Greenwich', async () => {
  const { id: productId } = await createProduct(ctx);
  const [fruit, meat] = [await theme('水果日', [], { products: [productId], slogan: '当季' }), await theme('肉食日')];
  const her = await createMember(ctx);
  const day = addDays(today(), 1);
  await on(day, fruit);
  await on(addDays(day, 1), meat);
  expect(await home(her)).toMatchObject({ today: null, tomorrow: { name: '水果日', day, reminded: false } });
  await until(new Date(dayStart(day).getTime() - 2 * MINUTE_MS));
  expect((await home(her)).today).toBeNull();
  await app.advance(2 * MINUTE_MS);
  const shown = await home(her);
  expect(shown.today).toMatchObject({ name: '水果日', items: [{ id: productId }] });
  expect(shown.tomorrow).toMatchObject({ name: '肉食日' });
  expect(shown.until).toBe(dayStart(addDays(day, 1)).toISOString());
  // Greenwich has its midnight at eight in the morning here.
  await until(new Date(dayStart(day).getTime() + 8 * 60 * MINUTE_MS + 1000));
  expect((await home(her)).today).toMatchObject({ name: '水果日' });
  await until(new Date(dayStart(addDays(day, 1)).getTime() + 1000));
  expect(await home(her)).toMatchObject({ today: { name: '肉食日' }, tomorrow: null });
  const { items } = await ok(`GET /api/admin/marketing-calendar?from=${day}&to=${addDays(day, 1)}`);
  expect(
    items.filter(({ kind }: { kind: string }) => kind === 'theme').map(({ label }: { label: string }) => label),
  ).toEqual(
    // The past of a theme is known from the day on which it was made.
    ['水果日', '肉食日'],
  );
});

it('what a day gives is named only where its own rule holds on that day', async () => {
  const day = addDays(today(), 1);
  const number = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7);
  const memberDay = async (weekdays: readonly string[]) =>
    (
      await ok('POST /api/admin/member-days', {
        ...{ name: '双倍积分日', every: 'weekly', weekdays, days: null, nth: null, weekday: null, window: null },
        ...{ who: 'everybody', level: null, discount: null, pointTimes: 2, gift: null },
        scope: { kind: 'all', ids: [], exceptProductIds: [] },
      })
    ).id;
  const [holds, not] = [await memberDay([number]), await memberDay([String((Number(number) % 7) + 1)])];
  const her = await createMember(ctx);
  await on(day, await theme('有优惠', [], { benefit: 'member_day', memberDay: holds }));
  expect((await home(her)).tomorrow).toMatchObject({ benefit: { zh: '双倍积分日' } });
  const id = await theme('没优惠', [], { benefit: 'member_day', memberDay: not });
  await on(day, id);
  expect((await home(her)).tomorrow).toMatchObject({ benefit: null });
  const { items } = await ok('GET /api/admin/themes');
  expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({ benefit: { holds: false } });
});

it('whoever asked is told in the morning of the day, once; nobody of a day that was taken off, changed or given up', async () => {
  const [kept, changed, off] = [1, 2, 3].map((n) => addDays(today(), n)) as [string, string, string];
  const [fruit, meat] = [await theme('提醒水果'), await theme('提醒肉食')];
  for (const day of [kept, changed, off]) await on(day, fruit);
  const [her, other, gone] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  expect((await asks(her, today())).body.error.code).toBe('themes.too_late');
  expect((await asks(her, addDays(today(), 8))).body.error.code).toBe('themes.too_early');
  const many = await Promise.all(Array.from({ length: 5 }, async () => asks(her, kept)));
  expect(many.map(({ body }) => body.reminded)).toEqual(Array.from({ length: 5 }, () => true));
  for (const day of [changed, off]) await asks(her, day);
  await asks(gone, kept);
  await asks(gone, kept, 'DELETE');
  // Two records that turn out to be one person asked for the same day.
  await asks(other, kept);
  await becomeOne(ctx, her, other);
  await app.settle();
  expect((await home(her)).tomorrow).toMatchObject({ reminded: true });
  await on(changed, meat);
  await on(off, null);
  expect((await ok('GET /api/admin/themes')).days.find((one: { day: string }) => one.day === kept).reminders).toBe(2);
  await until(new Date(morning(kept).getTime() - 2 * MINUTE_MS));
  await app.settle();
  expect(await told(her)).toEqual([]);
  for (const day of [kept, changed, off]) {
    await until(morning(day));
    await app.settle();
  }
  expect(await told(her)).toEqual([{ sourceKey: `theme:${kept}:${her.id}`, templateKey: 'themeCame' }]);
  expect([...(await told(gone)), ...(await told(other))]).toEqual([]);
});

it('a word that waits longer than its day, or whose theme is taken off meanwhile, is none any more', async () => {
  const her = await createMember(ctx);
  const [day, id] = [addDays(today(), 1), await theme('等太久')];
  await on(day, id);
  await asks(her, day);
  const asked = [{ memberId: her.id, day, themeId: id }] as const;
  const why = async () => (await noLongerAwaited(ctx, asked)).get(asked[0]);
  await until(morning(day));
  expect(await why()).toBeUndefined();
  await on(day, null);
  expect(await why()).toBe('theme_off');
  await on(day, id);
  expect(await why()).toBeUndefined();
  await asks(her, day, 'DELETE');
  expect(await why()).toBe('done');
  await asks(her, day);
  await until(dayStart(addDays(day, 1)));
  expect(await why()).toBe('done');
});

it('a block reminds of a theme, a session and an activity that are still to begin, and is gone once they have begun', async () => {
  const { live } = activitiesTest(app);
  const her = await createMember(ctx);
  // Far from midnight, so that all of it lies on one day.
  await until(new Date(dayStart(addDays(today(), 1)).getTime() + 10 * 60 * MINUTE_MS));
  const tomorrow = addDays(today(), 1);
  await on(tomorrow, await theme('区块主题'));
  const product = await createProduct(ctx, { price: 100_00, stock: 50 });
  const sku = product.skuId;
  const sale = await live('flash_sale', {
    ...{ days: { from: today(), to: today() }, sessions: [{ from: minuteOfDay(ctx.now()) + 60, minutes: 60 }] },
    ...{ goods: [{ sku, price: 60_00, stock: 5 }], perOrder: 2, perMember: 2, payMinutes: 10, warmDays: 1 },
  });
  const team = await live('group_buy', {
    ...{ days: { from: tomorrow, to: addDays(tomorrow, 3) }, warmDays: 3 },
    ...{ goods: [{ sku, price: 80_00 }], size: 2, hours: 24 },
  });
  const { id } = await make('提醒页', 'free');
  await save(id, [
    aBlock('theme', 'remind', { of: 'theme' }),
    aBlock('flash', 'remind', { of: 'flash_sale', activity: null }),
    aBlock('play', 'remind', { of: 'activity', activity: team }),
  ]);
  expect((await publish(id)).status).toBe(200);
  const shown = async () => {
    const { blocks } = await sees(signedInAgain(ctx, her), `kind=free&id=${id}`);
    const contents: unknown = blocks.map(({ content }) => content);
    return contents as { of: string; id: string; name: string; reminded: boolean; activityId: string }[];
  };
  const all = await shown();
  expect(all.map((one) => [one.of, one.reminded])).toEqual([
    ['theme', false],
    ['flash_sale', false],
    ['activity', false],
  ]);
  expect(all[1]?.activityId).toBe(sale);
  const put = async (route: string) => app.call(route, { token: signedInAgain(ctx, her).token, body: {} });
  expect((await put(`PUT /api/shop/theme-days/${all[0]?.id}/reminder`)).status).toBe(200);
  expect((await put(`PUT /api/shop/flash-sessions/${all[1]?.id}/reminder`)).status).toBe(200);
  expect((await put(`PUT /api/shop/activities/${all[2]?.id}/reminder`)).body).toEqual({ reminded: true });
  expect((await shown()).map(({ reminded }) => reminded)).toEqual([true, true, true]);
  await app.advance(61 * MINUTE_MS);
  expect((await shown()).map(({ of }) => of)).toEqual(['theme', 'activity']);
  await until(new Date(dayStart(tomorrow).getTime() + 8 * 60 * MINUTE_MS + 1000));
  await app.settle();
  expect(await shown()).toEqual([]);
  const { rows } = await sql<{ causeId: string }>`
    select cause_id from messaging.outbound where person_no = ${her.personNo} and cause_kind = 'activity_goes_on'
  `.execute(ctx.db);
  expect(rows).toEqual([{ causeId: team }]);
});

it('a journey takes its themes from the calendar: on days that have one, and not whoever asked to be told', async () => {
  const [her, asked] = [await createMember(ctx), await createMember(ctx)];
  const day = addDays(today(), 1);
  await on(today(), null);
  await on(day, await theme('日历里的'));
  await on(addDays(day, 1), null);
  await asks(asked, day);
  const everybody = { not: { kind: 'has_tag', values: { how: 'any', tags: ['没有人有'] } } };
  const definition = {
    ...{ trigger: { kind: 'theme_day', values: { themes: [], minuteOfDay: 600, who: everybody } }, start: 'rest' },
    nodes: [{ key: 'rest', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
    ...{ goal: null, exitOnGoal: false, reentry: { kind: 'after_exit', cooldownDays: 0 }, holdout: 0, budgetId: null },
  };
  const { id, problems } = await ok('POST /api/admin/journeys', { name: '按日历', definition });
  expect(problems).toEqual([]);
  await ok(`PUT /api/admin/journeys/${id}/state`, { state: 'live' });
  // The marketing calendar tells it of that day alone.
  const { items } = await ok(`GET /api/admin/marketing-calendar?from=${day}&to=${addDays(day, 1)}`);
  const begins = items.filter(({ kind }: { kind: string }) => kind === 'journey');
  expect(begins.map(({ startsAt }: { startsAt: string }) => shanghaiDay(new Date(startsAt)))).toEqual([day]);
  await until(new Date(dayStart(addDays(day, 2)).getTime() - MINUTE_MS));
  await app.settle();
  const { rows } = await sql<{ personNo: number; because: { zh: string } }>`
    select i.person_no, i.because from journeys.run_info i join journeys.journey j on j.no = i.journey_no
    where j.id = ${id} and i.person_no = any(${[her.personNo, asked.personNo]}::int[])
  `.execute(ctx.db);
  expect(rows.map(({ personNo, because }) => [personNo, because.zh])).toEqual([[her.personNo, '今天是「日历里的」']]);
});

it('the report of habits is what one counts by hand, today as far as it has come', async () => {
  const last = today();
  const from = addDays(last, -9);
  const people = Array.from({ length: 6 }, (_, n) => 900_001 + n);
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const came = new Set<string>();
  const rows = people.flatMap((person) =>
    Array.from({ length: 40 }, (_, ago) => addDays(last, -ago)).flatMap((day) => {
      if (next() < 0.4) return [];
      came.add(`${person} ${day}`);
      const at = new Date(dayStart(day).getTime() + 1000).toISOString();
      return [eventRow({ person, name: 'page_view', at }), eventRow({ person, name: 'click', at })];
    }),
  );
  await ctx.events.insert('events', rows);
  const weekdays = [weekdayOf(last)] as NonNullable<Parameters<typeof habitReport.ask>[1]['weekdays']>;
  const ask = async (chosen: typeof weekdays) => habitReport.ask(ctx, { range: { from, to: last }, weekdays: chosen });
  const [weeks] = await ask([]);
  const byHand = Array.from({ length: daysBetween(from, last) + 1 }, (_, n) => {
    const day = addDays(from, n);
    const there = (person: number, back: number) => came.has(`${person} ${addDays(day, -7 * back)}`);
    const run = (length: number) =>
      people.filter((one) => Array.from({ length }, (_, back) => there(one, back)).every(Boolean)).length;
    return [day, run(1), run(2), run(3), run(4)];
  });
  // Others of this file's people come only as its tests let them: they are told by no phone.
  expect(weeks?.rows.map(([day, , ...figures]) => [day, ...figures.slice(0, 4)])).toEqual(byHand);
  expect((await ask(weekdays))[0]?.rows).toHaveLength(2);
  const day = last;
  await ctx.events.insert('events', [
    eventRow({
      ...{ person: 900_001, name: 'theme.came', at: new Date(dayStart(day).getTime() + 2000).toISOString() },
      props: JSON.stringify({ name: '手算日' }),
    }),
  ]);
  const [, subscribers] = await ask([]);
  const mine = subscribers?.rows.find(([one]) => one === day);
  const there = people.filter((one) => came.has(`${one} ${day}`));
  expect(mine?.slice(1)).toEqual([
    ...['手算日', 1, there.includes(900_001) ? 1 : 0, 0, 0, there.filter((one) => one !== 900_001).length, 0],
  ]);
});
