import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, createCoupon } from '../coupons/testing.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { question, quizValues, result } from './testing.ts';

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp();
const { ctx } = app;
// Ten in the morning: what began today is not torn by midnight.
const tomorrow = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - ctx.now().getTime());

const admin = async (route: string, body?: object) => {
  const { cookie } = await signedIn(ctx);
  return app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
};
const coupon = async (name: string, more = {}) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99, ...more })).id}`;
const make = async (values: object): Promise<string> => {
  const { status, body } = await admin('POST /api/admin/quizzes', { values });
  expect([status, body.error]).toEqual([200, undefined]);
  return body.id;
};
const visit = async ({ token }: TestMember, id: string) =>
  (await app.call(`POST /api/shop/quizzes/${id}/visits`, { token, body: {} })).body;
const answer = async ({ token }: TestMember, id: string, answers: readonly number[]) =>
  (await app.call(`POST /api/shop/quizzes/${id}/answers`, { token, body: { answers } })).body;
const hers = async ({ id }: TestMember): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select t.name from coupons.coupon c join coupons.template t on t.id = c.template_id
    where c.member_id = ${id} and c.state <> 'revoked' order by t.name
  `.execute(ctx.db);
  return rows.map(({ name }) => name);
};
const tagged = async ({ id }: TestMember) => {
  const { body } = await admin(`GET /api/admin/members/${id}`);
  return body.tags.toSorted();
};
const today = shanghaiDay(ctx.now());
const figures = async (id: string) =>
  (await admin(`GET /api/admin/quizzes/${id}/figures?from=${today}&to=${today}`)).body;
const people = async (quiz: string, who: string, came = 'any') => {
  const asked = encodeURIComponent(JSON.stringify({ quiz, range: { from: today, to: today }, who, result: came }));
  return (await admin(`GET /api/admin/people/quizzes.people?values=${asked}`)).body.total;
};

it('a newcomer answers, is tagged by what she chose, is told her result, and has its package at once', async () => {
  const [fruit, ship, nut] = [await coupon('水果券'), await coupon('包邮券'), await coupon('坚果券')];
  const pack = await admin('POST /api/admin/packages', {
    ...{ name: '水果派礼包', benefits: [{ benefit: fruit }, { benefit: ship }], budget: null, mostEach: null },
  });
  const id = await make(
    quizValues('新人口味', null, {
      questions: [
        question('下午想吃', { a: '水果', aTag: '爱水果', b: '坚果', bTag: '爱坚果' }),
        question('几个人吃', { a: '一个人', b: '一家人', bTag: '家庭' }),
        question('多久买一次', { a: '天天', b: '一周' }),
      ],
      results: [result('水果派', { tag: '水果派', gift: `package:${pack.body.id}` }), result('坚果派', { gift: nut })],
      giftFor: 'newcomers',
    }),
  );
  const [her, buyer] = [await createMember(ctx), await createMember(ctx)];
  await announcePaid(ctx, { person: buyer, orderId: newId('ord'), amount: 30_00 });
  await app.settle();
  expect(await visit(her, id)).toMatchObject({ outcome: 'open', promises: true, result: null, gift: null });
  expect(await visit(buyer, id)).toMatchObject({ outcome: 'open', promises: false });
  const told = await answer(her, id, [0, 1, 0]);
  expect(told).toMatchObject({ outcome: 'told', result: { title: '水果派' }, gift: { state: 'given', trouble: null } });
  expect(told.gift.given.map(({ label }: { label: string }) => label).toSorted()).toEqual(['包邮券', '水果券']);
  // Others take it all the same.
  expect(await answer(buyer, id, [1, 0, 1])).toMatchObject({
    outcome: 'told',
    result: { title: '坚果派' },
    gift: null,
  });
  await app.settle();
  expect([await hers(her), await hers(buyer)]).toEqual([['包邮券', '水果券'], []]);
  expect(await tagged(her)).toEqual(['家庭', '水果派', '爱水果']);
  expect(await tagged(buyer)).toEqual(['爱坚果']);
  // Coming back gives nothing twice, and shows what was given.
  expect((await visit(her, id)).gift.given).toHaveLength(2);
  expect(await hers(her)).toHaveLength(2);
  const told2 = await figures(id);
  expect(told2).toMatchObject({
    whole: { started: 2, finished: 2, told: 2, gifted: 1, refused: 0, locked: 0 },
    results: [
      { title: '水果派', people: 1, gifted: 1 },
      { title: '坚果派', people: 1, gifted: 0 },
    ],
  });
  expect(told2.questions[0].answers).toEqual([
    { text: '水果', people: 1 },
    { text: '坚果', people: 1 },
  ]);
  expect(told2.cost).toBeGreaterThan(0);
  for (const [who, count] of Object.entries(told2.whole)) expect([who, await people(id, who)]).toEqual([who, count]);
  expect([await people(id, 'finished', 'first'), await people(id, 'gifted', 'second')]).toEqual([1, 0]);
  const ledger = await admin(`GET /api/admin/grants?causeId=${id}&cause=quiz`);
  expect(ledger.body.items).toHaveLength(2);
});

it('gives her one gift, however often and at once she answers and looks', async () => {
  const id = await make(quizValues('同时', await coupon('同时礼')));
  const her = await createMember(ctx);
  const said = await Promise.all([0, 1, 0, 1].map(async (one) => answer(her, id, [one, one])));
  expect(new Set(said.map(({ result }) => result?.title)).size).toBe(1);
  await Promise.all([1, 2, 3].map(async () => visit(her, id)));
  expect(await hers(her)).toEqual(['同时礼']);
  expect((await figures(id)).whole).toMatchObject({ started: 1, finished: 1, told: 1, gifted: 1 });
});

it('where the budget does not cover it she is told, and given it once there is room', async () => {
  const gift = await coupon('预算礼');
  const { body: budget } = await admin('POST /api/admin/budgets', { name: '测试预算', limit: 1_00 });
  const id = await make(quizValues('有预算', gift, { budget: budget.id }));
  const all = await Promise.all(Array.from({ length: 6 }, async () => createMember(ctx)));
  const said = await Promise.all(all.map(async (one) => answer(one, id, [0, 0])));
  const refused = said.filter(({ gift: got }) => got.state === 'refused');
  expect(said.every(({ outcome }) => outcome === 'told')).toBe(true);
  expect(refused).toHaveLength(6);
  expect(refused[0].gift.trouble.zh).toBe('礼包已经送完');
  expect((await figures(id)).whole).toMatchObject({ gifted: 0, refused: 6 });
  await admin(`PATCH /api/admin/budgets/${budget.id}`, { limit: 10_000_00 });
  const again = await Promise.all(all.map(async (one) => visit(one, id)));
  expect(again.map(({ gift: got }) => got.state)).toEqual(Array(6).fill('given'));
  expect((await figures(id)).whole).toMatchObject({ gifted: 6, refused: 0 });
});

it('keeps what she was told and promised, whatever the quiz becomes; one that is over takes nobody new and gives no more', async () => {
  const [first, later] = [await coupon('原来的礼'), await coupon('后来的礼')];
  const id = await make(
    quizValues('会改', first, {
      questions: [question('1', { c: 'C' }), question('2', { c: 'C' })],
      results: [result('A', { gift: first }), result('B', { gift: first }), result('C', { gift: first })],
    }),
  );
  const [her, other, late] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  expect(await answer(her, id, [2, 2])).toMatchObject({ result: { title: 'C' }, gift: { state: 'given' } });
  const { body: now } = await admin(`GET /api/admin/quizzes/${id}`);
  const changed = await admin(`PUT /api/admin/quizzes/${id}`, {
    values: quizValues('改过了', later),
    revision: now.revision,
  });
  expect(changed.body.error).toBeUndefined();
  expect(await visit(her, id)).toMatchObject({ result: { title: 'C', text: 'C.' } });
  expect((await answer(other, id, [2, 2])).error.code).toBe('quizzes.answers');
  expect((await answer(other, id, [1, 1, 1])).error.code).toBe('quizzes.answers');
  expect(await answer(other, id, [1, 1])).toMatchObject({ result: { title: 'B' } });
  expect(await hers(other)).toEqual(['后来的礼']);
  await admin(`POST /api/admin/quizzes/${id}/archiving`, { archived: true });
  expect((await visit(late, id)).error.code).toBe('quizzes.not_found');
  expect((await answer(late, id, [0, 0])).error.code).toBe('quizzes.not_found');
  expect(await visit(her, id)).toMatchObject({ outcome: 'told', gift: { state: 'given' } });
});

it('a gift that has ended is said on its page and to her, and given once it is back', async () => {
  const template = await createCoupon(ctx, { name: '停过的礼', channel: 'grant' });
  const set = async (state: string) =>
    sql`update coupons.template set state = ${state} where id = ${template.id}`.execute(ctx.db);
  const id = await make(quizValues('停过', `coupon:${template.id}`));
  await set('ended');
  const her = await createMember(ctx);
  expect((await answer(her, id, [0, 0])).gift).toMatchObject({
    state: 'refused',
    trouble: { zh: '礼包已经送完或已停用' },
  });
  expect((await admin(`GET /api/admin/quizzes/${id}`)).body.trouble.zh).toContain('停过的礼');
  await set('active');
  expect((await visit(her, id)).gift).toMatchObject({ state: 'given', given: [{ label: '停过的礼' }] });
});

it('counts no tester, who has her gift all the same', async () => {
  const id = await make(quizValues('试一试', await coupon('测试礼')));
  const her = await createMember(ctx);
  await admin(`PUT /api/admin/members/${her.id}/tester`, { tester: true });
  expect(await answer(her, id, [0, 0])).toMatchObject({ gift: { state: 'given' } });
  expect((await figures(id)).whole).toMatchObject({ started: 0, finished: 0, gifted: 0 });
  expect(await people(id, 'finished')).toBe(0);
});

it('two records of one person are one entry, the finished one, and part as they were', async () => {
  const gift = await coupon('合并礼');
  const id = await make(quizValues('合并', gift));
  const [keeps, joins] = [await createMember(ctx), await createMember(ctx)];
  await visit(keeps, id);
  await answer(joins, id, [1, 1]);
  const { body: merge } = await admin(`POST /api/admin/members/${keeps.id}/merges`, {
    otherId: joins.id,
    reason: '电话里确认是同一个人',
  });
  expect(merge.error).toBeUndefined();
  await app.settle();
  expect(await visit(keeps, id)).toMatchObject({ outcome: 'told', result: { title: 'B' } });
  expect(await hers(keeps)).toEqual(['合并礼']);
  expect((await figures(id)).whole).toMatchObject({ started: 1, finished: 1, gifted: 1 });
  await admin(`POST /api/admin/member-merges/${merge.items[0].id}/reversal`, { reason: '认错人了' });
  await app.settle();
  expect((await figures(id)).whole).toMatchObject({ started: 2, finished: 1, gifted: 1 });
  expect(await visit(keeps, id)).toMatchObject({ outcome: 'open' });
  // Both finished: the survivor's stays, and there is no third gift.
  const [one, two] = [await createMember(ctx), await createMember(ctx)];
  for (const [at, who] of [one, two].entries()) await answer(who, id, [at, at]);
  await becomeOne(ctx, one, two);
  await app.settle();
  expect(await visit(one, id)).toMatchObject({ result: { title: 'A' } });
  expect(await hers(one)).toEqual(['合并礼', '合并礼']);
});

it('stands among what the shop does to sell more, with its cost and what they bought then', async () => {
  const id = await make(quizValues('成效', await coupon('成效礼')));
  const her = await createMember(ctx);
  await announcePaid(ctx, { person: her, orderId: newId('ord'), amount: 99_00 });
  await app.settle();
  await app.advance(60_000);
  await answer(her, id, [0, 0]);
  await app.settle();
  await app.advance(60_000);
  await announcePaid(ctx, { person: her, orderId: newId('ord'), amount: 40_00 });
  await app.settle();
  await app.advance(60_000);
  const { body } = await admin('POST /api/admin/reports/outcomes', { from: today, to: today });
  const line = body.items.find((one: { id: string }) => one.id === id);
  expect(line).toMatchObject({
    kind: 'quiz',
    people: 1,
    sales: 40_00,
    noIncrement: 'no_holdout',
    to: `/quizzes/${id}`,
  });
  expect(line.cost).toBe((await figures(id)).cost);
  expect(line.who).toMatchObject({ of: 'quizzes.people', values: { quiz: id, who: 'finished' } });
});

it('refuses what cannot hold, each at its field, and takes no name twice', async () => {
  const problem = async (more: object) => {
    const { body } = await admin('POST /api/admin/quizzes', { values: quizValues('校验', null, { ...more }) });
    return body.error.details.problems[0].at;
  };
  expect(await problem({ questions: [question('1', { c: 'C' }), question('2')] })).toBe('questions.0.c');
  expect(await problem({ results: [result('A'), result('B'), result('C')] })).toBe('results');
  expect(await problem({ questions: [question('1'), question('2', { cTag: '没有人选' })] })).toBe('questions.1.cTag');
  expect(await problem({ for: 'some', otherwise: '先关注', leads: 'contact_way' })).toBe('who');
  expect(await problem({ giftFor: 'some' })).toBe('giftWho');
  await make(quizValues('重名'));
  const again = await admin('POST /api/admin/quizzes', { values: quizValues('重名') });
  expect([again.status, again.body.error.code]).toEqual([409, 'quizzes.name_taken']);
});
