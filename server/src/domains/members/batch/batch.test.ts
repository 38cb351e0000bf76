import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createCoupon, tally } from '../../coupons/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { becomeOne, createMember, type TestMember } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
const shoppers: TestMember[] = [];
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  for (let n = 0; n < 12; n += 1) shoppers.push(await createMember(ctx));
});
const shopper = (n: number) => shoppers[n] ?? never();
const idsOf = (...places: number[]) => places.map((n) => shopper(n).id);

type Told = {
  id: string;
  state: string;
  total: number;
  done: number;
  outcomes: { outcome: string; members: number }[];
};
async function begin(kind: string, body: object) {
  const headers = { 'idempotency-key': randomUUID() };
  return app.call(`POST /api/admin/member-batches/${kind}`, { cookie, headers, body: { reason: '老客回馈', ...body } });
}
async function ended(id: string): Promise<Told> {
  await app.settle();
  for (;;) {
    const { body } = await app.call(`GET /api/admin/member-batches/${id}`, { cookie });
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function doAll(kind: string, body: object): Promise<Told> {
  const started = await begin(kind, body);
  expect([started.status, started.body.error]).toEqual([200, undefined]);
  return ended(started.body.id);
}
const counts = ({ outcomes }: Told) => Object.fromEntries(outcomes.map((one) => [one.outcome, one.members]));
const behind = async (id: string, outcome: string): Promise<string[]> => {
  const values = encodeURIComponent(JSON.stringify({ id, outcome }));
  const { body } = await app.call(`GET /api/admin/people/members.batch?values=${values}`, { cookie });
  return body.items.map((row: { id: string }) => row.id).sort();
};
const walletOf = async (member: TestMember, templateId: string) => {
  const { rows } = await sql<{ said: string | null; because: string }>`
    select said, because_label as because from coupons.coupon where member_id = ${member.id} and template_id = ${templateId}
  `.execute(ctx.db);
  return rows;
};

describe('a deed for many members', () => {
  it('tags who was chosen, with the reason, and says who had it already', async () => {
    await app.call(`POST /api/admin/members/${shopper(0).id}/tags`, { cookie, body: { name: '宝妈', reason: '客服' } });
    const told = await doAll('tag', { who: { ids: idsOf(0, 1, 2) }, expected: 3, name: ' 宝妈 ' });
    expect(told).toMatchObject({ state: 'done', total: 3, done: 3 });
    expect(counts(told)).toEqual({ given: 2, already: 1 });
    expect(await behind(told.id, 'given')).toEqual(idsOf(1, 2).sort());
    expect(await behind(told.id, 'already')).toEqual(idsOf(0));
    const { body } = await app.call(`GET /api/admin/members/${shopper(1).id}`, { cookie });
    expect(body.tagList).toMatchObject([{ name: '宝妈', source: 'operator' }]);
    expect(body.tagList[0].reason.zh).toContain('老客回馈');
    const log = await app.call('GET /api/admin/audit', { cookie });
    expect(JSON.stringify(log.body.items[0])).toContain(told.id);
    const tasks = await app.call('GET /api/admin/tasks', { cookie });
    expect(tasks.body.items[0]).toMatchObject({ id: told.id, state: 'done', done: 3, total: 3 });
  });

  it('is for all whom the filter finds when it starts, in parts, though the deed itself changes what the filter finds', async () => {
    await sql`update members.standing set stage = 'lost' where person_no = any(${[3, 4, 5, 6].map((n) => shopper(n).personNo)}::int[])`.execute(
      ctx.db,
    );
    const count = await app.call('POST /api/admin/member-batches/preview', {
      cookie,
      body: { who: { stage: 'lost' } },
    });
    expect(count.body.members).toBe(4);
    expect(counts(await doAll('tag', { who: { stage: 'lost' }, expected: 4, name: '待唤回' }))).toEqual({ given: 4 });
    const gone = await doAll('untag', { who: { tag: '待唤回' }, expected: 4, name: '待唤回' });
    expect(counts(gone)).toEqual({ given: 4 });
    const { body } = await app.call('GET /api/admin/members?tag=待唤回', { cookie });
    expect(body.items).toEqual([]);
  });

  it('gives each one coupon, within what one may have and what there is, and says who got none and why', async () => {
    const template = await createCoupon(ctx, { perMember: 1, total: 3, channel: 'grant' });
    const first = await doAll('coupon', { who: { ids: idsOf(7) }, expected: 1, templateId: template.id, said: '谢谢' });
    expect(counts(first)).toEqual({ given: 1 });
    const all = await doAll('coupon', { who: { ids: idsOf(7, 8, 9, 10) }, expected: 4, templateId: template.id });
    expect(counts(all)).toEqual({ given: 2, limit: 1, sold_out: 1 });
    expect(await behind(all.id, 'limit')).toEqual(idsOf(7));
    expect(await tally(ctx, template.id)).toMatchObject({ issued: 3, rows: 3 });
    const [hers] = await walletOf(shopper(7), template.id);
    expect(hers?.said).toBe('谢谢');
    expect(hers?.because).toContain('老客回馈');
    const none = await begin('coupon', { who: { ids: idsOf(11) }, expected: 1, templateId: template.id });
    expect([none.status, none.body.error.code]).toEqual([409, 'coupons.not_grantable']);
  });

  it('starts once a key, and not when they have become many more than was said, or nobody', async () => {
    const grew = await begin('tag', { who: {}, expected: 1, name: '全部' });
    expect([grew.status, grew.body.error.code]).toEqual([409, 'members.batch_grew']);
    const nobody = await begin('tag', { who: { tag: '没有人' }, expected: 1, name: '全部' });
    expect(nobody.body.error.code).toBe('members.batch_nobody');
    const headers = { 'idempotency-key': randomUUID() };
    const body = { who: { ids: idsOf(1) }, expected: 1, name: '一次', reason: '测试' };
    const [one, two] = await Promise.all(
      [1, 2].map(async () => app.call('POST /api/admin/member-batches/tag', { cookie, headers, body })),
    );
    expect(one?.body.id).toBe(two?.body.id);
  });

  it('goes on where it stood after it was stopped, and gives nobody twice when a part is taken up again', async () => {
    const template = await createCoupon(ctx, { perMember: 5 });
    const id = await halfDone(template.id);
    const resumed = await app.call(`PUT /api/admin/member-batches/${id}/state`, { cookie, body: { state: 'running' } });
    expect(resumed.body).toMatchObject({ state: 'running', done: 2 });
    const told = await ended(id);
    expect(told).toMatchObject({ state: 'done', total: 4, done: 4 });
    expect(await tally(ctx, template.id)).toMatchObject({ issued: 2, rows: 2 });
    const over = await app.call(`PUT /api/admin/member-batches/${id}/state`, { cookie, body: { state: 'stopped' } });
    expect([over.status, over.body.error.code]).toEqual([409, 'members.batch_over']);
  });

  it('gives one person once, who was two when it was written down', async () => {
    const [winner, loser] = [await createMember(ctx), await createMember(ctx)];
    const template = await createCoupon(ctx, { perMember: 5 });
    const id = await stopped('coupon', { templateId: template.id, said: '' }, [[winner.personNo, loser.personNo]], 0);
    await becomeOne(ctx, winner, loser);
    await app.call(`PUT /api/admin/member-batches/${id}/state`, { cookie, body: { state: 'running' } });
    expect(counts(await ended(id))).toEqual({ given: 1, merged: 1 });
    expect(await walletOf(winner, template.id)).toHaveLength(1);
  });

  it('asks for the permission of what it does', async () => {
    const viewer = (await signedIn(ctx, 'viewer')).cookie;
    for (const kind of ['tag', 'untag', 'coupon']) {
      const body = { who: { ids: idsOf(1) }, expected: 1, name: 'x', templateId: 'x', reason: 'x' };
      expect((await app.call(`POST /api/admin/member-batches/${kind}`, { cookie: viewer, body })).status).toBe(403);
    }
  });
});

/** A coupon batch of two parts of two, the first of which is done. */
async function halfDone(templateId: string): Promise<string> {
  const parts = [idsOf(1, 2), idsOf(3, 4)].map((ids) =>
    ids.map((id) => (shoppers.find((one) => one.id === id) ?? never()).personNo),
  );
  return stopped('coupon', { templateId, said: '' }, parts, 1);
}

/** A batch as a worker leaves it that was stopped after some parts. */
async function stopped(kind: string, what: object, parts: readonly number[][], done: number): Promise<string> {
  const id = newId('mbt');
  await inTransaction(ctx, async (ctx) => {
    await sql`
      insert into members.batch (id, kind, what, title, reason, operator_id, operator_name, state, total, done, next_part, beat_at, created_at)
      values (${id}, ${kind}, ${JSON.stringify(what)}::jsonb, '{"zh":"发券","en":"Give"}'::jsonb, '测试', 'opr_1', '店主', 'stopped',
        ${parts.flat().length}, ${parts.slice(0, done).flat().length}, ${done}, ${ctx.now()}, ${ctx.now()})
    `.execute(ctx.db);
    for (const [nth, persons] of parts.entries()) {
      await sql`insert into members.batch_part (batch_id, nth, persons) values (${id}, ${nth}, ${persons}::int[])`.execute(
        ctx.db,
      );
      if (nth < done)
        await sql`
          insert into members.batch_outcome (batch_id, nth, outcome, persons) values (${id}, ${nth}, 'given', ${persons}::int[])
        `.execute(ctx.db);
    }
  });
  return id;
}

function never(): never {
  throw new Error('shoppers are made before');
}
