import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid, announceRefunded } from './testing.ts';

// A journey asks people of the shop to do something for a member, and goes on when it is done.

const app = await testApp();
const { ctx } = app;
let cookie = '';
let me = '';

beforeAll(async () => {
  const signed = await signedIn(ctx);
  cookie = signed.cookie;
  me = (await sql<{ id: string }>`select id from operators.operator limit 1`.execute(ctx.db)).rows[0]?.id ?? '';
});

const call = async (what: Parameters<typeof app.call>[0], body?: object) =>
  app.call(what, { cookie, ...(body ? { body } : {}) });

async function journey(name: string, holdout = 0) {
  const definition = {
    trigger: { kind: 'order_paid', values: { firstOnly: false } },
    start: 'ring',
    nodes: [
      {
        key: 'ring',
        kind: 'todo',
        values: { title: '电话回访', text: '问问口味', within: 2880, who: me },
        ways: { next: 'until' },
      },
      {
        key: 'until',
        kind: 'wait_for',
        values: { what: 'todo_done', days: 5 },
        ways: { told: 'rang', timeout: null },
      },
      { key: 'rang', kind: 'tag', values: { tag: `${name}已回访`, remove: false }, ways: { next: null } },
    ],
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'after_exit', cooldownDays: 0 },
    holdout,
    budgetId: null,
  };
  const { body } = await call('POST /api/admin/journeys', { name, definition });
  expect(body.problems).toEqual([]);
  expect(body.sentences.ring.zh).toMatch(/^待办「电话回访」派给.+，2 天之内$/);
  await call(`PUT /api/admin/journeys/${body.id}/state`, { state: 'live' });
  return String(body.id);
}

const todosOf = async (causeId: string, more = '') =>
  (await call(`GET /api/admin/todos?causeId=${causeId}${more}`)).body.items;

describe('a to-do of a journey', () => {
  it('is asked for once, stands in the bell of whom it is for, and lets her go on when it is done', async () => {
    const id = await journey('回访');
    const member = await createMember(ctx);
    await announcePaid(ctx, member);
    await app.settle();
    const [todo, ...others] = await todosOf(id, '&state=open&for=me');
    expect(others).toEqual([]);
    expect(todo).toMatchObject({
      title: '电话回访',
      text: '问问口味',
      memberId: member.id,
      state: 'open',
      assignee: { id: me },
      because: { kind: 'journey', id, label: { zh: '旅程「回访」' } },
    });
    expect(Date.parse(todo.dueAt) - ctx.now().getTime()).toBeGreaterThan(1.9 * DAY_MS);
    const work = async () =>
      (await call('GET /api/admin/work')).body.items.find((one: { kind: string }) => one.kind === 'todos.open')?.count;
    expect(await work()).toBe(1);
    expect(await todosOf(id, '&for=nobody')).toEqual([]);

    const done = await call(`POST /api/admin/todos/${todo.id}/completion`, { note: ' 很满意 ' });
    expect(done.body).toMatchObject({ state: 'done', note: '很满意', doneBy: { id: me } });
    expect((await call(`POST /api/admin/todos/${todo.id}/completion`, {})).body.error.code).toBe('todos.not_open');
    await app.settle();
    expect(await work()).toBeUndefined();
    const { rows } = await sql<{ name: string }>`
      select name from members.tag where member_id = ${member.id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ name: '回访已回访' }]);
    const { body: timeline } = await call(`GET /api/admin/members/${member.id}/timeline`);
    expect(JSON.stringify(timeline)).toContain('完成待办「电话回访」');
  });

  it('is done by one of many who say so at once; undone, it is open again', async () => {
    const id = await journey('抢着做');
    await announcePaid(ctx, await createMember(ctx));
    await app.settle();
    const [todo] = await todosOf(id);
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => call(`POST /api/admin/todos/${todo.id}/completion`, {})),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await call(`DELETE /api/admin/todos/${todo.id}/completion`)).body).toMatchObject({
      state: 'open',
      doneAt: null,
      note: null,
    });
    const given = await call(`PUT /api/admin/todos/${todo.id}/assignee`, { operatorId: null });
    expect(given.body.assignee).toBeNull();
    const nobody = await call(`PUT /api/admin/todos/${todo.id}/assignee`, { operatorId: 'opr_nobody' });
    expect(nobody.body.error.code).toBe('todos.no_colleague');
    expect((await call('GET /api/admin/colleagues')).body.items[0]).toMatchObject({ id: me });
  });

  it('is not asked for the holdout, and dropped when the order that brought her in is given back', async () => {
    const id = await journey('退了', 50);
    const members = await Promise.all(Array.from({ length: 24 }, async () => createMember(ctx)));
    const orders = new Map<string, string>();
    for (const member of members) orders.set(member.id, await announcePaid(ctx, member));
    await app.settle();
    const { rows } = await sql<{ memberId: string; treated: boolean }>`
      select i.member_id, r.treated from journeys.run r join journeys.run_info i on i.run_id = r.id
      join journeys.journey j on j.no = r.journey_no where j.id = ${id}
    `.execute(ctx.db);
    const treated = rows.filter((row) => row.treated).map((row) => row.memberId);
    const asked = (await todosOf(id, '&limit=100')).map((one: { memberId: string }) => one.memberId);
    expect(asked.toSorted()).toEqual(treated.toSorted());
    const gone = members.find((member) => treated.includes(member.id));
    if (!gone) throw new Error('nobody was treated');
    await announceRefunded(ctx, gone, orders.get(gone.id) ?? '');
    await app.settle();
    expect((await todosOf(id, '&state=dropped')).map((one: { memberId: string }) => one.memberId)).toEqual([gone.id]);
    expect(await todosOf(id, '&state=open&limit=100')).toHaveLength(treated.length - 1);
  });
});
