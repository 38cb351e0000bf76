import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { benefitKinds, grant, grantToMany } from '../benefits/index.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { couponKind } from './coupon-kind.ts';
import { giveMany } from './give-many.ts';
import { budgetRow, createCoupon, tally } from './testing.ts';

// A coupon for many by sets comes to what giving it to one after the other comes to: that way stays, and is what this is held to.

const app = await testApp({ env: { ROLE: 'api' } });
const { ctx } = app;
const kinds = benefitKinds([couponKind]);
const people: TestMember[] = [];
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  for (let n = 0; n < 10; n += 1) people.push(await createMember(ctx));
});

type Given = {
  readonly templateId: string;
  readonly budgetId: string | null;
  readonly to: readonly TestMember[];
  readonly keyOf: (personNo: number) => string;
};
const because = { kind: 'batch', id: 'mbt_test', label: '小李：老客回馈', said: '谢谢' };
const itemOf = (templateId: string) => ({ kind: 'coupon', templateId });
const receivers = (to: readonly TestMember[]) => to.map(({ id, personNo }) => ({ memberId: id, personNo }));

const bySet = async (ctx: Ctx, { templateId, budgetId, to, keyOf }: Given) =>
  grantToMany(ctx, kinds, {
    item: itemOf(templateId),
    because,
    budgetId,
    to: receivers(to),
    keyOf: ({ personNo }) => keyOf(personNo),
  });

async function oneAfterTheOther(ctx: Ctx, { templateId, budgetId, to, keyOf }: Given) {
  const outcomes = new Map<number, string>();
  for (const person of receivers(to)) {
    const request = { ...person, package: [itemOf(templateId)], because, budgetId, key: keyOf(person.personNo) };
    const [told] = await grant(ctx, kinds, { grants: [request] });
    outcomes.set(person.personNo, told?.outcome ?? '');
  }
  return outcomes;
}

/** All that was written of a template, but for the ids of what was made. */
async function written(templateId: string) {
  const { rows } = await sql`
    select g.position, g.member_id, g.person_no, g.kind, g.item - 'templateId' as item, g.label, g.cost, g.reserved, g.state,
      g.because_kind, g.because_id, g.because_label, g.because_node, g.budget_id is null as free, g.package_id, g.granted_at,
      c.member_id = g.member_id and c.person_no = g.person_no as hers, c.seq, c.scope, c.state as coupon_state, c.valid_from,
      c.valid_to, c.because_kind as coupon_kind, c.because_label as coupon_label, c.said, c.most, c.issued_at
    from benefits.grant g left join coupons.coupon c on c.grant_id = g.id
    where g.item ->> 'templateId' = ${templateId} order by g.person_no, g.id
  `.execute(ctx.db);
  return rows;
}

/** What was told of a template, one by one. */
async function told(templateId: string) {
  const { rows } = await sql<{ type: string; personNo: number | null; payload: object; occurredAt: Date }>`
    select type, person_no, payload, occurred_at from platform.event where payload ->> 'templateId' = ${templateId} order by xid, id
  `.execute(ctx.db);
  const each = rows.flatMap((row) => {
    const kind = ctx.declared.get(row.type);
    return kind?.each ? kind.each(row.payload) : [row];
  });
  return each.map(({ type, personNo, payload, occurredAt }) => {
    const { couponId, templateId: _, ...said } = payload as Record<string, unknown>;
    return { type, personNo, said, isCoupon: String(couponId).startsWith('cpn_'), at: occurredAt.getTime() };
  });
}

const shop = fc.record({
  persons: fc.array(fc.record({ held: fc.constantFrom(0, 0, 1, 2), had: fc.constantFrom(false, false, false, true) }), {
    minLength: 1,
    maxLength: 10,
  }),
  perMember: fc.integer({ min: 1, max: 3 }),
  total: fc.option(fc.nat(8)),
  budget: fc.option(
    fc.record({ room: fc.nat(8), rest: fc.nat(999), closed: fc.constantFrom(false, false, false, true) }),
  ),
  discount: fc.constantFrom(
    { kind: 'amount' as const, amount: 1_000 },
    { kind: 'percent' as const, percentOff: 20, cap: 1_000 },
    { kind: 'percent' as const, percentOff: 20, cap: null },
    { kind: 'free_shipping' as const },
  ),
  ended: fc.constantFrom(false, false, false, false, true),
});
type Shop = typeof shop extends fc.Arbitrary<infer S> ? S : never;

/** The same coupon, budget and members once more, as they stand before anybody is given anything. */
async function world(ctx: Ctx, { persons, perMember, total, budget, discount, ended }: Shop): Promise<Given> {
  const held = persons.map((person) => Math.min(person.held, perMember));
  const issued = held.reduce((sum, count) => sum + count, 0);
  const template = await createCoupon(ctx, {
    perMember,
    discount,
    channel: 'grant',
    total: total === null ? null : Math.max(1, issued + total),
  });
  const key = newId('key');
  const keyOf = (personNo: number) => `${key}:${personNo}`;
  const other = await createCoupon(ctx, { perMember: 99 });
  const to = people.slice(0, persons.length);
  const earlier = receivers(to).flatMap((person, n) => [
    ...Array.from({ length: held[n] ?? 0 }, () => ({ ...person, templateId: template.id, key: newId('key') })),
    ...(persons[n]?.had ? [{ ...person, templateId: other.id, key: keyOf(person.personNo) }] : []),
  ]);
  const before = { kind: 'journey', id: 'jny_before', label: '以前' };
  const grants = earlier.map(({ templateId, ...one }) => ({ ...one, package: [itemOf(templateId)], because: before }));
  await grant(ctx, kinds, { grants });
  if (ended) await sql`update coupons.template set state = 'ended' where id = ${template.id}`.execute(ctx.db);
  if (budget === null) return { templateId: template.id, budgetId: null, to, keyOf };
  const limit = Math.max(1, budget.room * 1_000 + budget.rest);
  const { body } = await app.call('POST /api/admin/budgets', { cookie, body: { name: '老客', limit } });
  if (budget.closed) await sql`update benefits.budget set closed = true where id = ${body.id}`.execute(ctx.db);
  return { templateId: template.id, budgetId: body.id, to, keyOf };
}

describe('a coupon for many', () => {
  it('comes to the same persons, for the same reasons, with the same rows and facts, as one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (values) => {
        const at = ctx.now();
        const then: Ctx = { ...ctx, now: () => at };
        const [set, each] = [await world(then, values), await world(then, values)];
        const outcomes = await bySet(then, set);
        expect(outcomes).toEqual(await oneAfterTheOther(then, each));
        expect(await written(set.templateId)).toEqual(await written(each.templateId));
        expect(await told(set.templateId)).toEqual(await told(each.templateId));
        expect(await tally(ctx, set.templateId)).toEqual(await tally(ctx, each.templateId));
        if (set.budgetId && each.budgetId)
          expect(await budgetRow(ctx, set.budgetId)).toEqual(await budgetRow(ctx, each.budgetId));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('holds what there is, what one may have and the budget, whoever else gives and takes meanwhile', async () => {
    const template = await createCoupon(ctx, { perMember: 2, total: 13 });
    const { body } = await app.call('POST /api/admin/budgets', { cookie, body: { name: '老客', limit: 9_500 } });
    const give = async (budgetId: string | null) => {
      const key = newId('key');
      return bySet(ctx, { templateId: template.id, budgetId, to: people, keyOf: (no) => `${key}:${no}` });
    };
    const take = async ({ token }: TestMember) => app.call(`POST /api/shop/coupon-center/${template.id}`, { token });
    const [paid, free] = await Promise.all([give(body.id), give(null), ...people.map(take), give(body.id)]);
    expect([paid, free].map((outcomes) => outcomes instanceof Map)).toEqual([true, true]);
    const { issued = 0, rows } = (await tally(ctx, template.id)) ?? {};
    expect([issued, rows]).toEqual([13, 13]);
    const { rows: most } = await sql<{ most: number }>`
      select max(count)::int as most from (select count(*) from coupons.coupon where template_id = ${template.id} group by member_id) of
    `.execute(ctx.db);
    expect(most[0]?.most).toBeLessThanOrEqual(2);
    const { committed = 0, bound, grants = 0, rows: ledger } = (await budgetRow(ctx, body.id)) ?? {};
    expect([bound, ledger]).toEqual([committed, grants]);
    expect(committed).toBeLessThanOrEqual(9_000);
  });

  it('leaves nothing of a part that was cut off, and gives nobody twice when a part is done again', async () => {
    const template = await createCoupon(ctx, { perMember: 5, channel: 'grant' });
    const part = {
      batchId: newId('mbt'),
      what: { templateId: template.id },
      persons: receivers(people),
      because: { kind: 'operator', id: 'opr_1', label: '老客回馈' },
    };
    const act = giveMany(kinds);
    const cut = inTransaction(ctx, async (ctx) => {
      await act.run(ctx, part);
      throw new Error('killed');
    });
    await expect(cut).rejects.toThrow('killed');
    expect(await tally(ctx, template.id)).toMatchObject({ issued: 0, rows: 0 });
    expect(await told(template.id)).toEqual([]);
    expect([...(await act.run(ctx, part)).values()]).toEqual(people.map(() => 'given'));
    expect([...(await act.run(ctx, part)).values()]).toEqual(people.map(() => 'merged'));
    expect(await tally(ctx, template.id)).toMatchObject({ issued: people.length, rows: people.length });
  });
});
