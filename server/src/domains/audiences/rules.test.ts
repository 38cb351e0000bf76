import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { putSetting } from '../../platform/settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { INITIAL_RULES, stageAt } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { purchasesOf } from './standings.ts';
import { announcePaid } from './testing.ts';
import { wouldMove } from './would-move.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const put = async (values: object, apply = '') =>
  app.call(`PUT /api/admin/settings/lifecycle${apply && `?apply=${apply}`}`, { cookie, body: values });

const WIN_BACK = {
  trigger: { kind: 'stage_entered', values: { stage: 'declining' } },
  start: 'rest',
  nodes: [{ key: 'rest', kind: 'wait', values: { period: 14_400 }, ways: { next: null } }],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'after_exit', cooldownDays: 0 },
  holdout: 0,
  budgetId: null,
};

async function winBack(): Promise<string> {
  const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name: '唤回', definition: WIN_BACK } });
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  return body.id;
}

async function entered(id: string): Promise<number> {
  return (await app.call(`GET /api/admin/journeys/${id}`, { cookie })).body.entered;
}

describe('a change of the lifecycle rules', () => {
  it('says who would move and what would start, and asks: silently, or as if they had moved by themselves', async () => {
    const silent = 30;
    for (let n = 0; n < 6; n += 1)
      await announcePaid(ctx, await createMember(ctx), {
        amount: 5_000,
        at: new Date(ctx.now().getTime() - silent * DAY_MS),
      });
    await app.settle();
    const id = await winBack();
    const stricter = { ...INITIAL_RULES, decliningFactor: 1.2 };
    const asked = await put(stricter);
    expect([asked.status, asked.body.error.code]).toEqual([409, 'audiences.moves_undecided']);
    expect(asked.body.error.details).toEqual({
      count: 6,
      moves: [{ from: 'new', to: 'declining', members: 6 }],
      begins: [{ stage: 'declining', name: '唤回', members: 6 }],
    });
    expect((await app.call('GET /api/admin/settings/lifecycle', { cookie })).body.decliningFactor).toBe(2);

    expect((await put(stricter, 'silent')).status).toBe(200);
    await app.settle();
    const { rows } = await sql<{ stage: string }>`select distinct stage from audiences.standing`.execute(ctx.db);
    expect(rows).toEqual([{ stage: 'declining' }]);
    expect(await entered(id)).toBe(0);

    // Nobody moves: nothing is asked. Then back, and forth again with a start.
    expect((await put({ ...stricter, matureOrders: 9 })).status).toBe(200);
    expect((await put(INITIAL_RULES, 'silent')).status).toBe(200);
    await app.settle();
    expect((await put(stricter, 'start')).status).toBe(200);
    await app.settle();
    expect(await entered(id)).toBe(6);
  });

  it('leaves whoever falls silent by herself afterwards to her journeys', async () => {
    const id = await winBack();
    await put(INITIAL_RULES, 'silent');
    await announcePaid(ctx, await createMember(ctx), { amount: 5_000, at: ctx.now() });
    await app.settle();
    await app.advance(43 * DAY_MS, DAY_MS);
    // The six too, now that their own time has come.
    expect(await entered(id)).toBe(7);
  });

  it('counts by the very formula that places each of them', async () => {
    const standing = fc.record({
      purchases: fc.integer({ min: 1, max: 8 }),
      firstAgo: fc.integer({ min: 0, max: 500 * DAY_MS }),
      span: fc.integer({ min: 0, max: 400 * DAY_MS }),
    });
    const rule = fc.record({
      decliningFactor: fc.integer({ min: 100, max: 300 }).map((n) => n / 100),
      minInterval: fc.integer({ min: 1, max: 20 }),
      defaultInterval: fc.integer({ min: 20, max: 60 }),
    });
    const now = ctx.now();
    await fc.assert(
      fc.asyncProperty(fc.array(standing, { minLength: 1, maxLength: 30 }), rule, async (drawn, changed) => {
        const rules = { ...INITIAL_RULES, ...changed, lostFactor: changed.decliningFactor + 1.5 };
        const placed = drawn.map(({ purchases, firstAgo, span }) => {
          const firstAt = new Date(now.getTime() - firstAgo);
          const lastAt = new Date(Math.min(now.getTime(), firstAt.getTime() + (purchases === 1 ? 0 : span)));
          return { purchases, firstAt, lastAt };
        });
        await sql`delete from audiences.standing`.execute(ctx.db);
        await sql`
          insert into audiences.standing (person_no, member_id, orders, purchases, first_at, last_at, stage)
          select row_number() over (), 'mem_x', purchases, purchases, first_at, last_at, 'none' from unnest(
            ${placed.map((p) => p.purchases)}::int[], ${placed.map((p) => p.firstAt)}::timestamptz[],
            ${placed.map((p) => p.lastAt)}::timestamptz[]) as p (purchases, first_at, last_at)
        `.execute(ctx.db);
        const counts = new Map<string, number>();
        for (const { purchases, firstAt, lastAt } of placed) {
          const { stage } = stageAt(purchasesOf({ purchases, firstAt, lastAt }), rules, now);
          counts.set(stage, (counts.get(stage) ?? 0) + 1);
        }
        const found = await wouldMove({ ...ctx, now: () => now }, rules);
        expect(new Map(found.map(({ to, members }) => [to as string, members]))).toEqual(counts);
      }),
      { numRuns: 40 },
    );
    await sql`delete from audiences.standing`.execute(ctx.db);
    await putSetting(ctx, lifecycleSetting, INITIAL_RULES);
  });
});
