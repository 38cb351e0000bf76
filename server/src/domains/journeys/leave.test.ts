import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { segmentEntered, segmentLeft } from '../audiences/events.ts';
import { tags } from '../members/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { consentRefused } from '../messaging/events.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { Definition } from './definition.ts';
import { announcePaid, announceRefunded } from './testing.ts';

// What ends a run whatever its goal: what happens to her, and what holds for her; in both arms alike.

const app = await testApp();
const { ctx } = app;
let cookie = '';
const segmentId = 'seg_kept';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  await setQuiet(ctx, 'never');
  await sql`
    insert into catalog.category (id, name, path) values ('cat_fruit', '水果', '{cat_fruit}')
  `.execute(ctx.db);
  await sql`
    insert into audiences.segment (id, name, kind, condition, refresh, created_at, created_by)
    values (${segmentId}, '常来的', 'rule', '{"all": []}'::jsonb, 'manual', ${ctx.now()}, '')
  `.execute(ctx.db);
});

const rest = (key: string, next: string | null, period = 3 * 1440) => ({
  key,
  kind: 'wait',
  values: { period },
  ways: { next },
});

/** Paid → three days → a message; what ends it is what is tried. */
const frame: Definition = {
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  start: 'wait',
  nodes: [
    rest('wait', 'care'),
    {
      key: 'care',
      kind: 'message',
      values: { template: 'careReminder', channels: ['inbox'] },
      ways: { next: 'rest' },
    },
    rest('rest', null, 30 * 1440),
  ],
  goal: { kind: 'event', values: { event: 'member.tagged', where: [], withinDays: 60 } },
  exitOnGoal: false,
  reentry: { kind: 'never' },
  holdout: 0,
  budgetId: null,
};

async function live(name: string, more: Partial<Definition>) {
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name, definition: { ...frame, ...more } },
  });
  expect(body.problems).toEqual([]);
  const { status } = await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  expect(status).toBe(200);
  return body;
}

type Stands = { personNo: number; state: string; treated: boolean; outcome: { zh: string; en: string } | null };

async function standing(id: string): Promise<readonly Stands[]> {
  const { rows } = await sql<Stands>`
    select r.person_no, r.state, r.treated, i.outcome
    from journeys.run r join journeys.run_info i on i.run_id = r.id join journeys.journey j on j.no = r.journey_no
    where j.id = ${id} order by r.id
  `.execute(ctx.db);
  return rows;
}

async function messages(id: string) {
  const { rows } = await sql<{ personNo: number; state: string; reason: string | null }>`
    select person_no, state, reason from messaging.outbound where cause_id = ${id} order by id
  `.execute(ctx.db);
  return rows;
}

const emitSegment = async (member: TestMember, fact: typeof segmentLeft) =>
  inTransaction(ctx, async (ctx) =>
    ctx.emit(fact, {
      personNo: member.personNo,
      payload: { memberId: member.id, segmentId, segment: '常来的' },
    }),
  );

const because = { kind: 'test', id: 'test', label: '测试' };
const tag = async (member: TestMember, name: string) =>
  inTransaction(ctx, async (ctx) =>
    tags.give(ctx, [{ memberId: member.id, personNo: member.personNo }], name, 'test', because),
  );

async function people(count: number): Promise<TestMember[]> {
  const members: TestMember[] = [];
  for (let n = 0; n < count; n += 1) members.push(await createMember(ctx));
  return members;
}

describe('an exit rule', () => {
  it('ends the run of whom it happens to, before the message; the others get theirs, and the rule is said as a sentence', async () => {
    const journey = await live('退出', {
      exits: [
        { kind: 'order_paid', values: { goods: { kind: 'categories', ids: ['cat_fruit'], exceptProductIds: [] } } },
        { kind: 'order_refunded', values: { which: 'own', whole: false } },
        {
          kind: 'event',
          values: { event: 'member.tagged', where: [{ property: 'tag', op: 'eq', value: '走', values: null }] },
        },
        { kind: 'condition', values: { who: { kind: 'has_tag', values: { how: 'any', tags: ['员工'] } } } },
        { kind: 'refused', values: {} },
      ],
    });
    expect(journey.exitSentences.map(({ zh }: { zh: string }) => zh)).toEqual([
      expect.stringMatching(/^买了「.+」$/),
      '带她进来的订单有退款',
      expect.stringMatching(/^发生「.+」/),
      '符合：有标签「员工」',
      '她拒绝订阅消息，或账号被停用',
    ]);
    const [stays, buys, returns, other, leaves, staff, silent, refuses] = await people(8);
    if (!stays || !buys || !returns || !other || !leaves || !staff || !silent || !refuses) throw new Error('nobody');
    const orders = new Map<TestMember, string>();
    for (const member of [stays, buys, returns, other, leaves, staff, silent, refuses])
      orders.set(member, await announcePaid(ctx, member));
    // She is in by the first; this one is told when she is under way.
    await app.settle();
    const earlier = await announcePaid(ctx, other, { at: new Date(ctx.now().getTime() - DAY_MS) });
    await app.settle();
    await app.advance(DAY_MS);
    await announcePaid(ctx, buys);
    await announceRefunded(ctx, returns, orders.get(returns) ?? '', { whole: false, amount: 100 });
    await announceRefunded(ctx, other, earlier, { whole: false, amount: 100 });
    await tag(leaves, '走');
    await tag(staff, '员工');
    await inTransaction(ctx, async (ctx) =>
      ctx.emit(consentRefused, {
        personNo: refuses.personNo,
        payload: { memberId: refuses.id, templateKeys: ['careReminder'], moment: 'paid' },
      }),
    );
    await sql`update members.member set blocked = true where id = ${silent.id}`.execute(ctx.db);
    await app.settle();
    const now = new Map((await standing(journey.id)).map((one) => [one.personNo, one]));
    const outcome = (member: TestMember) => now.get(member.personNo)?.outcome?.zh ?? now.get(member.personNo)?.state;
    expect(outcome(buys)).toMatch(/^按退出规则离开：买了/);
    expect(outcome(returns)).toBe('按退出规则离开：带她进来的订单有退款');
    expect(outcome(leaves)).toMatch(/^按退出规则离开：发生/);
    expect(outcome(refuses)).toBe('按退出规则离开：她拒绝订阅消息，或账号被停用');
    for (const member of [stays, other, staff, silent]) expect(outcome(member)).toBe('waiting');
    await app.advance(3 * DAY_MS);
    const then = new Map((await standing(journey.id)).map((one) => [one.personNo, one]));
    expect(then.get(staff.personNo)?.outcome?.zh).toBe('按退出规则离开：符合：有标签「员工」');
    expect(then.get(silent.personNo)?.outcome?.zh).toBe('按退出规则离开：她拒绝订阅消息，或账号被停用');
    const told = (await messages(journey.id)).map(({ personNo }) => personNo).toSorted((a, b) => a - b);
    expect(told).toEqual([stays, other].map(({ personNo }) => personNo).toSorted((a, b) => a - b));
  });

  it('takes back what waits to be sent, also of a run that has come to its end', async () => {
    await setQuiet(ctx, 'always');
    const [here, over] = await people(2);
    if (!here || !over) throw new Error('nobody');
    const exits = [{ kind: 'event', values: { event: 'member.tagged', where: [] } }];
    const care = (next: string | null) => ({ ...(frame.nodes[1] ?? rest('care', null)), ways: { next } });
    const waits = await live('还在路上', { exits, start: 'care', nodes: [care('rest'), rest('rest', null)] });
    const ended = await live('已走完', { exits, start: 'care', nodes: [care(null)] });
    await announcePaid(ctx, here);
    await announcePaid(ctx, over);
    await app.settle();
    expect((await standing(ended.id)).map(({ state }) => state)).toEqual(['completed', 'completed']);
    for (const { id } of [waits, ended])
      expect((await messages(id)).map(({ state }) => state)).toEqual(['queued', 'queued']);
    await tag(here, '走');
    await app.settle();
    for (const { id } of [waits, ended])
      expect(
        new Map(
          (await messages(id)).map(({ personNo, state, reason }) => [personNo, state === 'queued' ? state : reason]),
        ),
      ).toEqual(
        new Map([
          [here.personNo, 'exited'],
          [over.personNo, 'queued'],
        ]),
      );
    await setQuiet(ctx, 'never');
  });

  it('ends runs in both arms alike, and leaves the goal to be reached by those who left', async () => {
    const journey = await live('两组', {
      holdout: 50,
      exits: [{ kind: 'segment', values: { moved: 'left', segment: segmentId } }],
    });
    const members = await people(16);
    for (const member of members) await announcePaid(ctx, member);
    await app.settle();
    await app.advance(60_000);
    for (const member of members.slice(0, 12)) await emitSegment(member, segmentLeft);
    for (const member of members.slice(12)) await emitSegment(member, segmentEntered);
    await app.settle();
    const rows = await standing(journey.id);
    const arms = new Set(rows.filter(({ state }) => state === 'exited').map(({ treated }) => treated));
    expect(rows.filter(({ state }) => state === 'exited')).toHaveLength(12);
    expect(arms.size).toBe(2);
    for (const member of members.slice(0, 4)) await tag(member, '达成');
    await app.settle();
    const { body } = await app.call(`GET /api/admin/journeys/${journey.id}/result?onlyComplete=false`, { cookie });
    expect(body.treated.converted + body.holdout.converted).toBe(4);
  });

  it('is refused at its field where it is not filled in, and is a change that a new version is made of', async () => {
    const { body: draft } = await app.call('POST /api/admin/journeys', {
      cookie,
      body: {
        name: '没填完',
        definition: {
          ...frame,
          exits: [
            { kind: 'segment', values: { moved: 'left', segment: '' } },
            { kind: 'moon', values: {} },
          ],
        },
      },
    });
    expect(draft.problems.map(({ at }: { at: string }) => at)).toEqual(['exits.0.segment', 'exits.1']);
  });
});
