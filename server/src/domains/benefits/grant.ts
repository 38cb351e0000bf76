import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { BenefitItem, BenefitKinds, Cause, Gift, Offered } from './benefit-kind.ts';
import { commitBudgets, lockBudgets } from './budget-queries.ts';
import { firstThatFit } from './fit.ts';
import { deleteGrants, insertGrants, usedKeys } from './grant-queries.ts';
import { groupBy } from './group-by.ts';
import { type Unpacked, unpack } from './packages/unpack.ts';
import type { NewGrant } from './tables.ts';

export type GrantRequest = {
  readonly memberId: string;
  readonly personNo: number;
  readonly package: readonly BenefitItem[];
  readonly because: Cause;
  readonly budgetId?: string | null | undefined;
  /** Given once a key: journey run and node, order and rule… A refusal does not use it up. */
  readonly key: string;
};

/**
 * `granted`: at least one piece was given · `repeated`: given before under this key · `over_budget`: the budget is spent
 * or closed · `unbounded`: nothing says what it could cost at most, so no budget can pay for it · `limit`: she has as many of it as one
 * may have · `unavailable`: nothing of the package can be given (ended, sold out, unknown).
 */
export type GrantOutcome = {
  readonly key: string;
  readonly outcome: 'granted' | 'repeated' | 'over_budget' | 'unbounded' | 'limit' | 'unavailable';
  readonly given: readonly {
    readonly grantId: string;
    readonly kind: string;
    readonly label: string;
    readonly cost: number;
    readonly sentence?: string | undefined;
    readonly validTo?: Date | undefined;
    readonly validFrom?: Date | undefined;
  }[];
};

/**
 * Give benefits, thousands at once in a few statements: a ledger row with cost and cause each, once a key, and within
 * the budget. When a budget does not cover all, the first in the order given get theirs and the rest are refused: a
 * package is paid for whole or not at all. Answers one outcome a request, in order.
 */
export async function grant(
  ctx: Ctx,
  kinds: BenefitKinds,
  { grants }: { readonly grants: readonly GrantRequest[] },
): Promise<readonly GrantOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    const { planned, unbounded } = await plan(ctx, kinds, await unpack(ctx, kinds, grants));
    const fresh = await insertGrants(ctx, planned);
    const affordable = await keepWithinBudgets(ctx, fresh);
    const given = await giveByKind(ctx, kinds, affordable);
    const notGiven = fresh.filter((row) => !given.has(row.id));
    await deleteGrants(
      ctx,
      notGiven.map((row) => row.id),
    );
    const kept = fresh.filter((row) => given.has(row.id));
    await commitBudgets(ctx, boundBy(kept));
    const used = await usedKeys(ctx, grants, fresh);
    const full = await withoutRoom(
      ctx,
      kinds,
      affordable.filter((row) => !given.has(row.id)),
    );
    return outcomes(grants, { used, unbounded, fresh, affordable, kept, full });
  });
}

type Planned = { readonly planned: readonly NewGrant[]; readonly unbounded: ReadonlySet<string> };

/** One row for each piece that can be given, named and costed by its kind; equal pieces are asked about once. */
async function plan(ctx: Ctx, kinds: BenefitKinds, grants: readonly Unpacked<GrantRequest>[]): Promise<Planned> {
  const offered = await offeredOf(ctx, kinds, grants);
  const seen = new Set<string>();
  const unbounded = new Set<string>();
  const planned = grants.flatMap((request) => {
    if (seen.has(request.key)) return [];
    seen.add(request.key);
    const { key, memberId, personNo, because, budgetId = null } = request;
    const rows = request.package.flatMap((item, position): NewGrant[] => {
      const offer = offered.get(JSON.stringify(item));
      if (!offer) return [];
      const { most, left: _, ...rest } = offer;
      if (budgetId !== null && most === null) unbounded.add(key);
      const reserved = budgetId === null ? offer.cost : (most ?? 0);
      const packageId = request.of[position] ?? null;
      const row = { id: newId('grt'), key, position, memberId, personNo, item, because, budgetId, packageId, reserved };
      return [{ ...row, ...rest }];
    });
    return unbounded.has(key) ? [] : rows;
  });
  return { planned, unbounded };
}

async function offeredOf(
  ctx: Ctx,
  kinds: BenefitKinds,
  grants: readonly GrantRequest[],
): Promise<Map<string, Offered | null>> {
  const distinct = new Map(
    grants.flatMap((request) => request.package.map((item) => [JSON.stringify(item), item] as const)),
  );
  const offered = new Map<string, Offered | null>();
  for (const [kind, entries] of groupBy([...distinct], ([, item]) => item.kind)) {
    const answers = await kinds.get(kind)?.cost(
      ctx,
      entries.map(([, item]) => item),
    );
    for (const [at, [text]] of entries.entries()) offered.set(text, answers?.[at] ?? null);
  }
  return offered;
}

/** Budgets are locked until the commit, so that parallel givers cannot both see the same money. */
async function keepWithinBudgets(ctx: Ctx, rows: readonly NewGrant[]): Promise<NewGrant[]> {
  const ids = [...new Set(rows.flatMap((row) => row.budgetId ?? []))];
  if (ids.length === 0) return [...rows];
  return firstThatFit(rows, await lockBudgets(ctx, ids));
}

function boundBy(rows: readonly NewGrant[]): ReadonlyMap<string, { reserved: number; grants: number }> {
  const paid = groupBy(rows, ({ budgetId }) => budgetId ?? '');
  paid.delete('');
  return new Map(
    [...paid].map(([budgetId, of]) => [
      budgetId,
      { reserved: of.reduce((sum, { reserved }) => sum + reserved, 0), grants: of.length },
    ]),
  );
}

/** In the order of the kinds, always: what each of them holds is held in one order. */
async function giveByKind(ctx: Ctx, kinds: BenefitKinds, rows: readonly NewGrant[]): Promise<Set<string>> {
  const given = new Set<string>();
  const byKind = groupBy(rows, (row) => row.item.kind);
  for (const kind of kinds.keys()) {
    const ofKind = byKind.get(kind);
    if (ofKind === undefined) continue;
    const gifts = ofKind.map(({ id, memberId, personNo, item, because, budgetId, reserved }): Gift => {
      return { grantId: id, memberId, personNo, item, because, reserved: budgetId === null ? null : reserved };
    });
    for (const id of (await kinds.get(kind)?.grant(ctx, gifts)) ?? []) given.add(id);
  }
  return given;
}

/** Of what was not given, the keys of those who have as many of it as one may have. */
async function withoutRoom(ctx: Ctx, kinds: BenefitKinds, refused: readonly NewGrant[]): Promise<ReadonlySet<string>> {
  const full = new Set<string>();
  for (const rows of groupBy(refused, ({ item }) => JSON.stringify(item)).values()) {
    const [first] = rows;
    const held = first && (await kinds.get(first.item.kind)?.toMany?.hold(ctx, first.item, rows));
    for (const { key, personNo } of rows) if (held?.full.has(personNo)) full.add(key);
  }
  return full;
}

type Stages = Readonly<Record<'fresh' | 'affordable' | 'kept', readonly NewGrant[]>> & {
  readonly used: ReadonlySet<string>;
  readonly unbounded: ReadonlySet<string>;
  readonly full: ReadonlySet<string>;
};

function outcomes(grants: readonly GrantRequest[], stages: Stages): GrantOutcome[] {
  const fresh = new Set(stages.fresh.map((row) => row.key));
  const affordable = new Set(stages.affordable.map((row) => row.key));
  const kept = groupBy(stages.kept, (row) => row.key);
  const seen = new Set<string>();
  return grants.map(({ key }): GrantOutcome => {
    const again = seen.has(key) || stages.used.has(key);
    seen.add(key);
    if (again) return { key, outcome: 'repeated', given: [] };
    const rows = kept.get(key) ?? [];
    const given = rows.map(({ id, item, label, cost, sentence, validTo, validFrom }) => ({
      grantId: id,
      kind: item.kind,
      label,
      cost,
      sentence,
      validTo,
      validFrom,
    }));
    if (given.length > 0) return { key, outcome: 'granted', given };
    if (stages.unbounded.has(key)) return { key, outcome: 'unbounded', given };
    if (fresh.has(key) && !affordable.has(key)) return { key, outcome: 'over_budget', given };
    return { key, outcome: stages.full.has(key) ? 'limit' : 'unavailable', given };
  });
}
