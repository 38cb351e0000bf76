import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { DAY_MS, dayStart, MINUTE_MS, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, createCoupon } from '../coupons/testing.ts';
import { becomeOne, createMember, givePhone, signedInAgain, type TestMember } from '../members/testing.ts';
import { placementsTest, placementValues } from './testing.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

/** The clock runs on while a busy machine answers. */
const LONG_BEFORE = 5 * MINUTE_MS;

const { admin, move, live, sees, tell } = placementsTest(app);
/** As a phone does: she opens the page, and what it was given is shown where that is allowed. */
async function visit(her: TestMember): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const id of await sees(her)) if ((await tell(her, id, 'showings')).shown) shown.push(id);
  return shown;
}
const result = async (id: string) => (await admin(`GET /api/admin/placements/${id}/result`)).body;
const drawn = async (id: string) => {
  const { rows } = await sql<{ personNo: number; treated: boolean; shown: number; closed: number }>`
    select m.person_no, m.treated, m.shown, m.closed from placements.met m
    join placements.placement p on p.no = m.placement_no where p.id = ${id} order by 1
  `.execute(ctx.db);
  return rows;
};
const titles = async (her: TestMember): Promise<string[]> =>
  (await admin(`GET /api/admin/members/${her.id}/timeline`)).body.items.map(
    ({ title }: { title: { zh: string } }) => title.zh,
  );

describe('what a page shows', () => {
  it('is what is live there, the first of the pop-ups alone, and a pause is felt by the next page', async () => {
    const [low = '', high = '', slot = '', cart = ''] = await live(
      { priority: 10 },
      { priority: 90 },
      { kind: 'banner', pages: ['home', 'cart'] },
      { pages: ['cart'] },
    );
    const draft = (await admin('POST /api/admin/placements', placementValues({ priority: 99 }))).body;
    const her = await createMember(ctx);
    expect(draft.state).toBe('draft');
    expect(await sees(her)).toEqual([high, slot]);
    expect(await sees(her, 'cart')).toEqual([cart, slot]);
    expect(await sees(her, 'me')).toEqual([]);
    expect((await move(high, 'paused')).body.state).toBe('paused');
    expect(await sees(her)).toEqual([slot, low].sort((a) => (a === slot ? -1 : 1)));
    // What was on the screen when it was paused: no more showings, but a tap on it counts.
    expect(await tell(her, high, 'showings')).toEqual({ shown: false });
    expect(await tell(her, high, 'taps')).toMatchObject({ answer: 'opened' });
    expect((await move(high, 'ended')).body.state).toBe('ended');
    expect((await move(high, 'live')).body.error.code).toBe('placements.ended');
    for (const page of ['checkout', 'orders/pages/checkout', ''])
      expect((await app.call(`GET /api/shop/placements?page=${page}`, { token: her.token })).status).toBe(400);
    expect((await app.call('GET /api/shop/placements?page=home')).status).toBe(401);
  });

  it('is there in its hours by Shanghai’s clocks, on its days alone', async () => {
    const today = shanghaiDay(ctx.now());
    const tomorrow = shanghaiDay(new Date(ctx.now().getTime() + DAY_MS));
    const [id = ''] = await live({ days: { from: tomorrow, to: tomorrow }, fromMinute: 22 * 60, toMinute: 60 });
    const her = await createMember(ctx);
    const until = async (at: Date) => app.advance(at.getTime() - ctx.now().getTime());
    const state = async () => (await admin(`GET /api/admin/placements/${id}`)).body.state;
    expect([await state(), await sees(her)]).toEqual(['scheduled', []]);
    const calendar = await admin(`GET /api/admin/marketing-calendar?from=${today}&to=${tomorrow}`);
    expect(calendar.body.items).toContainEqual(
      expect.objectContaining({
        kind: 'placement',
        to: `/placements/${id}`,
        startsAt: dayStart(tomorrow).toISOString(),
      }),
    );
    await until(new Date(dayStart(tomorrow).getTime() + 22 * 60 * MINUTE_MS - LONG_BEFORE));
    expect([await state(), await sees(signedInAgain(ctx, her))]).toEqual(['live', []]);
    await until(new Date(dayStart(tomorrow).getTime() + 22 * 60 * MINUTE_MS));
    expect(await sees(signedInAgain(ctx, her))).toEqual([id]);
    await until(new Date(dayStart(tomorrow).getTime() + 25 * 60 * MINUTE_MS - LONG_BEFORE));
    expect(await sees(signedInAgain(ctx, her))).toEqual([id]);
    await until(new Date(dayStart(tomorrow).getTime() + 25 * 60 * MINUTE_MS));
    expect([await state(), await sees(signedInAgain(ctx, her))]).toEqual(['ended', []]);
  });

  it('is for whom its condition holds at that moment, newcomers until they have ordered, and the rest of the page is there though a condition cannot be asked', async () => {
    const phone = { kind: 'has_phone', values: {} };
    const [news = '', known = '', both = ''] = await live(
      { kind: 'banner', for: 'newcomers' },
      {
        kind: 'banner',
        for: 'some',
        who: { all: [phone, { not: { kind: 'paid_orders', values: { atLeast: 1, days: null } } }] },
      },
      { kind: 'banner' },
    );
    const [visitor, member] = [await createMember(ctx), await createMember(ctx)];
    await givePhone(ctx, member.id, '13812345670');
    await app.settle();
    expect(new Set(await sees(visitor))).toEqual(new Set([news, both]));
    expect(new Set(await sees(member))).toEqual(new Set([news, known, both]));
    await announcePaid(ctx, { orderId: 'ord_1', person: member, amount: 5_000 });
    await app.settle();
    expect(await sees(member)).toEqual([both]);
    const broken = { all: [{ kind: 'nothing_like_it', values: {} }] };
    await sql`
      update placements.placement set values = values || ${JSON.stringify({ for: 'some', who: broken })}::jsonb where id = ${news}
    `.execute(ctx.db);
    await sql`update placements.stamp set stamp = stamp + 1`.execute(ctx.db);
    expect(new Set(await sees(visitor))).toEqual(new Set([both]));
  });
});

describe('how often she meets it', () => {
  it('is never oftener than it says, though two phones of hers ask at one moment; told again under one key it is one', async () => {
    const [id = ''] = await live({ pace: 'daily', times: 2 });
    const her = await createMember(ctx);
    expect(await sees(her)).toEqual([id]);
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const answers = await Promise.all(
      [...keys, ...keys].map(async (key) => ({ key, shown: (await tell(her, id, 'showings', key)).shown as boolean })),
    );
    expect(new Set(answers.filter(({ shown }) => shown).map(({ key }) => key)).size).toBe(2);
    // Both tellings of a key get the same answer.
    for (const key of keys)
      expect(new Set(answers.filter((one) => one.key === key).map(({ shown }) => shown)).size).toBe(1);
    expect(await sees(her)).toEqual([]);
    expect(await result(id)).toMatchObject({ shown: 2, people: 1, tapped: 0 });
    expect((await admin(`GET /api/admin/placements/${id}`)).body).toMatchObject({ shown: 2, tapped: 0, closed: 0 });
    await app.advance(DAY_MS);
    expect(await visit(signedInAgain(ctx, her))).toEqual([id]);
  });

  it('ends with her tap, or when she closes it, on every phone and on every page; both count once', async () => {
    const [id = ''] = await live({ stops: ['tap', 'close'] });
    const [tapper, closer] = [await createMember(ctx), await createMember(ctx)];
    for (const [her, deed] of [
      [tapper, 'taps'],
      [closer, 'closings'],
    ] as const) {
      expect(await visit(her)).toEqual([id]);
      expect(await visit(her)).toEqual([id]);
      const key = randomUUID();
      await Promise.all(Array.from({ length: 8 }, async () => tell(her, id, deed, key)));
      expect(await visit(her)).toEqual([]);
    }
    // The key of the tap was no showing that had been told: it is one now.
    expect(await result(id)).toMatchObject({ shown: 6, people: 2, tapped: 1, tappers: 1, closed: 1, closers: 1 });
    await app.settle();
    expect(await titles(tapper)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^点了弹窗/), expect.stringMatching(/^看到弹窗/)]),
    );
    expect((await titles(closer)).filter((title) => title.startsWith('关掉弹窗'))).toHaveLength(1);
    expect((await titles(closer)).filter((title) => title.startsWith('看到弹窗'))).toHaveLength(1);
    const asked = encodeURIComponent(JSON.stringify({ placement: id, who: 'tappers' }));
    const people = await admin(`GET /api/admin/people/placements.people?values=${asked}`);
    expect(people.body.items.map((row: { id: string }) => row.id)).toEqual([tapper.id]);
  });

  it('rests for some days after she closed it, where closing does not end it', async () => {
    const [id = ''] = await live({ rest: 2 });
    const her = await createMember(ctx);
    expect(await visit(her)).toEqual([id]);
    await tell(her, id, 'closings');
    expect(await visit(her)).toEqual([]);
    await app.advance(DAY_MS);
    expect(await visit(signedInAgain(ctx, her))).toEqual([]);
    await app.advance(DAY_MS);
    expect(await visit(signedInAgain(ctx, her))).toEqual([id]);
    const both = await admin('POST /api/admin/placements', placementValues({ rest: 2, stops: ['close'] }));
    expect(both.body.error.details.problems[0].at).toBe('rest');
  });

  it('leaves minutes between different pop-ups, on whichever pages, and of two at one moment one comes', async () => {
    const [home = '', cart = ''] = await live({ pages: ['home'] }, { pages: ['cart'] });
    const her = await createMember(ctx);
    expect([await sees(her), await sees(her, 'cart')]).toEqual([[home], [cart]]);
    const claims = await Promise.all(
      [home, cart, home, cart].map(async (id) => ({ id, ...(await tell(her, id, 'showings')) })),
    );
    const shown = new Set(claims.filter((one) => one.shown).map(({ id }) => id));
    expect(shown.size).toBe(1);
    const [first = ''] = shown;
    // The one that came may come again; the other waits, on every page.
    expect([await sees(her), await sees(her, 'cart')]).toEqual(first === home ? [[home], []] : [[], [cart]]);
    await app.advance(11 * MINUTE_MS);
    expect([await sees(her), await sees(her, 'cart')]).toEqual([[home], [cart]]);
    await admin('PUT /api/admin/settings/placement-pace', { minutes: 0 });
    for (const id of [home, cart]) expect(await tell(her, id, 'showings')).toEqual({ shown: true });
    await admin('PUT /api/admin/settings/placement-pace', { minutes: 10 });
  });

  it('goes with her when two records are one: what either closed comes up for neither, and undone each has her own', async () => {
    const [id = ''] = await live({ pace: 'daily', times: 3, stops: ['close'] });
    const [winner, loser] = [await createMember(ctx), await createMember(ctx)];
    for (const her of [winner, winner, loser]) expect(await visit(her)).toEqual([id]);
    await tell(loser, id, 'closings');
    await becomeOne(ctx, winner, loser);
    await app.settle();
    expect(await visit(winner)).toEqual([]);
    expect(await drawn(id)).toMatchObject([{ personNo: winner.personNo, shown: 4, closed: 1 }]);
    const [merge] = (await admin(`GET /api/admin/members/${winner.id}/merges`)).body.items;
    const undone = await admin(`POST /api/admin/member-merges/${merge.id}/reversal`, { reason: '认错了人' });
    expect([undone.status, undone.body.error]).toEqual([200, undefined]);
    await app.settle();
    expect(await drawn(id)).toMatchObject([
      { personNo: winner.personNo, shown: 2, closed: 0 },
      { personNo: loser.personNo, shown: 2, closed: 1 },
    ]);
    expect(await visit(winner)).toEqual([id]);
    expect(await visit(loser)).toEqual([]);
  });
});

describe('a coupon in one tap', () => {
  it('is hers once, however often she taps; its cost stands with the pop-up, and it is not held out to her again', async () => {
    const coupon = await createCoupon(ctx, { name: '满39减10' });
    const [id = ''] = await live({ target: 'coupon', coupon: coupon.id });
    const her = await createMember(ctx);
    expect(await visit(her)).toEqual([id]);
    const key = randomUUID();
    const taps = await Promise.all(Array.from({ length: 6 }, async () => tell(her, id, 'taps', key)));
    expect(taps).toEqual(taps.map(() => ({ answer: 'taken', words: { zh: '满39减10', en: '满39减10' } })));
    expect(await sees(her)).toEqual([]);
    const { body } = await app.call('GET /api/shop/coupons?state=available', { token: her.token });
    expect(body.items).toHaveLength(1);
    const grants = (await admin(`GET /api/admin/grants?causeId=${id}`)).body;
    expect([grants.total, grants.items[0].because.kind]).toEqual([1, 'placement']);
    expect(await result(id)).toMatchObject({ tapped: 1, cost: 1_000 });
  });

  it('that is sold out between sight and tap is refused, in words, and the tap stands', async () => {
    const coupon = await createCoupon(ctx, { total: 1 });
    const [id = ''] = await live({ target: 'coupon', coupon: coupon.id });
    const all = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
    for (const her of all) expect(await visit(her)).toEqual([id]);
    const answers = await Promise.all(all.map(async (her) => tell(her, id, 'taps')));
    expect(answers.map(({ answer }) => answer).sort()).toEqual(['refused', 'refused', 'taken']);
    expect(answers.find(({ answer }) => answer === 'refused').words.zh).not.toBe('');
    expect(await result(id)).toMatchObject({ tapped: 3, tappers: 3, cost: 1_000 });
    expect(await sees(await createMember(ctx))).toEqual([]);
  });

  it('is one that shoppers take themselves', async () => {
    const { id } = await createCoupon(ctx, { channel: 'grant' });
    const made = await admin('POST /api/admin/placements', placementValues({ target: 'coupon', coupon: id }));
    expect(made.body.error.details.problems[0].at).toBe('coupon');
  });
});

describe('the holdout', () => {
  it('is drawn once for each, though she comes twice at one moment, never sees it, and gets what would be there without it', async () => {
    const [held = '', next = ''] = await live({ priority: 90, holdout: 50 }, { priority: 10 });
    const all = await Promise.all(Array.from({ length: 60 }, async () => createMember(ctx)));
    for (const her of all) {
      const [one, other] = await Promise.all([sees(her), sees(her)]);
      expect(one).toEqual(other);
      expect([held, next]).toContain(one[0]);
    }
    const arms = await drawn(held);
    const out = arms.filter(({ treated }) => !treated);
    expect([arms.length, out.length > 15, out.length < 45]).toEqual([60, true, true]);
    const shielded = all.filter(({ personNo }) => out.some((one) => one.personNo === personNo));
    for (const her of shielded.slice(0, 5)) {
      expect(await sees(her)).toEqual([next]);
      expect(await tell(her, held, 'showings')).toEqual({ shown: false });
      await tell(her, held, 'taps');
      await tell(her, held, 'closings');
    }
    await app.settle();
    expect(await result(held)).toMatchObject({ shown: 0, tapped: 0, closed: 0, heldOut: out.length });
    const { rows } = await sql<{ told: number }>`
      select count(*)::int as told from platform.event where type = 'placement.met' and payload ->> 'placementId' = ${held}
    `.execute(ctx.db);
    expect(rows[0]?.told).toBe(60);
    // A share that changes draws nobody anew.
    const { body } = await admin(`GET /api/admin/placements/${held}`);
    await admin(`PUT /api/admin/placements/${held}`, { ...body.values, holdout: 0 });
    for (const her of shielded.slice(0, 5)) expect(await sees(her)).toEqual([next]);
  });

  it('is compared by the orders within the days after she met it; a tester, and who was in both arms, in neither', async () => {
    const [id = ''] = await live({ holdout: 50, within: 7 });
    const all = await Promise.all(Array.from({ length: 120 }, async () => createMember(ctx)));
    const tester = await createMember(ctx);
    await admin(`PUT /api/admin/members/${tester.id}/tester`, { tester: true });
    // Before she met it: not its doing.
    for (const her of all.slice(0, 10))
      await announcePaid(ctx, { orderId: `ord_b${her.personNo}`, person: her, amount: 900 });
    await app.advance(MINUTE_MS);
    const again = all.map((her) => signedInAgain(ctx, her));
    for (const her of [...again, signedInAgain(ctx, tester)]) await visit(her);
    await app.advance(MINUTE_MS);
    const arms = new Map((await drawn(id)).map(({ personNo, treated }) => [personNo, treated]));
    const of = (treated: boolean) => all.filter(({ personNo }) => arms.get(personNo) === treated);
    for (const her of [...of(true).slice(0, 30), ...of(false).slice(0, 3), tester])
      await announcePaid(ctx, { orderId: `ord_a${her.personNo}`, person: her, amount: 5_000 });
    await app.advance(8 * DAY_MS);
    for (const her of of(false).slice(10, 14))
      await announcePaid(ctx, { orderId: `ord_l${her.personNo}`, person: her, amount: 7_000 });
    await app.settle();
    const found = await result(id);
    expect(found.treated).toMatchObject({ members: of(true).length, buyers: 30, orders: 30, revenue: 150_000 });
    expect(found.holdout).toMatchObject({ members: of(false).length, buyers: 3, orders: 3, revenue: 15_000 });
    expect([found.uplift.verdict, found.open, found.inBoth, found.heldOut]).toEqual(['better', 0, 0, of(false).length]);
    expect(found.extra.orders.value).toBeGreaterThan(20);
    const [seen, unseen] = [of(true)[0], of(false)[0]];
    if (seen === undefined || unseen === undefined) throw new Error('both arms have somebody');
    await becomeOne(ctx, seen, unseen);
    await app.settle();
    const after = await result(id);
    expect([after.inBoth, after.treated.members, after.holdout.members]).toEqual([
      1,
      of(true).length - 1,
      of(false).length - 1,
    ]);
  });
});
