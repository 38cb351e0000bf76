import type { Draft } from '@huoshui/contracts/form';
import type { PaymentRule } from '@huoshui/contracts/payment-rules';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { type BenefitKinds, benefitItem, describe } from '../../benefits/index.ts';
import { couponErrors } from '../errors.ts';
import {
  countRules,
  endRule,
  findRule,
  insertRule,
  listRuleRows,
  type PaymentRuleRow,
  type PaymentTerms,
  updateRule,
} from './queries.ts';
import { paymentRuleForm } from './rule-form.ts';

type RuleView = Static<typeof PaymentRule>;

export async function createRule(ctx: Ctx, kinds: BenefitKinds, draft: Draft): Promise<RuleView> {
  const id = newId('prl');
  await insertRule(ctx, id, await readTerms(ctx, draft, {}));
  return readRule(ctx, kinds, id);
}

/** Throws `coupons.rule_not_found`. */
export async function changeRule(ctx: Ctx, kinds: BenefitKinds, id: string, draft: Draft): Promise<RuleView> {
  const before = await mustFind(ctx, id);
  await updateRule(ctx, id, await readTerms(ctx, draft, valuesOf(before)));
  return readRule(ctx, kinds, id);
}

/** What was given stays given. Throws `coupons.rule_not_found`. */
export async function setRuleEnded(ctx: Ctx, kinds: BenefitKinds, id: string, ended: boolean): Promise<RuleView> {
  await mustFind(ctx, id);
  await endRule(ctx, id, ended);
  return readRule(ctx, kinds, id);
}

type RuleQuery = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export async function listRules(ctx: Ctx, kinds: BenefitKinds, query: RuleQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
  const q = query.q?.trim() || null;
  const { items, nextCursor } = toPage(
    await listRuleRows(ctx, { q, after, limit: limit + 1 }),
    limit,
    ({ id }) => [id],
    (row) => row,
  );
  const page = { items: await present(ctx, kinds, items), nextCursor };
  return after === null ? { ...page, ...(await countRules(ctx, q)) } : page;
}

async function readRule(ctx: Ctx, kinds: BenefitKinds, id: string): Promise<RuleView> {
  const [view] = await present(ctx, kinds, [await mustFind(ctx, id)]);
  if (view === undefined) throw couponErrors.error('rule_not_found', { id });
  return view;
}

async function mustFind(ctx: Ctx, id: string): Promise<PaymentRuleRow> {
  const row = await findRule(ctx, id);
  if (row === undefined) throw couponErrors.error('rule_not_found', { id });
  return row;
}

async function readTerms(ctx: Ctx, draft: Draft, stored: Draft): Promise<PaymentTerms> {
  const { name, categories, from, to, benefit, budget, onRefund } = await readForm(ctx, paymentRuleForm, draft, {
    stored,
  });
  return { name, categoryIds: categories ?? [], fromFen: from, toFen: to, benefit, budgetId: budget, onRefund };
}

async function present(ctx: Ctx, kinds: BenefitKinds, rows: readonly PaymentRuleRow[]): Promise<RuleView[]> {
  const names = await ctx.names(
    ctx,
    rows.flatMap(({ benefit, categoryIds }) => [
      { of: 'benefit' as const, id: benefit },
      ...categoryIds.map((id) => ({ of: 'category' as const, id })),
    ]),
  );
  return Promise.all(
    rows.map(async (row): Promise<RuleView> => {
      const worth = await describe(ctx, kinds, benefitItem(kinds, row.benefit));
      return {
        id: row.id,
        name: row.name,
        sentence: paymentRuleForm.sentence(valuesOf(row), names),
        values: valuesOf(row),
        state: row.ended ? 'ended' : 'active',
        given: row.given,
        expectedEach: worth?.cost ?? 0,
        createdAt: row.createdAt.toISOString(),
      };
    }),
  );
}

function valuesOf({ name, categoryIds, fromFen, toFen, benefit, budgetId, onRefund }: PaymentRuleRow) {
  return { name, categories: categoryIds, from: fromFen, to: toFen, benefit, budget: budgetId, onRefund };
}
