import { randomUUID } from 'node:crypto';
import { words } from '@huoshui/contracts/words';
import { beforeAll, describe, expect, it } from 'vitest';

import { inTransaction } from '../../platform/db.ts';
import { createEventStore } from '../../platform/event-store/client.ts';
import { testApp } from '../../platform/testing/app.ts';
import { memberMerged, memberTagged } from '../members/events.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { rememberRecent } from './collect.ts';
import { GroupCommit, Overloaded } from './group-commit.ts';
import { eventRow } from './testing.ts';

const app = await testApp();
let member: TestMember;
beforeAll(async () => {
  member = await createMember(app.ctx);
});

type Sent = Record<string, unknown>;
const event = (part: Sent = {}): Sent => ({
  id: randomUUID(),
  name: 'page_view',
  ts: app.ctx.now().toISOString(),
  ...part,
});
const send = async (events: unknown[], part: { sentAt?: string; token?: string } = {}) =>
  app.call('POST /collect', {
    token: part.token ?? member.token,
    body: { sentAt: part.sentAt ?? app.ctx.now().toISOString(), events },
  });
const stored = async (id: unknown) =>
  app.ctx.events.query<{ name: string; person_no: number; at: number; props: string; page: string }>(
    'SELECT name, person_no, toUnixTimestamp64Milli(ts) AS at, props, page FROM history AS events WHERE event_id = {id:String}',
    { id },
  );

describe('POST /collect', () => {
  it('answers when the events are in the store', async () => {
    const one = event({ page: 'pages/home', props: { from: '公众号', n: 3, vip: true } });
    const answer = await send([one]);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0, rejected: [] } });
    const rows = await stored(one.id);
    expect(rows).toMatchObject([{ name: 'page_view', person_no: member.personNo, page: 'pages/home' }]);
    expect(JSON.parse(rows[0]?.props ?? '')).toEqual({ from: '公众号', n: 3, vip: true });
  });

  it('asks for the session of a shopper', async () => {
    expect((await send([event()], { token: 'nobody' })).status).toBe(401);
  });

  it('takes the good events of a batch and names the bad ones', async () => {
    const good = event();
    const answer = await send([
      good,
      'nonsense',
      event({ id: 'x' }),
      event({ name: 'Big Name' }),
      event({ name: 'order.paid', value: 1_000_000 }),
      event({ ts: 'yesterday' }),
      event({ ts: '2001-01-01T00:00:00Z' }),
      event({ props: { deep: { er: 1 } } }),
      event({ props: { long: 'x'.repeat(1001) } }),
      event({ value: 1.5 }),
      event({ page: 'x'.repeat(201) }),
    ]);
    expect(answer.body.accepted).toBe(1);
    expect(answer.body.rejected.map((r: { index: number; code: string }) => [r.index, r.code])).toEqual([
      [1, 'bad_event'],
      [2, 'bad_id'],
      [3, 'bad_name'],
      [4, 'reserved_name'],
      [5, 'bad_ts'],
      [6, 'too_old'],
      [7, 'bad_props'],
      [8, 'bad_props'],
      [9, 'bad_value'],
      [10, 'bad_page'],
    ]);
    expect(await stored(good.id)).toHaveLength(1);
  });

  it('corrects the clock of a device that is wrong, and lets nothing happen in the future', async () => {
    const now = app.ctx.now().getTime();
    const slow = event({ ts: new Date(now - 3_600_000 - 10_000).toISOString() });
    await send([slow], { sentAt: new Date(now - 3_600_000).toISOString() });
    const [row] = await stored(slow.id);
    expect(Math.abs((row?.at ?? 0) - (now - 10_000))).toBeLessThan(3_000);
    const ahead = event({ ts: new Date(now + 86_400_000).toISOString() });
    await send([ahead]);
    expect((await stored(ahead.id))[0]?.at).toBeLessThanOrEqual(app.ctx.now().getTime());
  });

  it('counts an event that is sent thrice, also at once and by another process, once', async () => {
    const one = event({ name: 'thrice' });
    const answers = await Promise.all([send([one]), send([one, one]), send([one])]);
    expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(1);
    expect((await send([one])).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await stored(one.id)).toHaveLength(1);
    // Another process that knows nothing writes it again; reports still see one.
    const [row] = await app.ctx.events.query<object>(
      'SELECT name, person_no, ts, event_id, received_at, source, session_id, page, value, product_id, category_id, order_id, props FROM history AS events WHERE event_id = {id:String}',
      { id: one.id },
    );
    await app.ctx.events.insert('events', [row ?? {}]);
    const owner = await signedIn(app.ctx);
    const list = await app.call('GET /api/admin/reports/events', { cookie: owner.cookie });
    expect(list.body.items.find((item: { name: string }) => item.name === 'thrice')).toMatchObject({
      events: 1,
      persons: 1,
    });
    // What has not happened is offered by its name, what has is not offered twice.
    const names = list.body.unseen.map(({ name }: { name: string }) => name);
    expect(list.body.unseen).toContainEqual({ name: 'checkout', label: words('进入结算', 'Went to checkout') });
    expect(
      names.filter((name: string) => list.body.items.some((item: { name: string }) => item.name === name)),
    ).toEqual([]);
  });

  it('knows after a restart what was sent before it', async () => {
    const one = event();
    await send([one]);
    // A process that has just started: a store handle of its own, and nothing in memory.
    const events = { ...app.ctx.events };
    const ctx = { ...app.as({ kind: 'member', ...member }), events };
    await rememberRecent(ctx);
    const { collect } = await import('./collect.ts');
    const answer = await collect(ctx, { sentAt: app.ctx.now().toISOString(), events: [one] });
    expect(answer).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('refuses more than 500 events and more than 512 KB', async () => {
    expect((await send(Array.from({ length: 501 }, () => event()))).status).toBe(400);
    const heavy = Array.from({ length: 300 }, () => event({ props: { a: 'x'.repeat(900), b: 'y'.repeat(900) } }));
    expect((await send(heavy)).status).toBe(413);
  });
});

describe('the group commit', () => {
  const row = () => eventRow({ person: 1, name: 'page_view', at: '2026-11-21T00:00:00Z' });

  it('keeps trying while the store is away, and says so when it stays away', async () => {
    const away = createEventStore({ url: 'http://127.0.0.1:9', timeoutMs: 500 });
    let failures = 0;
    const back = {
      ...app.ctx.events,
      insert: async (...args: Parameters<typeof app.ctx.events.insert>) => {
        failures += 1;
        return failures < 3 ? away.insert(...args) : app.ctx.events.insert(...args);
      },
    };
    const one = row();
    expect(await new GroupCommit(back).add([one])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await stored(one.event_id)).toHaveLength(1);

    const commit = new GroupCommit(away);
    const lost = row();
    await expect(commit.add([lost])).rejects.toThrow();
    // It was not stored, so it is not known either: the next try is a first one.
    await expect(commit.add([lost])).rejects.toThrow();
    await away.close();
  });

  it('refuses what it cannot hold, and takes again when it has written', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...app.ctx.events,
      insert: async () => gate,
    };
    const commit = new GroupCommit(slow);
    const batches = Array.from({ length: 6 }, async () => commit.add(Array.from({ length: 10_000 }, row)));
    await expect(commit.add([row()])).rejects.toBeInstanceOf(Overloaded);
    release();
    const taken = await Promise.all(batches);
    expect(taken.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(60_000);
    expect(await commit.add([row()])).toEqual({ accepted: 1, duplicates: 0 });
  }, 60_000);
});

describe('facts of the domains', () => {
  it('become events with amount and references, once each', async () => {
    const because = { kind: 'operator', id: 'op_1', label: '客服小王' };
    await inTransaction(app.ctx, async (ctx) => {
      ctx.emit(memberTagged, { personNo: member.personNo, payload: { memberId: member.id, tag: '爱吃虾', because } });
    });
    await app.settle();
    await app.settle();
    const rows = await app.ctx.events.query<{ source: string; tag: string }>(
      `SELECT source, JSONExtractString(props, 'tag') AS tag FROM history AS events WHERE name = 'member.tagged' AND person_no = {n:UInt32}`,
      { n: member.personNo },
    );
    expect(rows).toEqual([{ source: 'fact', tag: '爱吃虾' }]);
  });

  it('follow a person whose two records became one', async () => {
    const loser = await createMember(app.ctx);
    await send([event({ name: 'cart_add' })], { token: loser.token });
    const merge = { memberId: member.id, winnerNo: member.personNo, loserId: loser.id, loserNo: loser.personNo };
    await inTransaction(app.ctx, async (ctx) => ctx.emit(memberMerged, { personNo: member.personNo, payload: merge }));
    await inTransaction(app.ctx, async (ctx) => {
      const because = { kind: 'rule', id: 'r', label: '迟到的事实' };
      ctx.emit(memberTagged, { personNo: loser.personNo, payload: { memberId: loser.id, tag: '迟到', because } });
    });
    await app.settle();
    const rows = await app.ctx.events.query(
      `SELECT person_no, count() AS n FROM history_once AS events
       WHERE name = 'cart_add' OR JSONExtractString(props, 'tag') = '迟到' GROUP BY person_no`,
    );
    expect(rows).toEqual([{ person_no: member.personNo, n: 2 }]);
  });
});
