import { named, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type BenefitKinds, grantToMany, wouldGive } from '../benefits/index.ts';
import type { BatchAct, BatchOutcome } from '../members/index.ts';
import { readTemplate } from './change-template.ts';
import { windowOf } from './coupon.ts';
import { couponErrors } from './errors.ts';
import { noteOf } from './template.ts';

/** One coupon each, through the ledger: its total and what one may have are guarded there, as on every path. */
export const giveMany = (kinds: BenefitKinds): BatchAct => ({
  kind: 'coupon',

  title: async (ctx, { templateId = '', budgetId }) => {
    const template = await readTemplate(ctx, templateId);
    if (noteOf(template, ctx.now()) !== null) throw couponErrors.error('not_grantable', { id: templateId });
    if (budgetId !== undefined && (await priceOf(ctx, kinds, { templateId, budgetId }, 1)).given === 0)
      throw couponErrors.error('not_covered', { id: budgetId });
    return named(words('发放优惠券', 'Give the coupon'), template.name);
  },

  run: async (ctx, part) => {
    const { batchId, persons, because, what } = part;
    const { templateId = '', said, budgetId = null } = what;
    const outcomes = await grantToMany(ctx, kinds, {
      item: { kind: 'coupon', templateId },
      because: { ...because, kind: 'batch', id: batchId, said: said || undefined },
      budgetId,
      to: persons,
      keyOf: ({ personNo }) => `batch:${batchId}:${personNo}`,
    });
    const refused = [...outcomes.values()].filter((outcome) => outcome === 'unavailable');
    const why = refused.length === 0 ? 'ended' : await reasonOf(ctx, templateId);
    return new Map(
      persons.map(({ personNo }): [number, BatchOutcome] => {
        const outcome = outcomes.get(personNo);
        if (outcome === 'granted') return [personNo, 'given'];
        if (outcome === 'limit') return [personNo, 'limit'];
        if (outcome === 'over_budget' || outcome === 'unbounded') return [personNo, 'over_budget'];
        return [personNo, outcome === 'repeated' ? 'merged' : why];
      }),
    );
  },

  measured: {
    wouldCost: async (ctx, what, persons) => priceOf(ctx, kinds, what, persons),

    until: async (ctx, { templateId = '' }) => windowOf((await readTemplate(ctx, templateId)).validity, ctx.now()).to,

    cost: async (ctx, { batchId, before, except }) => {
      const { rows } = await sql<{ cost: number }>`
        select coalesce(sum(saving), 0)::bigint as cost from coupons.coupon
        where because_kind = 'batch' and because_id = ${batchId} and state = 'used' and used_at < ${before}
          and person_no <> all(${[...except]}::int[])
      `.execute(ctx.db);
      return rows[0]?.cost ?? 0;
    },
  },
});

type Asked = { readonly templateId?: string; readonly budgetId?: string };

/** One coupon each for so many, out of the budget where one is named. */
async function priceOf(ctx: Ctx, kinds: BenefitKinds, { templateId = '', budgetId }: Asked, persons: number) {
  return wouldGive(ctx, kinds, {
    items: [{ kind: 'coupon', templateId }],
    budgetId: budgetId ?? null,
    persons,
  });
}

/** Why those got none who might have had one: there are none left, or the coupon is over. */
async function reasonOf(ctx: Ctx, templateId: string): Promise<BatchOutcome> {
  const template = await readTemplate(ctx, templateId);
  return template.total !== null && template.issued >= template.total ? 'sold_out' : 'ended';
}
