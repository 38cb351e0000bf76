import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newIds } from '../../platform/ids.ts';
import type { BenefitItem, BenefitKinds, Cause, Receiver } from './benefit-kind.ts';
import { commitBudgets, lockBudgets } from './budget-queries.ts';
import { type GrantOutcome, grant } from './grant.ts';
import { insertSameGrants, usedKeys } from './grant-queries.ts';

export type SameForMany = {
  readonly item: BenefitItem;
  readonly because: Cause;
  readonly budgetId: string | null;
  /** Each once. */
  readonly to: readonly Receiver[];
  /** Hers, under which she is given it once. */
  readonly keyOf: (person: Receiver) => string;
};

type Outcome = GrantOutcome['outcome'];

/**
 * Give the same to many: what comes of it, by person number, is what giving it to one after the other in this order would come
 * to, but nobody's row passes through here. Some ten thousand at a time; what they are counted by is held until the commit.
 */
export async function grantToMany(
  ctx: Ctx,
  kinds: BenefitKinds,
  { item, because, budgetId, to, keyOf }: SameForMany,
): Promise<ReadonlyMap<number, Outcome>> {
  const kind = kinds.get(item.kind);
  const { toMany } = kind ?? {};
  if (kind === undefined || toMany === undefined) return oneByOne(ctx, kinds, { item, because, budgetId, to, keyOf });
  return inTransaction(ctx, async (ctx) => {
    const offer = (await kind.cost(ctx, [item]))[0] ?? null;
    const reserved = offer === null ? null : budgetId === null ? offer.cost : offer.most;
    // Budgets are held before what a kind holds, here as in `grant`.
    const room = budgetId === null || reserved === null ? null : await roomFor(ctx, budgetId, reserved);
    const held = reserved === null ? null : await toMany.hold(ctx, item, to);
    const used = await usedKeys(
      ctx,
      to.map((person) => ({ key: keyOf(person) })),
      [],
    );
    const given: Receiver[] = [];
    const outcomeOf = (person: Receiver): Outcome => {
      if (used.has(keyOf(person))) return 'repeated';
      if (offer === null) return 'unavailable';
      if (reserved === null) return 'unbounded';
      if (held === null || given.length >= (held.left ?? Number.POSITIVE_INFINITY)) return 'unavailable';
      if (room !== null && given.length >= room) return 'over_budget';
      if (held.full.has(person.personNo)) return 'limit';
      given.push(person);
      return 'granted';
    };
    const outcomes = new Map(to.map((person) => [person.personNo, outcomeOf(person)]));
    if (offer === null || reserved === null || given.length === 0) return outcomes;
    const ids = newIds('grt', given.length);
    const rows = given.map((person, n) => ({ ...person, grantId: ids[n] ?? '', key: keyOf(person) }));
    await insertSameGrants(ctx, { item, because, budgetId, label: offer.label, cost: offer.cost, reserved }, rows);
    await toMany.give(ctx, { item, because, reserved: budgetId === null ? null : reserved, to: rows });
    if (budgetId !== null)
      await commitBudgets(ctx, new Map([[budgetId, { reserved: reserved * rows.length, grants: rows.length }]]));
    return outcomes;
  });
}

/** For how many a budget has room, and stays held; what costs nothing needs none, as long as it is open. */
async function roomFor(ctx: Ctx, budgetId: string, reserved: number): Promise<number> {
  const left = (await lockBudgets(ctx, [budgetId])).get(budgetId) ?? -1;
  if (left < 0) return 0;
  return reserved === 0 ? Number.POSITIVE_INFINITY : Math.floor(left / reserved);
}

async function oneByOne(
  ctx: Ctx,
  kinds: BenefitKinds,
  { item, because, budgetId, to, keyOf }: SameForMany,
): Promise<ReadonlyMap<number, Outcome>> {
  const requests = to.map((person) => ({ ...person, package: [item], because, budgetId, key: keyOf(person) }));
  const outcomes = await grant(ctx, kinds, { grants: requests });
  return new Map(to.map(({ personNo }, n) => [personNo, outcomes[n]?.outcome ?? 'unavailable']));
}
