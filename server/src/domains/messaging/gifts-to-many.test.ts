import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { putSetting } from '../../platform/settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { governanceSetting } from './governance.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const rules = async (change: object) =>
  putSetting(ctx, governanceSetting, {
    ...governanceSetting.initial,
    quietHours: { enabled: false, from: 0, to: 0 },
    ...change,
  });

/** Give it to all of them as an operator does in the list of members; answers how it ended. */
async function giveAll(people: readonly TestMember[], templateId: string) {
  const body = { who: { ids: people.map(({ id }) => id) }, expected: people.length, reason: '老客回馈', templateId };
  const headers = { 'idempotency-key': randomUUID() };
  const { body: started } = await app.call('POST /api/admin/member-batches/coupon', { cookie, headers, body });
  for (;;) {
    const { body: now } = await app.call(`GET /api/admin/member-batches/${started.id}`, { cookie });
    if (now.state !== 'running') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await app.settle();
  return started.id;
}

async function messagesTo(people: readonly TestMember[]) {
  const { rows } = await sql<{ personNo: number; state: string; reason: string; dueAt: Date; sentAt: Date | null }>`
    select person_no, state, reason, due_at, sent_at from messaging.outbound
    where person_no = any(${people.map((one) => one.personNo)}::int[]) order by due_at, person_no
  `.execute(ctx.db);
  return rows;
}

const some = async (count: number) => {
  const people: TestMember[] = [];
  for (let n = 0; n < count; n += 1) people.push(await createMember(ctx));
  return people;
};

describe('a coupon that an operator gives to many', () => {
  it('is told of to each, in her inbox, with what it gives and until when', async () => {
    await rules({});
    const people = await some(3);
    await giveAll(people, (await createCoupon(ctx, { channel: 'grant' })).id);
    for (const { token } of people) {
      const inbox = await app.call('GET /api/shop/inbox', { token });
      expect(inbox.body.items).toMatchObject([{ text: expect.stringContaining('满 39 减 10') }]);
    }
  });

  it('is told of at the pace of the shop: who waits is given her second once, and the gate asks again when it has come', async () => {
    await rules({ rate: 4 });
    const people = await some(10);
    const [blocked] = people.slice(-1);
    await giveAll(people, (await createCoupon(ctx, { channel: 'grant' })).id);
    const before = await messagesTo(people);
    expect(before).toHaveLength(10);
    const waiting = before.filter(({ state }) => state === 'queued');
    expect(waiting.length).toBeGreaterThanOrEqual(6 - 4);
    expect(new Set(waiting.map(({ reason }) => reason))).toEqual(new Set(['rate']));
    const perSecond = new Map<number, number>();
    for (const { dueAt } of waiting) perSecond.set(dueAt.getTime(), (perSecond.get(dueAt.getTime()) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(4);
    await sql`update members.member set blocked = true where id = ${blocked?.id}`.execute(ctx.db);
    await app.advance(10_000);
    const after = await messagesTo(people);
    const hers = after.find(({ personNo }) => personNo === blocked?.personNo);
    expect([hers?.state, hers?.reason]).toEqual(['suppressed', 'blocked']);
    expect(after.filter(({ state }) => state === 'accepted')).toHaveLength(9);
    const { rows: told } = await sql<{ outboundId: string; times: number }>`
      select outbound_id, count(*)::int as times from (
        select jsonb_array_elements_text(payload -> 'outboundIds') as outbound_id from platform.event where type = 'message.many_deferred'
        union all select payload ->> 'outboundId' from platform.event where type = 'message.deferred'
      ) as told group by 1 having count(*) > 1
    `.execute(ctx.db);
    expect(told).toEqual([]);
  });

  it('promises nobody a second of quiet hours', async () => {
    const minute = (at: Date) => (at.getUTCHours() * 60 + at.getUTCMinutes() + 480) % 1440;
    const now = minute(ctx.now());
    await rules({ rate: 2, quietHours: { enabled: true, from: (now + 1439) % 1440, to: (now + 90) % 1440 } });
    const people = await some(6);
    await giveAll(people, (await createCoupon(ctx, { channel: 'grant' })).id);
    const rows = await messagesTo(people);
    expect(rows.map(({ state }) => state)).toEqual(people.map(() => 'queued'));
    for (const { dueAt } of rows) expect((minute(dueAt) - now + 1440) % 1440).toBeGreaterThanOrEqual(90);
  });
});
