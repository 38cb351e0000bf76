import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { payloadOf } from '../../platform/facts.ts';
import { form } from '../../platform/form/form.ts';
import { testApp } from '../../platform/testing/app.ts';
import { memberTagged, memberUntagged } from '../members/events.ts';
import { tags } from '../members/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { goal, withinDays } from './goal.ts';
import type { Problem } from './problems.ts';
import { step } from './step.ts';
import { trigger } from './trigger.ts';

// A step, a trigger and a goal that nobody has heard of, one object each, through the real engine, API and forms.

const seen: { readonly touched: number[]; readonly recorded: number[] } = { touched: [], recorded: [] };

const dice = step({
  kind: 'dice',
  words: words('掷骰子', 'Roll a die'),
  group: 'give',
  form: form({
    fields: [{ key: 'sides', label: words('面数', 'Sides'), kind: 'count', min: 2, max: 20, initial: 6 }],
    problem: ({ sides }) => (sides % 2 === 0 ? null : { at: 'sides', words: words('要双数', 'An even number') }),
    sentence: ({ sides }) => words(`掷一个 ${sides} 面的骰子`, `Roll a die of ${sides}`),
  }),
  ways: [
    { key: 'low', words: words('小', 'Low') },
    { key: 'high', words: words('大', 'High') },
  ],
  reaches: () => ({ tells: { template: 'careReminder', channels: ['inbox'] } }),
  async run(_ctx, _plan, { values }, runs) {
    seen.touched.push(...runs.map((run) => run.personNo));
    const isLow = (personNo: number) => personNo % values.sides < values.sides / 2;
    return [
      { runs: runs.filter((run) => isLow(run.personNo)), way: 'low' },
      { runs: runs.filter((run) => !isLow(run.personNo)), way: 'high' },
    ];
  },
  async holdout(_ctx, _plan, _node, runs) {
    seen.recorded.push(...runs.map((run) => run.personNo));
  },
});

const tagged = trigger({
  kind: 'tagged',
  words: words('被打上标签', 'Is tagged'),
  form: form({
    fields: [{ key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 10 }],
    sentence: ({ tag }) => words(`被打上「${tag}」`, `Is tagged “${tag}”`),
  }),
  on: [memberTagged],
  knows: [],
  entrantOf({ tag }, told) {
    const payload = payloadOf(memberTagged, told);
    if (payload?.tag !== tag) return null;
    return { memberId: payload.memberId, because: words(`被打上「${tag}」`, `Tagged “${tag}”`), context: {} };
  },
});

const untagged = goal({
  kind: 'untagged',
  words: words('标签被移除', 'Is untagged'),
  form: form({
    fields: [{ key: 'tag', label: words('标签', 'Tag'), kind: 'text', max: 10 }, withinDays],
    sentence: ({ tag, withinDays: days }) => words(`${days} 天内不再是「${tag}」`, `Not “${tag}” within ${days} days`),
  }),
  on: [memberUntagged],
  days: ({ withinDays: days }) => days,
  reached: ({ tag }, told) => (payloadOf(memberUntagged, told)?.tag === tag ? { orderId: null, amount: 0 } : null),
});

const app = await testApp({ extra: { journeys: { steps: [dice], triggers: [tagged], goals: [untagged] } } });
const { ctx } = app;
const because = { kind: 'test', id: 'test', label: '测试' };
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const definition = {
  trigger: { kind: 'tagged', values: { tag: '试用' } },
  start: 'roll',
  nodes: [
    { key: 'roll', kind: 'dice', values: { sides: 6 }, ways: { low: 'mark', high: 'rest' } },
    { key: 'mark', kind: 'tag', values: { tag: '小', remove: false }, ways: { next: 'rest' } },
    { key: 'rest', kind: 'wait', values: { period: 20 * 1440 }, ways: { next: null } },
  ],
  goal: { kind: 'untagged', values: { tag: '试用', withinDays: 7 } },
  exitOnGoal: false,
  reentry: { kind: 'never' },
  holdout: 50,
  budgetId: null,
};

describe('a kind of step, of trigger and of goal that is one object each', () => {
  it('stands in the palette with its form, and is previewed by it', async () => {
    const { body } = await app.call('GET /api/admin/journeys/kit', { cookie });
    expect(body.steps.find((one: { kind: string }) => one.kind === 'dice')).toMatchObject({
      words: { zh: '掷骰子' },
      initial: { sides: 6 },
      ways: [{ key: 'low' }, { key: 'high' }],
      rests: false,
      reaches: true,
    });
    // Conditions of audiences are questions here, by no more than standing there.
    expect(body.steps.map((one: { kind: string }) => one.kind)).toEqual(expect.arrayContaining(['spent', 'has_tag']));
    expect(body.triggers.map((one: { kind: string }) => one.kind)).toContain('tagged');
    expect(body.goals.map((one: { kind: string }) => one.kind)).toContain('untagged');
    const preview = await app.call('POST /api/admin/forms/journeys.step.dice/preview', {
      cookie,
      body: { values: { sides: 8 } },
    });
    expect(preview.body).toEqual({
      problems: [],
      sentence: { zh: '掷一个 8 面的骰子', en: 'Roll a die of 8' },
    });
  });

  it('is refused with its own problem, at its node and field, in both languages', async () => {
    const nodes = [
      { key: 'roll', kind: 'dice', values: { sides: 7 }, ways: { low: null, high: 'nowhere' } },
      { key: 'lost', kind: 'juggle', values: {}, ways: {} },
    ];
    const made = await app.call('POST /api/admin/journeys', {
      cookie,
      body: { name: '不行', definition: { ...definition, nodes } },
    });
    const said = made.body.problems.map((p: Problem) => [p.node, p.at, p.words.en]);
    expect(said.toSorted()).toEqual([
      ['lost', '', 'No path comes here'],
      ['lost', '', 'There is no such kind: juggle'],
      ['roll', '', 'It leads to nowhere, which does not exist'],
      ['roll', 'sides', 'An even number'],
    ]);
    const live = await app.call(`PUT /api/admin/journeys/${made.body.id}/state`, { cookie, body: { state: 'live' } });
    expect([live.status, live.body.error.code]).toEqual([400, 'journeys.has_problems']);
  });

  it('may speak of another node of its journey: one that is missing, or does not do that, is refused at the field', async () => {
    const end = { yes: null, no: null };
    const asks = (key: string, kind: string, node: string, ways: object = end) => ({
      key,
      kind,
      values: { node },
      ways,
    });
    const nodes = [
      { key: 'roll', kind: 'dice', values: { sides: 6 }, ways: { low: 'opened', high: 'used' } },
      asks('opened', 'opened_message', 'roll', { yes: 'typo', no: null }),
      asks('typo', 'opened_message', 'rol'),
      asks('used', 'used_benefit', 'roll', { yes: 'empty', no: null }),
      asks('empty', 'used_benefit', ''),
    ];
    const { body } = await app.call('POST /api/admin/journeys', {
      cookie,
      body: { name: '问别的步骤', definition: { ...definition, nodes } },
    });
    expect(body.problems.map(({ node, at, words: { en } }: Problem) => [node, at, en])).toEqual([
      ['typo', 'node', 'This journey has no such step'],
      ['used', 'node', 'This step gives nothing'],
      ['empty', 'node', 'Choose: Given at step'],
    ]);
  });

  it('takes people in, parts them, keeps the holdout out of reach and is measured', async () => {
    const { body: journey } = await app.call('POST /api/admin/journeys', {
      cookie,
      body: { name: '掷骰子', definition },
    });
    expect(journey.problems).toEqual([]);
    expect(journey.triggerSentence.en).toBe('Is tagged “试用”');
    expect(journey.goalSentence.en).toBe('Not “试用” within 7 days');
    await app.call(`PUT /api/admin/journeys/${journey.id}/state`, { cookie, body: { state: 'live' } });
    const members = await Promise.all(Array.from({ length: 60 }, async () => createMember(ctx)));
    await tag(members, '试用');
    await tag(members.slice(0, 5), '别的');
    await app.settle();

    const runs = await runsOf(journey.id);
    expect(runs).toHaveLength(60);
    const [treated, held] = [true, false].map((arm) =>
      runs.filter((run) => run.treated === arm).map((r) => r.personNo),
    );
    expect(held?.length).toBeGreaterThan(10);
    expect(seen.touched.toSorted()).toEqual(treated?.toSorted());
    expect(seen.recorded.toSorted()).toEqual(held?.toSorted());
    const marked = await sql<{ personNo: number }>`
      select m.person_no from members.tag t join members.member m on m.id = t.member_id where t.name = '小'
    `.execute(ctx.db);
    // The held out take the first way, and what reaches nobody happens to them as to all.
    const low = runs.filter((run) => !run.treated || run.personNo % 6 < 3).map((run) => run.personNo);
    expect(marked.rows.map((row) => row.personNo).toSorted()).toEqual(low.toSorted());

    const those = members.filter((member) => treated?.includes(member.personNo)).slice(0, 8);
    await inTransaction(ctx, async (ctx) =>
      tags.take(
        ctx,
        those.map(({ id: memberId, personNo }) => ({ memberId, personNo })),
        '试用',
        because,
      ),
    );
    await app.settle();
    await app.advance(8 * DAY_MS);
    const { body: result } = await app.call(`GET /api/admin/journeys/${journey.id}/result`, { cookie });
    expect(result).toMatchObject({
      goalText: { en: 'Not “试用” within 7 days' },
      treated: { members: treated?.length, converted: 8, revenue: 0 },
      holdout: { members: held?.length, converted: 0 },
      versions: [{ version: 1, compared: true }],
    });
  });
});

async function tag(members: readonly TestMember[], name: string): Promise<void> {
  const persons = members.map(({ id: memberId, personNo }) => ({ memberId, personNo }));
  await inTransaction(ctx, async (ctx) => tags.give(ctx, persons, name, 'test', because));
}

async function runsOf(journeyId: string) {
  const { rows } = await sql<{ personNo: number; treated: boolean }>`
    select r.person_no, r.treated from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journeyId}
  `.execute(ctx.db);
  return rows;
}
