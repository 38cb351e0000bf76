import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { Definition } from './definition.ts';
import { announcePaid, announceRefunded, careJourney } from './testing.ts';

// What is true when somebody comes in is asked again when something is about to reach her, whichever way it came to that.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

beforeEach(async () => {
  await setQuiet(ctx, 'never');
  const { body } = await app.call('GET /api/admin/journeys?limit=100', { cookie });
  for (const { id, state } of body.items) if (state !== 'ended') await put(id, { state: 'ended' });
});

async function put(id: string, body: { state: string; missed?: string }) {
  return app.call(`PUT /api/admin/journeys/${id}/state`, { cookie, body });
}

async function start(definition: Definition): Promise<string> {
  const made = await app.call('POST /api/admin/journeys', { cookie, body: { name: '照看', definition } });
  expect(made.status).toBe(200);
  expect((await put(made.body.id, { state: 'live' })).status).toBe(200);
  return made.body.id;
}

async function buyer(): Promise<{ readonly member: TestMember; readonly orderId: string }> {
  const member = await createMember(ctx);
  const orderId = await announcePaid(ctx, member);
  await app.settle();
  return { member, orderId };
}

async function messages(id: string) {
  const { rows } = await sql<{ state: string; reason: string | null }>`
    select state, reason from messaging.outbound where cause_id = ${id} order by created_at, id
  `.execute(ctx.db);
  return rows;
}

async function runs(id: string) {
  return (await app.call(`GET /api/admin/journeys/${id}/runs`, { cookie })).body.items;
}

async function result(id: string) {
  return (await app.call(`GET /api/admin/journeys/${id}/result?onlyComplete=false`, { cookie })).body;
}

const CARE = { key: 'care', kind: 'message', values: { template: 'careReminder', channels: ['inbox'] } } as const;
const TELL = { key: 'tell', kind: 'message', values: { template: 'couponArrived', channels: ['inbox'] } } as const;
const waitDays = (key: string, days: number, next: string | null) => ({
  key,
  kind: 'wait',
  values: { period: days * 1440 },
  ways: { next },
});
const give = (templateId: string) => ({
  key: 'gift',
  kind: 'grant',
  values: { benefit: `coupon:${templateId}`, scope: 'template' },
  ways: { next: 'tell' },
});

/** Care on the third day is the last step; a message waits for the end of the quiet hours. */
const careOnly = (change: Partial<Definition> = {}) =>
  careJourney({ nodes: [waitDays('wait', 3, 'care'), { ...CARE, ways: { next: null } }], ...change });

/** Three days, a coupon, word of it at once. */
const giftJourney = (templateId: string, change: Partial<Definition> = {}) =>
  careJourney({ nodes: [waitDays('wait', 3, 'gift'), give(templateId), { ...TELL, ways: { next: null } }], ...change });

describe('a message that waits when its journey changes', () => {
  it('is not sent when the journey is ended meanwhile, though her own run is long through', async () => {
    await setQuiet(ctx, 'always');
    const id = await start(careOnly());
    await buyer();
    await app.advance(3 * DAY_MS);
    expect(await runs(id)).toMatchObject([{ state: 'completed' }]);
    expect(await messages(id)).toMatchObject([{ state: 'queued', reason: 'quiet_hours' }]);
    await put(id, { state: 'ended' });
    await setQuiet(ctx, 'never');
    await app.advance(DAY_MS);
    expect(await messages(id)).toEqual([{ state: 'suppressed', reason: 'exited' }]);
  });

  it('waits while the journey is paused, and leaves when it goes on', async () => {
    await setQuiet(ctx, 'always');
    const id = await start(careOnly());
    await buyer();
    await app.advance(3 * DAY_MS);
    await put(id, { state: 'paused' });
    await setQuiet(ctx, 'never');
    await app.advance(2 * DAY_MS);
    expect(await messages(id)).toEqual([{ state: 'queued', reason: 'paused' }]);
    await put(id, { state: 'live' });
    await app.settle();
    expect(await messages(id)).toEqual([{ state: 'accepted', reason: 'ok' }]);
  });

  it('is not sent after a pause in which her time has run out, and neither is what would have come next', async () => {
    await setQuiet(ctx, 'always');
    const coupon = await createCoupon(ctx, { channel: 'grant' });
    const id = await start(
      careJourney({
        nodes: [
          waitDays('wait', 3, 'care'),
          { ...CARE, ways: { next: 'more' } },
          waitDays('more', 4, 'gift'),
          give(coupon.id),
          { ...TELL, ways: { next: null } },
        ],
      }),
    );
    await buyer();
    await app.advance(3 * DAY_MS);
    await put(id, { state: 'paused' });
    await setQuiet(ctx, 'never');
    await app.advance(100 * DAY_MS, 20 * DAY_MS);
    await put(id, { state: 'live' });
    await app.settle();
    expect(await messages(id)).toEqual([{ state: 'suppressed', reason: 'goal_over' }]);
    expect(await runs(id)).toMatchObject([{ state: 'exited', outcome: { zh: '目标期限已过' } }]);
    expect(await issued(coupon.id)).toBe(0);
  });

  it('is not sent when the coupon that it tells of is gone', async () => {
    await setQuiet(ctx, 'always');
    const coupon = await createCoupon(ctx, { channel: 'grant' });
    const id = await start(giftJourney(coupon.id));
    const { member } = await buyer();
    await app.advance(3 * DAY_MS);
    const { body } = await app.call(`GET /api/admin/grants?memberId=${member.id}`, { cookie });
    await app.call(`POST /api/admin/grants/${body.items[0].id}/revocation`, { cookie, body: { reason: '发错了' } });
    await setQuiet(ctx, 'never');
    await app.advance(DAY_MS);
    expect(await messages(id)).toEqual([{ state: 'suppressed', reason: 'benefit_gone' }]);
  });
});

async function issued(templateId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coupons.coupon where template_id = ${templateId} and state <> 'revoked'
  `.execute(ctx.db);
  return rows[0]?.count ?? -1;
}

describe('who is given nothing', () => {
  it('is told nothing, and the log says whether the money or the coupons had run out', async () => {
    const [few, dear] = [
      await createCoupon(ctx, { channel: 'grant', total: 1 }),
      await createCoupon(ctx, { channel: 'grant' }),
    ];
    const budget = (await app.call('POST /api/admin/budgets', { cookie, body: { name: '复购', limit: 1_000 } })).body
      .id;
    for (const [journey, reason] of [
      [giftJourney(few.id), 'unavailable'],
      [giftJourney(dear.id, { budgetId: budget }), 'over_budget'],
    ] as const) {
      const id = await start(journey);
      await Promise.all([buyer(), buyer(), buyer()]);
      await app.advance(3 * DAY_MS + 60_000);
      expect((await messages(id)).map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual([
        'accepted ok',
        `suppressed ${reason}`,
        `suppressed ${reason}`,
      ]);
      await put(id, { state: 'ended' });
    }
  });

  it('is not promised what no budget can bound: such a journey does not go live', async () => {
    const half = await createCoupon(ctx, {
      channel: 'grant',
      discount: { kind: 'percent', percentOff: 50, cap: null },
    });
    const { body } = await app.call('POST /api/admin/budgets', { cookie, body: { name: '半价', limit: 6_000 } });
    const made = await app.call('POST /api/admin/journeys', {
      cookie,
      body: { name: '半价', definition: giftJourney(half.id, { budgetId: body.id }) },
    });
    expect(made.body.problems).toMatchObject([{ node: 'gift', at: 'benefit' }]);
    expect((await put(made.body.id, { state: 'live' })).status).toBe(400);
  });

  it('keeps a paused journey from going on, which says what ran out and where to change it', async () => {
    const spent = await createCoupon(ctx, { channel: 'grant', total: 1, name: '复购八折' });
    const id = await start(giftJourney(spent.id));
    await buyer();
    await app.advance(3 * DAY_MS + 60_000);
    await put(id, { state: 'paused' });
    const refused = await put(id, { state: 'live' });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'journeys.has_problems']);
    expect(refused.body.error.message).toBe(
      '旅程还有问题没有解决：「复购八折」已发完：在「送权益」的「权益」里换一个；能加量或启用的，也可到它自己的页面改',
    );
    const english = await app.call(`PUT /api/admin/journeys/${id}/state`, {
      cookie,
      body: { state: 'live' },
      headers: { 'accept-language': 'en' },
    });
    expect(english.body.error.message).toContain('“复购八折” (all given)');
    const { body } = await app.call(`GET /api/admin/coupons/${spent.id}`, { cookie });
    const more = await app.call(`PUT /api/admin/coupons/${spent.id}`, {
      cookie,
      body: { values: { ...body.values, total: 5 } },
    });
    expect([more.status, more.body.total]).toEqual([200, 5]);
    expect((await put(id, { state: 'live' })).status).toBe(200);
    await put(id, { state: 'ended' });
  });

  it('is not told of what an earlier step gave her', async () => {
    const [first, gone] = [
      await createCoupon(ctx, { channel: 'grant' }),
      await createCoupon(ctx, { channel: 'grant' }),
    ];
    const id = await start(
      careJourney({
        nodes: [
          waitDays('wait', 3, 'gift'),
          give(first.id),
          { ...TELL, ways: { next: 'again' } },
          { ...give(gone.id), key: 'again', ways: { next: 'tell_again' } },
          { ...TELL, key: 'tell_again', ways: { next: null } },
        ],
      }),
    );
    await buyer();
    await app.call(`PUT /api/admin/coupons/${gone.id}/state`, { cookie, body: { state: 'ended' } });
    await app.advance(3 * DAY_MS + 60_000);
    expect((await messages(id)).map(({ reason }) => reason).sort()).toEqual(['ok', 'unavailable']);
  });
});

describe('an order that is given back whole', () => {
  it('ends the run that it began, in both arms, and takes back what hung on it', async () => {
    const coupon = await createCoupon(ctx, { channel: 'grant' });
    await setQuiet(ctx, 'always');
    const nodes: Definition['nodes'] = [
      { key: 'mark', kind: 'tag', values: { tag: '新客', remove: false }, ways: { next: 'gift' } },
      give(coupon.id),
      { ...TELL, ways: { next: 'wait' } },
      waitDays('wait', 3, 'care'),
      { ...CARE, ways: { next: null } },
    ];
    const id = await start(careJourney({ start: 'mark', nodes, holdout: 50 }));
    const all = await Promise.all(Array.from({ length: 12 }, buyer));
    await app.settle();
    for (const { member, orderId } of all.slice(0, 10)) await announceRefunded(ctx, member, orderId);
    const [partly] = all.slice(10);
    if (!partly) throw new Error('nobody');
    await announceRefunded(ctx, partly.member, partly.orderId, { whole: false, amount: 100 });
    await app.settle();
    const gone = new Set(all.slice(0, 10).map(({ member }) => member.id));
    const found = await runs(id);
    expect(new Set(found.map((run: { arm: string }) => run.arm)).size).toBe(2);
    for (const run of found)
      expect(run).toMatchObject(
        gone.has(run.memberId)
          ? { state: 'exited', outcome: { zh: '带她进来的订单已全额退款' } }
          : { state: 'waiting', node: 'wait' },
      );
    const kept = found.filter(
      (run: { arm: string; memberId: string }) => run.arm === 'treated' && !gone.has(run.memberId),
    );
    expect(await issued(coupon.id)).toBe(kept.length);
    const tags = await sql<{ memberId: string }>`select member_id from members.tag where name = '新客'`.execute(ctx.db);
    expect(tags.rows.map(({ memberId }) => memberId).filter((memberId) => gone.has(memberId))).toEqual([]);
    expect(tags.rows).toHaveLength(2);
    for (const { state, reason } of await messages(id))
      expect(['suppressed order_returned', 'suppressed holdout', 'queued quiet_hours']).toContain(`${state} ${reason}`);
    await setQuiet(ctx, 'never');
    await app.advance(4 * DAY_MS);
    expect((await messages(id)).filter(({ state }) => state === 'accepted')).toHaveLength(2 * kept.length);
  });

  it('converts nobody within the time of the goal, in either arm; another order in that time does', async () => {
    const id = await start(careOnly({ holdout: 50 }));
    const all = await Promise.all(Array.from({ length: 12 }, buyer));
    const again: string[] = [];
    for (const { member } of all) again.push(await announcePaid(ctx, member, { first: false, amount: 3000 }));
    await app.settle();
    const before = await result(id);
    expect(before.treated.converted + before.holdout.converted).toBe(12);
    // A third order keeps the goal of the first two; the refund of an order long after the time changes no goal.
    for (const { member } of all.slice(0, 2)) await announcePaid(ctx, member, { first: false, amount: 2000 });
    for (const [index, { member }] of all.slice(0, 11).entries())
      await announceRefunded(ctx, member, again[index] ?? '', { amount: 3000 });
    await app.settle();
    const after = await result(id);
    expect(after.treated.converted + after.holdout.converted).toBe(3);
    expect(after.treated.revenue + after.holdout.revenue).toBe(3000 + 2 * 2000);
    const states = (await runs(id)).map(({ state }: { state: string }) => state);
    expect(states.filter((state: string) => state === 'converted')).toHaveLength(3);
    await app.advance(40 * DAY_MS, 10 * DAY_MS);
    const [last] = all.slice(11);
    if (!last) throw new Error('nobody');
    await announceRefunded(ctx, last.member, again[11] ?? '', { amount: 3000 });
    await app.settle();
    const late = await result(id);
    expect(late.treated.converted + late.holdout.converted).toBe(3);
  });
});

describe('what brings somebody in while a journey is paused', () => {
  it('is counted, and whoever lets the journey go on says whether she comes in', async () => {
    const id = await start(careOnly());
    await put(id, { state: 'paused' });
    const { member } = await buyer();
    await buyer();
    expect((await app.call(`GET /api/admin/journeys/${id}`, { cookie })).body).toMatchObject({ missed: 2 });
    const undecided = await put(id, { state: 'live' });
    expect([undecided.status, undecided.body.error.code]).toEqual([409, 'journeys.missed_undecided']);
    expect(undecided.body.error.details).toMatchObject({ count: 2 });

    await app.advance(5 * DAY_MS);
    expect(await messages(id)).toEqual([]);
    expect((await put(id, { state: 'live', missed: 'enter' })).body).toMatchObject({ state: 'live', missed: 0 });
    await app.settle();
    expect(await messages(id)).toEqual([
      { state: 'accepted', reason: 'ok' },
      { state: 'accepted', reason: 'ok' },
    ]);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from platform.event where type = 'journey.entered' and person_no = ${member.personNo}
    `.execute(ctx.db);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('is as if it had not been when it is skipped, and the next time she comes in', async () => {
    const id = await start(careOnly({ trigger: { kind: 'order_paid', values: { firstOnly: false } } }));
    const early = await buyer();
    await put(id, { state: 'paused' });
    const { member } = await buyer();
    await put(id, { state: 'live', missed: 'skip' });
    expect((await runs(id)).map((run: { memberId: string }) => run.memberId)).toEqual([early.member.id]);
    expect((await app.call(`GET /api/admin/journeys/${id}`, { cookie })).body).toMatchObject({
      entered: 1,
      missed: 0,
      counts: [{ key: 'wait', waiting: 1, visited: 1 }, { key: 'care' }],
    });
    await announcePaid(ctx, member, { first: false });
    await app.settle();
    expect((await runs(id)).map((run: { memberId: string }) => run.memberId)).toEqual([member.id, early.member.id]);
  });
});

describe('a journey that runs', () => {
  it('is copied as a draft that may run beside it', async () => {
    const id = await start(careOnly());
    const copy = await app.call(`POST /api/admin/journeys/${id}/copies`, { cookie, body: { name: '照看 2' } });
    expect(copy.body).toMatchObject({ state: 'draft', name: '照看 2', playbook: null });
    expect((await put(copy.body.id, { state: 'live' })).status).toBe(200);
    await buyer();
    expect([(await runs(id)).length, (await runs(copy.body.id)).length]).toEqual([1, 1]);
  });
});
