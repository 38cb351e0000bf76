import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { testApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { advocateScore } from './advocate-score.ts';
import { countDeeds, scoreOf } from './count.ts';
import { advocateBecame } from './events.ts';
import { advocateRules } from './rules.ts';

const app = await testApp();
const { ctx } = app;
const members: TestMember[] = [];
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 4; n += 1) members.push(await createMember(ctx));
  await app.settle();
});

const no = (n: number) => members[n]?.personNo ?? 0;
const rules = async (change: object) => {
  const body = { ...advocateRules.initial, ...change };
  const answer = await app.call('PUT /api/admin/settings/advocate-rules', { cookie, body });
  await app.settle();
  return answer;
};
const list = async (query = '') => (await app.call(`GET /api/admin/advocates${query}`, { cookie })).body;
const told = async () => {
  const { rows } = await sql<{ memberId: string }>`
    select payload->>'memberId' as member_id from platform.event where type = ${advocateBecame.type} order by id
  `.execute(ctx.db);
  return rows.map(({ memberId }) => memberId);
};
const review = async (n: number, id: string, state = 'shown', days = 1) =>
  sql`
    insert into reviews.review (id, order_id, position, member_id, person_no, product_id, product_name, stars, body, anonymous, state, kept, created_at)
    values (${id}, ${`ord_${id}`}, 0, ${members[n]?.id}, ${no(n)}, 'prd_1', '牛奶', 5, '好', false, ${state}, 1, ${new Date(ctx.now().getTime() - days * DAY_MS)})
  `.execute(ctx.db);

describe('the score', () => {
  it('is the points of different deeds, however often and by whomever they are told', async () => {
    const deeds = fc.record({ personNo: fc.integer({ min: 1, max: 3 }), key: fc.constantFrom('a', 'b', 'c') });
    const told = fc.array(deeds, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(told, told, told, async (orders, more, led) => {
        const counted = await countDeeds(
          ctx,
          [
            { deed: 'orders', find: async () => orders },
            { deed: 'orders', find: async () => more },
            { deed: 'led', find: async () => led },
          ],
          advocateRules.initial,
        );
        for (const person of [1, 2, 3]) {
          const different = (all: typeof orders) =>
            new Set(all.flatMap(({ personNo, key }) => (personNo === person ? [key] : []))).size;
          const plain = 8 * different([...orders, ...more]) + 5 * different(led);
          expect(scoreOf(counted.get(person) ?? {}, advocateRules.initial)).toBe(plain);
        }
      }),
    );
  });

  it('is of what stands: hidden reviews, and those of long ago, count nothing; a tester is counted in nothing', async () => {
    await review(0, 'r1');
    await review(0, 'r2');
    await review(0, 'r3', 'hidden');
    await review(0, 'r4', 'shown', 400);
    await review(1, 'r5');
    await review(3, 'r6');
    await sql`update members.member set tester = true where person_no = ${no(3)}`.execute(ctx.db);
    await rules({});
    const { items, kocs, countedAt } = await list();
    expect(items).toEqual([
      expect.objectContaining({
        person: expect.objectContaining({ memberId: members[0]?.id }),
        score: 4,
        koc: false,
        parts: [{ deed: 'reviews', count: 2, points: 4 }],
      }),
      expect.objectContaining({ score: 2 }),
    ]);
    expect([kocs, countedAt === null]).toEqual([0, false]);
    const { body } = await app.call(`GET /api/admin/members/${members[0]?.id}/advocate`, { cookie });
    expect(body.advocate).toMatchObject({ score: 4, why: { zh: '最近 365 天：展示的评价 2；满 30 分是 KOC' } });
    expect((await app.call(`GET /api/admin/members/${members[2]?.id}/advocate`, { cookie })).body.advocate).toBeNull();
  });

  it('by other rules makes KOCs without a word; by a deed with one, once; and falls with what is taken back', async () => {
    await rules({ least: 4 });
    expect(await list('?only=koc')).toMatchObject({ kocs: 1, items: [{ koc: true, score: 4 }], total: 1 });
    expect(await told()).toEqual([]);
    await review(1, 'r7');
    await app.advance(DAY_MS, DAY_MS);
    expect((await list()).kocs).toBe(2);
    expect(await told()).toEqual([members[1]?.id]);
    const kit = conditionKit([advocateScore]);
    const of = async (atLeast: number | null) =>
      listPersons(ctx, await kit.personsOf(ctx, { all: [{ kind: 'advocate_score', values: { atLeast } }] }, ctx.now()));
    expect(await of(null)).toEqual([no(0), no(1)]);
    expect(await of(5)).toEqual([]);
    await sql`update reviews.review set state = 'hidden' where id in ('r1', 'r7')`.execute(ctx.db);
    await sql`delete from reviews.review where id = 'r5'`.execute(ctx.db);
    await app.advance(DAY_MS, DAY_MS);
    const after = await list();
    expect([after.kocs, after.items.map(({ score }: { score: number }) => score)]).toEqual([0, [2]]);
    await sql`update reviews.review set state = 'shown' where id = 'r1'`.execute(ctx.db);
    await app.advance(DAY_MS, DAY_MS);
    expect(await told()).toEqual([members[1]?.id, members[0]?.id]);
  });

  it('is found by her name, and pages go on where they ended', async () => {
    await review(2, 'r8');
    await rules({ least: 1000 });
    const first = await list('?limit=1');
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...second.items].map(({ person }) => person.memberId);
    expect(ids).toEqual([members[0]?.id, members[2]?.id]);
    expect((await list(`?q=${members[2]?.id}`)).items).toHaveLength(1);
    const bad = await rules({ least: 0 });
    expect([bad.status, bad.body.error.code]).toEqual([400, 'platform.bad_form']);
  });
});
