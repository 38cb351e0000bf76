import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { couponKind } from '../../coupons/domain.ts';
import { announcePaid, budgetRow, createCoupon, tally } from '../../coupons/testing.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { benefitItem, benefitKinds, grant } from '../index.ts';

const app = await testApp();
const kinds = benefitKinds([couponKind]);
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});

const post = async (route: string, body: unknown) => app.call(`POST /api/admin/${route}`, { cookie, body });
const packageOf = async (coupons: readonly string[], more: object = {}) =>
  post('packages', {
    ...{ name: '新人礼包', benefits: coupons.map((id) => ({ benefit: `coupon:${id}` })), budget: null, mostEach: null },
    ...more,
  });
const read = async (id: string) => (await app.call(`GET /api/admin/packages/${id}`, { cookie })).body;
const give = async (id: string, members: readonly TestMember[]) =>
  grant(app.ctx, kinds, {
    grants: members.map(({ id: memberId, personNo }) => ({
      ...{ memberId, personNo, package: [benefitItem(kinds, `package:${id}`)], key: newId('key') },
      because: { kind: 'journey', id: 'jny_1', label: '新人' },
    })),
  });
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(app.ctx)));

describe('a package', () => {
  it('gives all that is in it at once, a ledger row each, and counts persons once', async () => {
    const [a, b] = [
      await createCoupon(app.ctx),
      await createCoupon(app.ctx, { discount: { kind: 'amount', amount: 500 } }),
    ];
    const { body } = await packageOf([a.id, b.id], { mostEach: 1_500 });
    expect(body).toMatchObject({ expectedEach: 1_500, atMostEach: 1_500, state: 'active', persons: 0, costEach: null });
    expect(body.sentence.zh).toBe('满39减10 + 满39减10，每人最多 15 元');
    const crowd = await members(3);
    const outcomes = await give(body.id, crowd);
    expect(outcomes.map(({ outcome, given }) => [outcome, given.length])).toEqual(Array(3).fill(['granted', 2]));
    expect(await tally(app.ctx, a.id)).toMatchObject({ issued: 3 });
    expect(await read(body.id)).toMatchObject({ persons: 3, bound: 4_500, spent: 0, ordered: 0 });
  });

  it('says what a person who ordered has cost in the end', async () => {
    const template = await createCoupon(app.ctx);
    const { body } = await packageOf([template.id]);
    const [her, him] = await members(2);
    if (!her || !him) throw new Error('no member');
    const [outcome] = await give(body.id, [her, him]);
    const wallet = (await app.call('GET /api/shop/coupons', { token: her.token })).body.items;
    expect(outcome?.outcome).toBe('granted');
    const orderId = newId('ord');
    const { couponSource } = await import('../../coupons/domain.ts');
    const { inTransaction } = await import('../../../platform/db.ts');
    await inTransaction(app.ctx, async (ctx) =>
      couponSource.claim?.(ctx, [
        { orderId, offerId: wallet[0].id, memberId: her.id, personNo: her.personNo, saving: 800, pieces: [] },
      ]),
    );
    await announcePaid(app.ctx, { orderId, person: her, couponId: wallet[0].id, saving: 800 });
    await app.settle();
    expect(await read(body.id)).toMatchObject({ persons: 2, spent: 800, bound: 1_000, ordered: 1, costEach: 800 });
  });

  it('stops at its budget, under whatever rush, and is paid for whole or not at all', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9 });
    const budget = (await post('budgets', { name: '新人', limit: 5_500 })).body.id;
    const { body } = await packageOf([template.id, template.id], { budget });
    const outcomes = (await Promise.all((await members(6)).map(async (member) => give(body.id, [member])))).flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'granted')).toHaveLength(2);
    expect(outcomes.filter(({ outcome }) => outcome === 'over_budget')).toHaveLength(4);
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 4_000, bound: 4_000, grants: 4 });
  });

  it('that could cost more than was said, or that nothing bounds where a budget pays, is refused at its field', async () => {
    const template = await createCoupon(app.ctx);
    const open = await createCoupon(app.ctx, {
      discount: { kind: 'percent', percentOff: 50, cap: null },
      threshold: 0,
    });
    const at = async (answer: Promise<{ body: { error: { details: { problems: { at: string }[] } } } }>) =>
      (await answer).body.error.details.problems[0]?.at;
    expect(await at(packageOf([template.id], { mostEach: 999 }))).toBe('mostEach');
    const budget = (await post('budgets', { name: '新人', limit: 5_500 })).body.id;
    expect(await at(packageOf([open.id], { budget }))).toBe('budget');
    const { body } = await packageOf([template.id]);
    const inside = await packageOf([], { benefits: [{ benefit: `package:${body.id}` }] });
    expect(inside.body.error.details.problems[0].at).toBe('benefits.0.benefit');
  });

  it('gives nothing once it has ended, and what was given stays', async () => {
    const template = await createCoupon(app.ctx);
    const { body } = await packageOf([template.id]);
    const [her, him] = await members(2);
    if (!her || !him) throw new Error('no member');
    await give(body.id, [her]);
    await app.call(`PUT /api/admin/packages/${body.id}/state`, { cookie, body: { ended: true } });
    expect((await give(body.id, [him]))[0]?.outcome).toBe('unavailable');
    expect(await read(body.id)).toMatchObject({ state: 'ended', persons: 1 });
  });
});
