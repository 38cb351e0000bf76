import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { tags } from '../members/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { Definition } from './definition.ts';
import { drawOf } from './draw.ts';
import type { Problem } from './problems.ts';
import { announcePaid } from './testing.ts';

// Steps that part people or send them away: by a condition of any nesting, and by chance.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const tagged = (...tags: string[]) => ({ kind: 'has_tag', values: { how: 'any', tags } });
const rest = { kind: 'wait', values: { period: 1440 }, ways: { next: null } };
const frame = {
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'after_exit', cooldownDays: 0 },
  holdout: 0,
  budgetId: null,
} as const;

async function make(name: string, definition: object) {
  const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name, definition } });
  return body;
}

async function live(name: string, definition: Omit<Definition, keyof typeof frame> & Partial<Definition>) {
  const journey = await make(name, { ...frame, ...definition });
  expect(journey.problems).toEqual([]);
  const { status } = await app.call(`PUT /api/admin/journeys/${journey.id}/state`, { cookie, body: { state: 'live' } });
  expect(status).toBe(200);
  return journey;
}

const standing = async (journeyId: string) =>
  (
    await sql<{ personNo: number; node: string; state: string; treated: boolean; outcome: { zh: string; en: string } }>`
      select r.person_no, r.node, r.state, r.treated, i.outcome
      from journeys.run r join journeys.run_info i on i.run_id = r.id join journeys.journey j on j.no = r.journey_no
      where j.id = ${journeyId}
    `.execute(ctx.db)
  ).rows;

async function tag(member: TestMember, name: string): Promise<void> {
  const because = { kind: 'test', id: 'test', label: '测试' };
  await inTransaction(ctx, async (ctx) =>
    tags.give(ctx, [{ memberId: member.id, personNo: member.personNo }], name, 'test', because),
  );
}

describe('a condition of any nesting in a journey', () => {
  it('lets those go on for whom it holds; the others leave, and their history says what they did not meet', async () => {
    const who = { all: [{ any: [tagged('茶客'), tagged('咖啡客')] }, { not: tagged('员工') }] };
    const journey = await live('过滤', {
      start: 'keep',
      nodes: [
        { key: 'keep', kind: 'filter', values: { who }, ways: { next: 'rest' } },
        { key: 'rest', ...rest },
      ],
    });
    expect(journey.sentences.keep.zh).toBe(
      '只留下：（有标签「茶客」，或者有标签「咖啡客」），并且不满足（有标签「员工」）',
    );
    const [tea, staff, nobody] = await Promise.all([createMember(ctx), createMember(ctx), createMember(ctx)]);
    await tag(tea, '茶客');
    for (const name of ['咖啡客', '员工']) await tag(staff, name);
    for (const member of [tea, staff, nobody]) await announcePaid(ctx, member);
    await app.settle();
    const rows = await standing(journey.id);
    const of = (member: TestMember) => rows.find(({ personNo }) => personNo === member.personNo);
    expect(of(tea)).toMatchObject({ node: 'rest', state: 'waiting' });
    for (const left of [staff, nobody])
      expect(of(left)).toMatchObject({
        state: 'exited',
        outcome: { zh: expect.stringMatching(/^不符合：（有标签「茶客」/) },
      });
  });

  it('parts by yes and no', async () => {
    const journey = await live('分开', {
      start: 'ask',
      nodes: [
        { key: 'ask', kind: 'condition', values: { who: { not: tagged('老友') } }, ways: { yes: 'one', no: 'two' } },
        { key: 'one', ...rest },
        { key: 'two', ...rest },
      ],
    });
    const [friend, stranger] = await Promise.all([createMember(ctx), createMember(ctx)]);
    await tag(friend, '老友');
    for (const member of [friend, stranger]) await announcePaid(ctx, member);
    await app.settle();
    const rows = await standing(journey.id);
    expect(rows.find((row) => row.personNo === friend.personNo)?.node).toBe('two');
    expect(rows.find((row) => row.personNo === stranger.personNo)?.node).toBe('one');
  });

  it('is refused at its leaf when that is not sound, and when nothing is asked', async () => {
    const nodes = (who: unknown) => [{ key: 'ask', kind: 'filter', values: { who }, ways: { next: null } }];
    const said = async (who: unknown) =>
      (await make('不行', { ...frame, start: 'ask', nodes: nodes(who) })).problems.map((p: Problem) => [p.node, p.at]);
    expect(await said({ all: [tagged('好'), tagged()] })).toEqual([['ask', 'who.all.1.values.tags']]);
    expect(await said({ all: [] })).toEqual([['ask', 'who']]);
    expect(await said({ kind: 'moon_phase', values: {} })).toEqual([['ask', 'who.kind']]);
    expect(await said(null)).toEqual([['ask', 'who']]);
    const bad = await make('不行', { ...frame, start: 'ask', nodes: nodes('everybody') });
    expect(bad.problems).toHaveLength(1);
  });
});

describe('a split by chance', () => {
  const values = { parts: '3', a: 50, b: 30, c: 20, d: null };

  it('draws each the same way for good, in the shares asked for, whatever arm she is in', async () => {
    const journey = await live('分流', {
      holdout: 30,
      start: 'split',
      nodes: [
        { key: 'split', kind: 'random_split', values, ways: { a: 'a', b: 'b', c: 'c' } },
        ...['a', 'b', 'c'].map((key) => ({ key, ...rest })),
      ],
    });
    const members = await Promise.all(Array.from({ length: 40 }, async () => createMember(ctx)));
    for (const member of members) await announcePaid(ctx, member);
    await app.settle();
    const first = new Map((await standing(journey.id)).map((row) => [row.personNo, row.node]));
    for (const [personNo, node] of first) {
      const drawn = drawOf(journey.id, 'split', personNo);
      expect(node).toBe(drawn < 50 ? 'a' : drawn < 80 ? 'b' : 'c');
    }
    await app.advance(2 * 86_400_000);
    for (const member of members) await announcePaid(ctx, member);
    await app.settle();
    const all = await standing(journey.id);
    expect(all).toHaveLength(80);
    for (const row of all) expect(row.node).toBe(first.get(row.personNo));
  });

  it('has as many people in each way as were asked for, in both halves of any other draw', () => {
    const people = Array.from({ length: 20_000 }, (_, no) => no + 1);
    const drawn = people.map((no) => drawOf('jny_1', 'split', no));
    const share = (of: readonly number[], below: number) => of.filter((each) => each < below).length / of.length;
    for (const below of [10, 50, 80]) expect(share(drawn, below)).toBeCloseTo(below / 100, 1);
    for (const other of [drawOf.bind(null, 'jny_1', 'again'), drawOf.bind(null, 'jny_2', 'split')]) {
      const half = drawn.filter((_, index) => other(people[index] ?? 0) < 50);
      expect(Math.abs(share(half, 50) - 0.5)).toBeLessThan(0.02);
    }
  });

  it('is refused unless the shares make a whole, at the last of them; ways that it does not have lead nowhere', async () => {
    const said = async (values: object, ways: object) => {
      const nodes = [{ key: 'split', kind: 'random_split', values, ways }];
      const made = await make('不行', { ...frame, start: 'split', nodes });
      return made.problems.map((p: Problem) => [p.at, p.words.en]);
    };
    const out = { a: null, b: null };
    expect(await said({ parts: '2', a: 60, b: 60 }, out)).toEqual([['b', 'The groups must add up to 100%, not 120%']]);
    expect(await said({ parts: '2', a: 50, b: 50, c: 0 }, { ...out, c: null })).toEqual([
      ['', 'This step has no way c'],
    ]);
    expect(await said({ parts: '3', a: 50, b: 30, c: 20 }, out)).toEqual([['', 'Where “Group C” leads is not said']]);
  });
});
