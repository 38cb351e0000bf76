import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import type { BenefitItem, BenefitKind } from './benefit-kind.ts';
import { benefitKinds } from './benefit-kinds.ts';
import { changeBudget, createBudget } from './budget.ts';
import { grant } from './grant.ts';
import { ledger } from './ledger.ts';
import { revoke } from './revoke.ts';

// Whatever is given, used, expired, taken back and opened again, in whatever order and also at once: a budget holds
// exactly what its ledger says, and nothing takes it past its limit.

const app = await testApp();
const { ctx } = app;
const member = await createMember(ctx);

/** Favours cost at most what they say; one without luck is sold out when its turn comes, one without bound costs anything. */
const favour: BenefitKind = {
  name: 'favour',
  itemOf: () => ({ kind: 'favour' }),
  names: async () => new Map(),
  cost: async (_ctx, items) =>
    items.map(({ cost, bound }) => ({
      label: '人情',
      cost: Number(cost),
      most: bound === 0 ? null : Number(cost),
      left: null,
    })),
  grant: async (_ctx, gifts) => new Set(gifts.flatMap(({ grantId, item }) => (item.luck === 1 ? [grantId] : []))),
  revoke: async (_ctx, grantIds) => new Set(grantIds),
};
const kinds = benefitKinds([favour]);

const item = fc.record({
  kind: fc.constant('favour'),
  cost: fc.nat(400),
  luck: fc.constantFrom(1, 1, 1, 0),
  bound: fc.constantFrom(1, 1, 1, 1, 0),
});
const pick = fc.nat(20);
const act = fc.oneof(
  fc.record({
    do: fc.constant('give' as const),
    packages: fc.array(fc.array(item, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    lanes: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('use' as const), pick, actual: fc.nat(400) }),
  fc.record({ do: fc.constantFrom('expire' as const, 'revoke' as const, 'open' as const), pick }),
  fc.record({ do: fc.constant('limit' as const), to: fc.integer({ min: 1, max: 3_000 }) }),
);

it('a budget holds what its ledger says, and nothing takes it past its limit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), fc.array(act, { maxLength: 12 }), async (limit, acts) => {
      const budget = await createBudget(ctx, { name: '复购预算', limit });
      for (const one of acts) {
        const before = await look(budget.id);
        if (one.do === 'give') {
          const outcomes = await Promise.all(
            Array.from({ length: one.lanes }, async () => give(budget.id, one.packages)),
          );
          // Whoever comes alone is refused only what the budget, at her turn, could not take with all before her.
          const refused = outcomes.flat().filter(({ outcome }) => outcome === 'over_budget');
          const asked = one.packages.flat().reduce((sum, { cost }) => sum + Number(cost), 0);
          if (before.committed + asked * one.lanes <= before.limitFen) expect(refused).toEqual([]);
        } else if (one.do === 'limit') {
          const changing = changeBudget(ctx, budget.id, { limit: one.to });
          if (one.to < before.committed)
            await expect(changing).rejects.toMatchObject({ code: 'benefits.limit_below_committed' });
          else await changing;
        } else await settleOne(budget.id, one);
        const now = await look(budget.id);
        expect(now).toMatchObject(await ledgerOf(budget.id));
        expect(now.committed).toBeLessThanOrEqual(now.limitFen);
        expect(now.spent).toBeLessThanOrEqual(now.committed);
      }
    }),
    // Says what it found instead of looking for the smallest case until the test times out.
    { numRuns: 15, interruptAfterTimeLimit: 40_000 },
  );
});

async function give(budgetId: string, packages: readonly (readonly BenefitItem[])[]) {
  const grants = packages.map((pack) => ({
    memberId: member.id,
    personNo: member.personNo,
    package: pack,
    because: { kind: 'test', id: 'test', label: '测试' },
    budgetId,
    key: newId('key'),
  }));
  return grant(ctx, kinds, { grants });
}

type Settling =
  | { readonly do: 'use'; readonly pick: number; readonly actual: number }
  | { readonly do: 'expire' | 'revoke' | 'open'; readonly pick: number };

/** One grant of the budget, as its kind and an operator would; what is over stays over. */
async function settleOne(budgetId: string, one: Settling): Promise<void> {
  const { rows } = await sql<{ id: string; state: string; reserved: number }>`
    select id, state, reserved from benefits.grant where budget_id = ${budgetId} order by id
  `.execute(ctx.db);
  const {
    id: grantId,
    state,
    reserved,
  } = rows[one.pick % Math.max(1, rows.length)] ?? { id: '', state: 'none', reserved: 0 };
  if (one.do === 'revoke')
    await revoke(ctx, kinds, { grantIds: [grantId], because: { kind: 'test', id: 'test', label: '收回' } });
  // A kind keeps its word: none costs more than what was bound for it.
  if (one.do === 'use' && state === 'granted')
    await ledger.settle(ctx, [{ grantId, state: 'used', actualCost: Math.min(one.actual, reserved) }]);
  if (one.do === 'expire' && state === 'granted')
    await ledger.settle(ctx, [{ grantId, state: 'expired', actualCost: null }]);
  if (one.do === 'open' && state === 'used')
    await ledger.settle(ctx, [{ grantId, state: 'granted', actualCost: null }]);
}

async function look(budgetId: string) {
  const { rows } = await sql<{ limitFen: number; committed: number; spent: number; grants: number }>`
    select limit_fen, committed, spent, grants from benefits.budget where id = ${budgetId}
  `.execute(ctx.db);
  return rows[0] ?? { limitFen: 0, committed: -1, spent: -1, grants: -1 };
}

async function ledgerOf(budgetId: string) {
  const { rows } = await sql<{ committed: number; spent: number; grants: number }>`
    select coalesce(sum(reserved) filter (where state in ('granted', 'used')), 0)::bigint as committed,
      coalesce(sum(actual_cost) filter (where state = 'used'), 0)::bigint as spent, count(*) as grants
    from benefits.grant where budget_id = ${budgetId}
  `.execute(ctx.db);
  return rows[0] ?? {};
}
