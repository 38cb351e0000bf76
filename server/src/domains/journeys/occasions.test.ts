import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY_MS, shanghaiDay, shanghaiTime } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { tags } from '../members/index.ts';
import { createMember, setBirthday, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { weekdayOf } from '../themes/index.ts';
import { standardKit } from './kit.ts';
import { bringIn } from './occasions.ts';
import { nextMoment, type Recurring } from './recurring.ts';

// Moments that bring people in: on a schedule everyone for whom a condition holds, and on days that members have.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const rest = { key: 'rest', kind: 'wait', values: { period: 60 }, ways: { next: null } };
const frame = {
  start: 'rest',
  nodes: [rest],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'after_exit', cooldownDays: 0 },
  holdout: 0,
  budgetId: null,
};
const tagged = (tag: string) => ({ kind: 'has_tag', values: { how: 'any', tags: [tag] } });

async function live(name: string, trigger: { kind: string; values: object }, more: object = {}) {
  const definition = { ...frame, trigger, ...more };
  const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name, definition } });
  expect(body.problems).toEqual([]);
  const started = await setState(body.id, 'live');
  return { id: String(body.id), sentence: body.triggerSentence, started };
}

const setState = async (id: string, state: string, more: object = {}) =>
  app.call(`PUT /api/admin/journeys/${id}/state`, { cookie, body: { state, ...more } });

const entries = async (id: string) =>
  (
    await sql<{ personNo: number; enteredAt: Date; because: { zh: string } }>`
      select i.person_no, i.entered_at, i.because from journeys.run_info i
      join journeys.journey j on j.no = i.journey_no where j.id = ${id} order by i.entered_at, i.person_no
    `.execute(ctx.db)
  ).rows;

const because = { kind: 'test', id: 'test', label: '测试' };
async function tag(members: readonly TestMember[], name: string): Promise<void> {
  const persons = members.map(({ id: memberId, personNo }) => ({ memberId, personNo }));
  await inTransaction(ctx, async (ctx) => tags.give(ctx, persons, name, 'test', because));
}

describe('a schedule', () => {
  it('brings everyone in for whom the condition holds then, once each time, and nobody when it ends', async () => {
    const one = await createMember(ctx);
    const two = await createMember(ctx);
    const three = await createMember(ctx);
    await tag([one, two], '早市');
    const today = shanghaiDay(ctx.now());
    const { id, sentence } = await live('早市', {
      kind: 'schedule',
      values: { repeat: 'daily', minuteOfDay: 450, who: { not: { not: tagged('早市') } } },
    });
    expect(sentence.en).toMatch(/^Every day at 07:30, everyone for whom/);
    await app.settle();
    expect(await entries(id)).toEqual([]);
    await app.advance(DAY_MS);
    await tag([three], '早市');
    await app.advance(DAY_MS);
    const found = await entries(id);
    expect(found.map((row) => [row.personNo, shanghaiTime(row.enteredAt)])).toEqual([
      ...[one, two].map(({ personNo }) => [personNo, `${addDays(today, 1)} 07:30`]),
      ...[one, two, three].map(({ personNo }) => [personNo, `${addDays(today, 2)} 07:30`]),
    ]);
    expect(found[0]?.because.zh).toBe('排定的时间：每天 07:30');
    await setState(id, 'ended');
    await app.advance(2 * DAY_MS);
    expect(await entries(id)).toHaveLength(5);
  });

  it('brings in after the days of rest at the same hour, however late in the day her run ended', async () => {
    await tag([await createMember(ctx)], '天天提醒');
    const trigger = { kind: 'schedule', values: { repeat: 'daily', minuteOfDay: 450, who: tagged('天天提醒') } };
    const rested = async (cooldownDays: number) =>
      live(`歇 ${cooldownDays} 天`, trigger, { reentry: { kind: 'after_exit', cooldownDays } });
    const journeys = [await rested(1), await rested(2), await rested(3)];
    const today = shanghaiDay(ctx.now());
    await app.advance(7 * DAY_MS);
    const days = async ({ id }: { id: string }) => (await entries(id)).map((row) => shanghaiDay(row.enteredAt));
    const every = (step: number) =>
      [1, 2, 3, 4, 5, 6, 7].filter((n) => n % step === 1 % step).map((n) => addDays(today, n));
    expect(await Promise.all(journeys.map(days))).toEqual([every(1), every(2), every(3)]);
  });

  it('once is once, and a time that has passed is refused when the journey starts', async () => {
    const member = await createMember(ctx);
    await tag([member], '只一次');
    const day = addDays(shanghaiDay(ctx.now()), 1);
    const values = { repeat: 'once', day, minuteOfDay: 600, who: tagged('只一次') };
    const { id } = await live('只一次', { kind: 'schedule', values });
    await app.advance(4 * DAY_MS);
    expect(await entries(id)).toHaveLength(1);
    const { started } = await live('太晚', { kind: 'schedule', values });
    expect([started.status, started.body.error?.code]).toEqual([400, 'journeys.has_problems']);
    expect(started.body.error.message).toContain('已经过了');
  });

  it('goes by the new time when it is changed, and holds those of a pause until somebody lets them in', async () => {
    const member = await createMember(ctx);
    await tag([member], '改期');
    const values = { repeat: 'daily', minuteOfDay: 480, who: tagged('改期') };
    const { id } = await live('改期', { kind: 'schedule', values });
    const { body: journey } = await app.call(`GET /api/admin/journeys/${id}`, { cookie });
    const { status } = await app.call(`PUT /api/admin/journeys/${id}`, {
      cookie,
      headers: { 'if-match': String(journey.revision ?? 0) },
      body: {
        name: '改期',
        definition: { ...frame, trigger: { kind: 'schedule', values: { ...values, minuteOfDay: 540 } } },
      },
    });
    expect(status).toBe(200);
    await app.advance(DAY_MS);
    expect((await entries(id)).map((row) => shanghaiTime(row.enteredAt).slice(11))).toEqual(['09:00']);
    await app.advance(2 * 3_600_000);
    await setState(id, 'paused');
    await app.advance(DAY_MS);
    const { body: paused } = await app.call(`GET /api/admin/journeys/${id}`, { cookie });
    expect(paused.missed).toBe(1);
    await setState(id, 'live', { missed: 'skip' });
    expect(await entries(id)).toHaveLength(1);
  });

  it('lets a whole crowd in once each by pages, whoever works on them at the same time', async () => {
    await sql`
      insert into members.member (id, nickname, source, created_at)
      select 'mem_crowd_' || n, '众人', 'test', ${ctx.now()} from generate_series(1, 12001) as n
    `.execute(ctx.db);
    const { rows: crowd } = await sql<{ id: string; personNo: number }>`
      select id, person_no from members.member where nickname = '众人'
    `.execute(ctx.db);
    const minute = 60_000;
    const at = new Date(ctx.now().getTime() + 5 * minute);
    const { id } = await live('众人', {
      kind: 'schedule',
      values: { repeat: 'daily', minuteOfDay: 1, who: tagged('众人') },
    });
    await sql`
      update journeys.occasion o set at = ${at}, state = 'listed'
      from journeys.journey j where j.no = o.journey_no and j.id = ${id}
    `.execute(ctx.db);
    for (let page = 0; page < 5; page += 1)
      await sql`
        insert into journeys.occasion_page (occasion_id, page, persons)
        select o.id, ${page}, ${crowd.slice(page * 3000, (page + 1) * 3000).map((one) => one.personNo)}::int[]
        from journeys.occasion o join journeys.journey j on j.no = o.journey_no where j.id = ${id}
      `.execute(ctx.db);
    const sweep = bringIn(standardKit);
    const late = { ...ctx, now: () => at };
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        while ((await sweep.run(late, alone)) > 0);
      }),
    );
    // The app's own worker may be at one of the pages as well.
    await expect.poll(async () => (await entries(id)).length, { timeout: 15_000 }).toBe(12_001);
    expect(new Set((await entries(id)).map((row) => row.personNo)).size).toBe(12_001);
    await setState(id, 'ended');
  }, 60_000);
});

describe('a day of hers', () => {
  it('brings her in some days before her birthday', async () => {
    const now = shanghaiDay(ctx.now());
    const born = async (birthday: string) => {
      const member = await createMember(ctx);
      await setBirthday(ctx, member.id, birthday);
      return member;
    };
    const soon = await born(`1990${addDays(now, 5).slice(4)}`);
    await born(`1990${addDays(now, 40).slice(4)}`);
    const { id, sentence } = await live('生日', {
      kind: 'member_date',
      values: { date: 'birthday', when: 'before', days: 3, minuteOfDay: 555 },
    });
    expect(sentence.zh).toBe('生日前 3 天 09:15');
    await app.advance(6 * DAY_MS);
    expect((await entries(id)).map((row) => [row.personNo, shanghaiTime(row.enteredAt), row.because.zh])).toEqual([
      [soon.personNo, `${addDays(now, 2)} 09:15`, '还有 3 天是生日'],
    ]);
  });

  it('brings her in on the anniversary of joining, not on the day itself', async () => {
    const now = shanghaiDay(ctx.now());
    const joined = async (day: string) => {
      const member = await createMember(ctx);
      await sql`update members.member set created_at = ${`${day}T15:00:00+08:00`} where id = ${member.id}`.execute(
        ctx.db,
      );
      return member;
    };
    const year = Number(now.slice(0, 4));
    const old = await joined(`${year - 2}${addDays(now, 1).slice(4)}`);
    await joined(addDays(now, -1));
    await joined(`${year - 1}${addDays(now, 9).slice(4)}`);
    const { id } = await live('周年', {
      kind: 'member_date',
      values: { date: 'joined', when: 'after', days: 1, minuteOfDay: 600 },
    });
    await app.advance(3 * DAY_MS);
    expect((await entries(id)).map((row) => [row.personNo, shanghaiDay(row.enteredAt)])).toEqual([
      [old.personNo, addDays(now, 2)],
    ]);
  });
});

describe('the next moment', () => {
  const recurring: fc.Arbitrary<Recurring> = fc.record({
    repeat: fc.constantFrom('daily', 'weekly', 'monthly'),
    day: fc.constant(null),
    weekdays: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
    minuteOfDay: fc.integer({ min: 0, max: 1439 }),
  });

  it('is the first day, from that moment on, that a calendar gone through day by day says', () => {
    const held = (one: Recurring, day: string): boolean => {
      if (one.repeat === 'daily') return true;
      if (one.repeat === 'weekly') return one.weekdays?.some((weekday) => weekday === weekdayOf(day)) ?? false;
      const isLast = addDays(day, 1).endsWith('-01');
      const date = Number(day.slice(8));
      return date === one.dayOfMonth || (isLast && date < (one.dayOfMonth ?? 0));
    };
    const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2026-01-01', n));
    fc.assert(
      fc.property(recurring, day, fc.integer({ min: 0, max: 1439 }), (one, from, minute) => {
        const after = new Date(Date.parse(`${from}T00:00:00+08:00`) + minute * 60_000);
        const next = nextMoment(one, after);
        if (!next) throw new Error('never again');
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        let first = from;
        while (!(held(one, first) && (first !== from || one.minuteOfDay > minute))) first = addDays(first, 1);
        expect(shanghaiDay(next)).toBe(first);
        expect(next.getTime()).toBe(Date.parse(`${first}T00:00:00+08:00`) + one.minuteOfDay * 60_000);
      }),
      { numRuns: 500 },
    );
  });
});
