import { createHash, randomUUID } from 'node:crypto';
import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { eventRow } from '../../analytics/testing.ts';
import { createMember, givePhone, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { conditionKit } from '../index.ts';
import { announcePaid } from '../testing.ts';
import { hashMembers } from './hash-members.ts';
import { personsHeld } from './held.ts';
import { claimNext, lookAtSegments } from './refresh.ts';

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
const members: TestMember[] = [];
let cookie = '';

const hourly = { refresh: 'hourly' };
const viewed = (days: number, atLeast = 1): Condition => ({
  kind: 'did_event',
  values: {
    event: 'product_view',
    goods: { kind: 'all', ids: [] },
    measure: 'times',
    compare: 'atLeast',
    number: atLeast,
    when: 'last',
    days,
    where: [],
  },
});
const paid = (atLeast: number): Condition => ({ kind: 'paid_orders', values: { atLeast, days: null } });
const inside = (segment: string): Condition => ({ kind: 'segment', values: { segment } });

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body, headers: { 'idempotency-key': randomUUID() } }) });
const make = async (name: string, condition: Condition, settings: object = hourly) => {
  const { body, status } = await call('POST /api/admin/segments', { values: { name, ...settings }, condition });
  expect([status, body.error]).toEqual([200, undefined]);
  await app.settle();
  return String(body.id);
};
const show = async (id: string) => (await call(`GET /api/admin/segments/${id}`)).body;
const change = async (id: string, condition: Condition) => {
  const { values, revision } = await show(id);
  const answer = await app.call(`PUT /api/admin/segments/${id}`, {
    cookie,
    body: { values, condition },
    headers: { 'if-match': `"${revision}"` },
  });
  await app.settle();
  return answer;
};
const refresh = async (id: string) => {
  await call(`POST /api/admin/segments/${id}/refreshing`, {});
  await app.settle();
};
const held = async (id: string) => listPersons(ctx, await personsHeld(ctx, id));
const numbers = (some: readonly TestMember[]) => some.map(({ personNo }) => personNo).sort((a, b) => a - b);
const view = async (some: readonly TestMember[], at = ctx.now()) =>
  ctx.events.insert(
    'events',
    some.map(({ personNo }) =>
      eventRow({ person: personNo, name: 'product_view', at: new Date(at.getTime() - 1000).toISOString() }),
    ),
  );
const told = async (type: string, segmentId: string) => {
  const rows = await ctx.events.query<{ person_no: number }>(
    "SELECT person_no FROM events FINAL WHERE name = {type:String} AND JSONExtractString(props, 'segmentId') = {id:String} ORDER BY person_no, ts",
    { type, id: segmentId },
  );
  return rows.map((row) => row.person_no);
};
const some = (...places: readonly number[]) => places.flatMap((place) => members[place] ?? []);

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 12; n += 1) members.push(await createMember(ctx));
  await app.settle();
});

describe('a segment', () => {
  it('is looked at for the first time at once, and tells nobody that she entered', async () => {
    await view(some(0, 1, 2));
    const id = await make('看过商品', viewed(7));
    expect(await show(id)).toMatchObject({
      condition: viewed(7),
      members: 3,
      working: false,
      failed: false,
      sentence: { zh: expect.stringContaining('浏览商品') },
    });
    expect(await held(id)).toEqual(numbers(some(0, 1, 2)));
    expect(await told('segment.entered', id)).toEqual([]);
  });

  it('keeps of each look who entered and who left, and tells them', async () => {
    const id = await make('七天内看过', viewed(7));
    const before = await held(id);
    await app.advance(6 * DAY_MS, DAY_MS);
    await view(some(3, 4));
    await app.advance(2 * DAY_MS, DAY_MS);
    await app.settle();
    expect(await held(id)).toEqual(numbers(some(3, 4)));
    expect(await told('segment.entered', id)).toEqual(numbers(some(3, 4)));
    expect(await told('segment.left', id)).toEqual(before);
    const { items } = (await call(`GET /api/admin/segments/${id}/history`)).body;
    const size = items.reduce((sum: number, one: { entered: number; left: number }) => sum + one.entered - one.left, 0);
    expect([size, items[0].members]).toEqual([2, 2]);
    const moved = JSON.stringify({ segment: id, version: items[0].version, side: 'left' });
    const people = await call(
      `GET /api/admin/people/audiences.segment_moved?${new URLSearchParams({ values: moved })}`,
    );
    expect(people.body.persons).toBe(items[0].left);
  });

  it('whose condition is changed lets members in and out silently', async () => {
    const id = await make('买过', paid(1));
    await announcePaid(ctx, members[5] ?? never(), { amount: 100, at: new Date(ctx.now().getTime() - 1000) });
    await app.settle();
    await refresh(id);
    const outbox = async () =>
      sql<{
        type: string;
      }>`select type from platform.event where type like 'segment.%' and payload->>'segmentId' = ${id} order by id`
        .execute(ctx.db)
        .then(({ rows }) => rows.map(({ type }) => type));
    // Nobody acts on it: told by hundreds, though she did something.
    expect(await outbox()).toEqual(['segment.redrawn']);
    await change(id, { not: paid(1) });
    expect(await held(id)).toEqual(numbers(members.filter((_, n) => n !== 5)));
    expect(await outbox()).toEqual(['segment.redrawn', 'segment.redrawn', 'segment.redrawn']);
    // The event store and the timeline know them one by one all the same.
    expect((await told('segment.entered', id)).length).toBe(members.length);
    const { items } = (await call(`GET /api/admin/segments/${id}/history`)).body;
    expect(items[0]).toMatchObject({ reason: 'edited', entered: 11, left: 1 });
  });

  it('is looked at once by however many workers', async () => {
    const id = await make('并发', viewed(30));
    await view(some(7, 8, 9));
    await sql`update audiences.segment set due_at = ${ctx.now()} where id = ${id}`.execute(ctx.db);
    const claims = await Promise.all(Array.from({ length: 8 }, async () => claimNext(ctx)));
    const mine = claims.flat().filter((one) => one.id === id);
    expect(mine).toHaveLength(1);
    const [first] = mine;
    if (!first) throw new Error('nobody took it');
    // Its lease runs out while it is slow: another takes it over, and only the other may write.
    await sql`update audiences.segment set due_at = ${ctx.now()} where id = ${id}`.execute(ctx.db);
    const second = (await Promise.all([claimNext(ctx), claimNext(ctx)])).flat().find((one) => one.id === id);
    if (!second) throw new Error('nobody took it over');
    await Promise.all([lookAtSegments(ctx, kit, [first]), lookAtSegments(ctx, kit, [second])]);
    await app.settle();
    const { items } = (await call(`GET /api/admin/segments/${id}/history`)).body;
    const size = items.reduce((sum: number, one: { entered: number; left: number }) => sum + one.entered - one.left, 0);
    expect(size).toBe((await held(id)).length);
    const entered = await told('segment.entered', id);
    expect(entered).toEqual([...new Set(entered)]);
    expect(entered).toEqual(expect.arrayContaining(numbers(some(7, 8, 9)).filter((no) => entered.includes(no))));
  });

  it('is looked at once more when somebody asks while a look is under way that may have read before', async () => {
    const id = await make('又问', viewed(30));
    await sql`update audiences.segment set due_at = ${ctx.now()} where id = ${id}`.execute(ctx.db);
    const [under] = (await claimNext(ctx, 100)).filter((one) => one.id === id);
    if (!under) throw new Error('nobody took it');
    await call(`POST /api/admin/segments/${id}/refreshing`);
    await lookAtSegments(ctx, kit, [under]);
    expect(await show(id)).toMatchObject({ working: true });
    await app.settle();
    expect(await show(id)).toMatchObject({ working: false });
    const [next] = (await claimNext(ctx, 100)).filter((one) => one.id === id);
    expect(next).toBeUndefined();
  });

  it('is looked at together with others that are due, each as if alone, and one that cannot be looked at holds up no other', async () => {
    const asked = [
      viewed(1),
      viewed(30),
      { any: [viewed(7), paid(1)] },
      { not: viewed(30) },
      { all: [viewed(400), { not: paid(1) }] },
    ];
    const ids = [];
    for (const [n, condition] of asked.entries()) ids.push(await make(`同看 ${n}`, condition));
    const broken = await make('坏了', viewed(2));
    await sql`update audiences.segment set condition = '{"kind": "gone", "values": {}}' where id = ${broken}`.execute(
      ctx.db,
    );
    await view(some(1, 9, 11));
    await sql`update audiences.segment set due_at = ${ctx.now()} where id = any(${[...ids, broken]})`.execute(ctx.db);
    await app.settle();
    for (const [n, condition] of asked.entries()) {
      const alone = await kit.personsOf(ctx, { all: [condition] }, ctx.now());
      expect(await held(ids[n] ?? '')).toEqual(await listPersons(ctx, alone));
      expect(await show(ids[n] ?? '')).toMatchObject({ failed: false, working: false });
    }
    expect(await held(ids[1] ?? '')).toEqual(expect.arrayContaining(numbers(some(1, 9, 11))));
    expect(await show(broken).catch(() => ({ failed: true }))).toMatchObject({ failed: true });
    await sql`update audiences.segment set condition = ${JSON.stringify(viewed(2))}::jsonb, due_at = ${ctx.now()} where id = ${broken}`.execute(
      ctx.db,
    );
    await app.settle();
  });

  it('may be asked for by another, which is looked at after it', async () => {
    const a = await make('甲', paid(1));
    const b = await make('乙', { not: inside(a) });
    expect(await held(b)).toEqual(numbers(members.filter((_, n) => n !== 5)));
    await announcePaid(ctx, members[6] ?? never(), { amount: 100, at: new Date(ctx.now().getTime() - 1000) });
    await app.settle();
    await app.advance(3_600_000, 3_600_000);
    await app.settle();
    expect(await held(a)).toEqual(numbers(some(5, 6)));
    expect(await held(b)).toEqual(numbers(members.filter((_, n) => n !== 5 && n !== 6)));
    expect((await show(a)).usedBy).toEqual([{ kind: 'segment', id: b, name: '乙' }]);
    const overlap = await call(`GET /api/admin/segments/${a}/overlap?with=${b}`);
    expect(overlap.body).toEqual({ members: 2, with: 10, both: 0 });
  });

  it('is archived only by whoever knows what uses it', async () => {
    const id = await make('有人用', paid(1));
    const state = async (knowing?: readonly string[]) =>
      call(`PUT /api/admin/segments/${id}/state`, { state: 'archived', ...(knowing ? { knowing } : {}) });
    const other = await make('用它的', inside(id));
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '有人用的', segment: id });
    const definition = {
      trigger: { kind: 'segment_entered', values: { segment: id } },
      start: 'end',
      nodes: [{ key: 'end', kind: 'end', values: {}, ways: {} }],
      goal: null,
      exitOnGoal: false,
      reentry: { kind: 'never' },
      holdout: 0,
      budgetId: null,
    };
    const { body: journey } = await call('POST /api/admin/journeys', { name: '进人群', definition });
    const used = (await show(id)).usedBy;
    expect(used).toEqual(
      expect.arrayContaining([
        { kind: 'segment', id: other, name: '用它的' },
        { kind: 'tag_rule', id: rule.id, name: '有人用的' },
        { kind: 'journey', id: journey.id, name: '进人群' },
      ]),
    );
    const refused = await state();
    expect([refused.status, refused.body.error.code]).toEqual([409, 'audiences.segment_in_use']);
    expect(refused.body.error.details.usedBy).toHaveLength(3);
    expect((await state([other, rule.id])).body.error.details.usedBy).toEqual([
      { kind: 'journey', id: journey.id, name: '进人群' },
    ]);
    expect((await state([other, rule.id, journey.id])).body.state).toBe('archived');
    await call(`DELETE /api/admin/tag-rules/${rule.id}`);
    await app.settle();
    expect((await show(id)).usedBy.map(({ kind }: { kind: string }) => kind)).not.toContain('tag_rule');
  });

  it('says why somebody is in it, part by part, and why another is not', async () => {
    const condition = {
      all: [
        paid(1),
        { not: { any: [paid(9), { kind: 'has_phone', values: {} }] } },
        { not: { kind: 'has_phone', values: {} } },
      ],
    };
    const id = await make('为何', condition);
    const why = async (n: number) =>
      (await call(`GET /api/admin/members/${members[n]?.id}/segments/${id}`)).body as {
        member: boolean;
        parts: { at: string; holds: boolean; words: { zh: string } | null }[];
      };
    const inIt = await held(id);
    const yes = members.findIndex(({ personNo }) => inIt.includes(personNo));
    const no = members.findIndex(({ personNo }) => !inIt.includes(personNo));
    const told = await why(yes);
    expect(told.member).toBe(true);
    expect(told.parts.map(({ at, holds }) => [at, holds])).toEqual([
      ['', true],
      ['all.0', true],
      ['all.1', true],
      ['all.1.not.any.0', false],
      ['all.1.not.any.1', false],
      ['all.2', true],
    ]);
    expect(told.parts.map(({ words }) => words?.zh ?? null)).toEqual([
      null,
      '累计支付满 1 单',
      null,
      '累计支付满 9 单',
      '绑定了手机号',
      '不满足（绑定了手机号）',
    ]);
    const other = await why(no);
    expect([other.member, other.parts[0]?.holds, other.parts[1]?.holds]).toEqual([false, false, false]);
    expect((await call(`GET /api/admin/members/mem_nobody/segments/${id}`)).status).toBe(404);
  });

  it('never asks for itself, be it over others', async () => {
    const a = await make('环一', paid(1));
    const b = await make('环二', inside(a));
    const c = await make('环三', { any: [inside(b), paid(3)] });
    for (const [name, of] of [
      ['环一', a],
      ['环二', b],
      ['环三', c],
    ] as const) {
      const answer = await change(a, { all: [paid(1), inside(of)] });
      expect([answer.status, answer.body.error.code]).toEqual([409, 'audiences.segment_ring']);
      expect(answer.body.error.message).toContain(name);
      expect(answer.body.error.details.problems[0].at).toBe('condition.all.1.values.segment');
      const draft = await call('POST /api/admin/conditions/estimate', { condition: inside(of), segment: a });
      expect(draft.body.problems[0].at).toBe('values.segment');
    }
    // Two saves at once, each harmless beside what was there, do not close a ring.
    const [x, y] = [await make('双一', paid(1)), await make('双二', paid(1))];
    const both = await Promise.all([change(x, inside(y)), change(y, inside(x))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('follows a merge: she is in it under the number that is hers now, and nobody left', async () => {
    const [winner, loser] = [members[0], members[1]];
    if (!winner || !loser) throw never();
    const id = await make('合并前', { any: [viewed(30), paid(1)] });
    await view([loser]);
    await refresh(id);
    const before = await held(id);
    expect(before).toContain(loser.personNo);
    const merged = await call(`POST /api/admin/members/${winner.id}/merges`, { otherId: loser.id, reason: '同一人' });
    expect([merged.status, merged.body.error]).toEqual([200, undefined]);
    await app.settle();
    expect(await held(id)).toContain(winner.personNo);
    expect(await held(id)).not.toContain(loser.personNo);
    await refresh(id);
    expect(await told('segment.left', id)).toEqual([]);
    expect(await held(id)).toContain(winner.personNo);
  });
});

describe('an estimate', () => {
  it('says how many fall at each part, and finds whom a plain look at all of them finds', async () => {
    const leaf = fc.oneof(
      fc
        .record({ days: fc.integer({ min: 1, max: 30 }), atLeast: fc.integer({ min: 1, max: 2 }) })
        .map((v) => viewed(v.days, v.atLeast)),
      fc.integer({ min: 1, max: 2 }).map(paid),
    );
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        tie('tree').map((not) => ({ not })),
      ),
    }));
    const living = await listPersons(ctx, await kit.personsOf(ctx, { any: [paid(1), { not: paid(1) }] }, ctx.now()));
    const naive = async (condition: Condition): Promise<ReadonlySet<number>> => kit.holdsFor(ctx, condition, living);
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 3 }), async (all) => {
        const condition = { all };
        const looked = await kit.look(ctx, condition, ctx.now());
        expect(looked.members).toBe((await naive(condition)).size);
        expect(looked.everyone).toBe(living.length);
        for (const [n, part] of all.entries()) {
          const told = looked.parts.find(({ at }) => at === `all.${n}`);
          expect(told).toEqual({
            at: `all.${n}`,
            members: (await naive(part)).size,
            left: (await naive({ all: all.slice(0, n + 1) })).size,
          });
        }
        const found = await naive(condition);
        expect(looked.some.filter((no) => !found.has(no))).toEqual([]);
        expect(looked.some.length).toBe(Math.min(6, found.size));
      }),
      { numRuns: 15 },
    );
  });
});

it('counted out of a file, has a fingerprint of who is in it', async () => {
  const now = ctx.now();
  const condition = { any: [viewed(30), paid(1)] };
  const set = await listPersons(ctx, await kit.personsOf(ctx, { all: [condition] }, now));
  const ids = members.filter(({ personNo }) => set.includes(personNo)).map(({ id }) => `${id}\n`);
  expect(await hashMembers(ctx, kit, condition, now)).toEqual({
    asOf: now.toISOString(),
    count: set.length,
    hash: createHash('sha256').update(ids.sort().join('')).digest('hex'),
  });
});

describe('a number', () => {
  it('becomes a list with its question as the note', async () => {
    const values = { stage: 'new' };
    const { persons } = (
      await call(`GET /api/admin/people/audiences.stage?${new URLSearchParams({ values: JSON.stringify(values) })}`)
    ).body;
    const { body } = await call('POST /api/admin/segments/frozen', {
      name: '今日导入期',
      people: { name: 'audiences.stage', values },
    });
    expect(body).toMatchObject({ kind: 'list', members: persons, condition: null });
    expect(body.note).toContain('导入期');
    expect((await call(`POST /api/admin/segments/${body.id}/refreshing`, {})).body.error.code).toBe(
      'audiences.segment_is_list',
    );
    const [her] = await held(body.id);
    const member = members.find(({ personNo }) => personNo === her);
    const hers = (await call(`GET /api/admin/members/${member?.id}/segments`)).body.items;
    expect(hers.map(({ id }: { id: string }) => id)).toContain(body.id);
    const again = await call('POST /api/admin/segments/frozen', {
      name: '今日导入期',
      people: { name: 'audiences.stage', values },
    });
    expect(again.body.error.code).toBe('audiences.segment_name_taken');
    const nobody = await call('POST /api/admin/segments/frozen', {
      name: '无人',
      people: { name: 'audiences.stage', values: { stage: 'lost' } },
    });
    expect(nobody.body.error.code).toBe('audiences.segment_nobody');
  });
});

describe('a list', () => {
  it('names members by ID, number or phone, tells the lines that name nobody, and may be replaced', async () => {
    const [a, b, c] = [members[9] ?? never(), members[10] ?? never(), members[11] ?? never()];
    const phone = '13800138000';
    await givePhone(ctx, c.id, phone);
    const text = `会员,备注\r\n${a.id},老客\r\n\r\n"${b.personNo}",x\r\n"+86 ${phone}\t"\r\n${a.personNo}\r\n13900139000\r\n张三`;
    const read = (await call('POST /api/admin/segments/lists/preview', { text })).body;
    expect(read).toMatchObject({ lines: 6, members: 3, unknown: 2 });
    expect(read.problems.map(({ line, text }: { line: number; text: string }) => [line, text])).toEqual([
      [7, '13900139000'],
      [8, '张三'],
    ]);
    const { body } = await call('POST /api/admin/segments/lists', { name: '线下名单', text });
    expect(body).toMatchObject({ kind: 'list', members: 3, refresh: 'manual' });
    expect(await held(body.id)).toEqual(numbers([a, b, c]));
    const put = async (next: string) =>
      app.call(`PUT /api/admin/segments/${body.id}/list`, { cookie, body: { text: next } });
    expect((await put(`${a.id}`)).body).toMatchObject({ members: 1 });
    const both = await Promise.all([put(`${a.id}\n${b.id}`), put(`${c.id}`)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await app.settle();
    const { items } = (await call(`GET /api/admin/segments/${body.id}/history`)).body;
    expect(items.map(({ reason }: { reason: string }) => reason)).toEqual([
      'uploaded',
      'uploaded',
      'uploaded',
      'first',
    ]);
    const size = items.reduce((sum: number, one: { entered: number; left: number }) => sum + one.entered - one.left, 0);
    expect(size).toBe((await held(body.id)).length);
    expect((await put('没有人')).body.error.code).toBe('audiences.segment_nobody');
  });
});

function never(): never {
  throw new Error('no such member');
}
