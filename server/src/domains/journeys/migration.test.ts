import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { cloneDatabase } from '../../launch/test-database.ts';
import { DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { connectDatabase } from '../../platform/db.ts';
import { migrate } from '../../platform/migrate.ts';
import { testApp } from '../../platform/testing/app.ts';
import { standardKit as kit } from './kit.ts';
import { readResult } from './result.ts';
import { listRuns, showJourney } from './show.ts';
import { announcePaid } from './testing.ts';

const OURS = '20261202T0100_journeys_of_kinds.sql';

/** A journey of every kind of node there was, as it was stored before steps were kinds with values. */
const old = {
  trigger: { kind: 'event', event: 'order.paid', firstOnly: true },
  start: 'rest',
  nodes: [
    { key: 'rest', kind: 'wait', duration: { days: 3, hours: 2 }, next: 'hour' },
    { key: 'hour', kind: 'wait_until', minuteOfDay: 600, next: 'care' },
    { key: 'care', kind: 'message', channels: ['subscribe', 'inbox'], templateKey: 'careReminder', next: 'opened' },
    { key: 'opened', kind: 'condition', condition: { kind: 'opened_message', node: 'care' }, yes: 'mark', no: 'again' },
    {
      key: 'again',
      kind: 'condition',
      condition: { kind: 'paid_orders', atLeast: 2, sinceEntry: true },
      yes: 'leave',
      no: 'stage',
    },
    {
      key: 'stage',
      kind: 'condition',
      condition: { kind: 'stage_in', stages: ['new', 'growing'] },
      yes: 'coupon',
      no: 'known',
    },
    { key: 'known', kind: 'condition', condition: { kind: 'has_tag', tag: '老客' }, yes: 'leave', no: 'coupon' },
    { key: 'coupon', kind: 'grant', couponTemplateId: 'cpt_old', scope: 'bought_category', next: 'used' },
    { key: 'used', kind: 'condition', condition: { kind: 'used_benefit', node: 'coupon' }, yes: 'mark', no: null },
    { key: 'mark', kind: 'tag', tag: '已关怀', remove: false, next: 'long' },
    { key: 'long', kind: 'wait', duration: { days: 30, hours: 0 }, next: null },
    { key: 'leave', kind: 'exit' },
  ],
  goal: { event: 'order.paid', withinDays: 30 },
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 10,
  budgetId: null,
};
const staged = {
  ...old,
  trigger: { kind: 'stage_entered', stage: 'declining' },
  start: 'leave',
  nodes: [{ key: 'leave', kind: 'exit' }],
  goal: null,
};

/** As the playbook had switched it on. */
const playbook = {
  ...old,
  trigger: { kind: 'stage_entered', stage: 'declining' },
  start: 'good_hour',
  nodes: [
    { key: 'good_hour', kind: 'wait_until', minuteOfDay: 570, next: 'coupon' },
    { key: 'coupon', kind: 'grant', couponTemplateId: 'cpt_old', scope: 'template', next: null },
  ],
  goal: { event: 'order.paid', withinDays: 21 },
  reentry: { kind: 'after_exit', cooldownDays: 45 },
};

const url = await beforeKinds();
await writeOld();
await migrate(url);
const app = await testApp({ env: { DATABASE_URL: url } });
const { ctx } = app;

describe('journeys that were stored before a step was a kind with values', () => {
  it('mean what they meant, node by node', async () => {
    const shown = await showJourney(ctx, kit, 'jny_old');
    expect(Object.values(shown.sentences).map(({ zh }) => zh)).toEqual([
      '等待 3 天 2 小时',
      '等到 10:00',
      '发送「购后关怀」（订阅消息，用不了时用站内信）',
      '点开过「care」的消息吗？',
      '进入后又下了 2 单吗？',
      '处于导入期、成长期吗？',
      '有标签「老客」吗？',
      '发放「权益」，限所购品类',
      '用掉了「coupon」发放的权益吗？',
      '打上标签「已关怀」',
      '等待 30 天',
      '离开旅程',
    ]);
    expect([shown.triggerSentence.zh, shown.goalSentence?.zh]).toEqual(['首单支付成功', '进入后 30 天内再次支付']);
    // The coupon of this test was never made; there is nothing else to complain of.
    expect(shown.problems.map(({ node, at }) => [node, at])).toEqual([['coupon', 'benefit']]);
    const ways = Object.fromEntries(shown.definition.nodes.map(({ key, ways: out }) => [key, out]));
    expect(ways).toMatchObject({
      rest: { next: 'hour' },
      opened: { yes: 'mark', no: 'again' },
      used: { yes: 'mark', no: null },
      leave: {},
    });
    const other = await showJourney(ctx, kit, 'jny_staged');
    expect([other.triggerSentence.zh, other.goalSentence, other.problems]).toEqual(['进入低迷期', null, []]);
  });

  it('say their reasons in both languages', async () => {
    const { items } = await listRuns(ctx, kit, 'jny_old', {});
    const said = Object.fromEntries(
      items.map(({ because, outcome }) => [because.zh, [because.en, outcome?.en ?? null]]),
    );
    expect(said).toEqual({
      '首单 HS1 支付成功': ['First order HS1 paid', null],
      '成长期 → 低迷期': ['Growing → Declining', 'Version 1: boom'],
      领取优惠券: ['Took a coupon', 'Reached the goal'],
    });
  });

  it('compare people within the version they came in by', async () => {
    expect(
      (await readResult(ctx, kit, 'jny_old', false)).versions.map(({ version, treated }) => [version, treated.members]),
    ).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('can be changed by the values of the playbook that had made them', async () => {
    const { settings } = await showJourney(ctx, kit, 'jny_playbook');
    expect(settings).toEqual({
      playbook: 'win_back',
      values: { sendAt: 570, coupon: 'cpt_old', goalDays: 21, restDays: 45, holdout: 10, budget: null },
    });
    expect((await showJourney(ctx, kit, 'jny_old')).settings).toBeNull();
  });

  it('go on for whoever was under way, and are measured as before', async () => {
    await app.advance(2 * DAY_MS);
    const waiting = (await listRuns(ctx, kit, 'jny_old', { state: 'waiting' })).items;
    expect(waiting.map(({ node }) => node)).toEqual(['rest']);
    await app.advance(1.5 * DAY_MS);
    const { counts } = await showJourney(ctx, kit, 'jny_old');
    expect(counts.filter(({ visited }) => visited > 0).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['hour', 'care', 'opened', 'again', 'stage']),
    );
    await announcePaid(ctx, { id: 'mem_1', personNo: 1 }, { first: false, amount: 1234 });
    await app.settle();
    expect((await readResult(ctx, kit, 'jny_old', false)).treated.revenue).toBe(1234);
  });
});

async function beforeKinds(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'huoshui-before-'));
  const root = path.resolve(import.meta.dirname, '../..');
  for (const file of await readdir(root, { recursive: true }))
    if (
      /migrations\/\d{8}T\d{4}_\w+\.sql$/.test(file) &&
      !file.includes('event-migrations') &&
      path.basename(file) < OURS
    )
      await cp(path.join(root, file), path.join(folder, path.basename(file)));
  const database = await cloneDatabase(
    inject('postgresUrl'),
    `before_${randomBytes(6).toString('hex')}`,
    async (url) => {
      await migrate(url, folder);
    },
  );
  afterAll(database.drop);
  await rm(folder, { recursive: true });
  return database.url;
}

async function writeOld(): Promise<void> {
  const database = connectDatabase(url, 1);
  // When a test's day begins.
  const now = new Date(dayStart(shanghaiDay(new Date())).getTime() + 10 * 3_600_000);
  const version2 = new Date(now.getTime() - DAY_MS);
  const at = (days: number) => new Date(now.getTime() - days * DAY_MS);
  for (const n of [1, 2, 3])
    await sql`
      insert into members.member (id, nickname, source, created_at) values (${`mem_${n}`}, 'n', 'test', ${at(9)})
    `.execute(database.db);
  await sql`
    insert into journeys.journey (id, name, playbook, state, version, created_at, updated_at)
    values ('jny_old', '老旅程', null, 'live', 2, ${at(9)}, ${at(9)}),
      ('jny_staged', '低迷', null, 'draft', 1, ${at(9)}, ${at(9)}),
      ('jny_playbook', '唤回', 'win_back', 'paused', 1, ${at(9)}, ${at(9)})
  `.execute(database.db);
  const versions = [
    [1, 1, old, at(9)],
    [1, 2, old, version2],
    [2, 1, staged, at(9)],
    [3, 1, playbook, at(9)],
  ] as const;
  for (const [journeyNo, version, definition, publishedAt] of versions)
    await sql`
      insert into journeys.version values (${journeyNo}, ${version}, ${JSON.stringify(definition)}::jsonb, ${publishedAt})
    `.execute(database.db);
  // The second came in by version 1 and was moved to version 2; the third came in by version 2.
  const runs = [
    [1, 1, 'waiting', 'rest', '首单 HS1 支付成功', null, at(2)],
    [2, 2, 'parked', 'care', '成长期 → 低迷期', '第 1 版：boom', at(3)],
    [3, 2, 'converted', 'rest', '领取优惠券', '达成目标', at(0.5)],
  ] as const;
  for (const [n, version, state, node, because, outcome, entered] of runs)
    await sql`
      with run as (
        insert into journeys.run (journey_no, version, person_no, treated, state, node, wake_at)
        values (1, ${version}, ${n}, true, ${state}, ${node}, ${state === 'waiting' ? at(-2.5) : null}) returning id
      )
      insert into journeys.run_info (run_id, journey_no, person_no, member_id, entry_key, because, context, entered_at,
        goal_until, outcome)
      select id, 1, ${n}, ${`mem_${n}`}, 'once', ${because}, '{}', ${entered}, ${at(-28)}, ${outcome} from run
    `.execute(database.db);
  await database.close();
}
