import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { type BenefitKinds, benefitItem, type GrantRequest, grant, revokeGiven } from '../../benefits/index.ts';
import { findSkus } from '../../catalog/index.ts';
import { merges } from '../../members/index.ts';
import { orderPaid, orderRefunded } from '../../orders/events.ts';
import { activeRules, countGiven, type PaymentRuleRow, rulesThatTakeBack } from './queries.ts';

type Paid = Static<typeof orderPaid.schema> & { readonly personNo: number };

/**
 * Paid: every rule that the order meets gives what it brings, once an order and rule, however often the payment is told. Given
 * back whole: what such a rule gave and is not used is taken back, where the rule says so. Within an order, always so ordered.
 */
export const onPayments = (kinds: BenefitKinds): Listener =>
  listener({
    name: 'coupons.on-payments',
    on: [orderPaid, orderRefunded],
    handle: async (ctx, facts) => {
      const paid = facts.flatMap((told) => {
        const payload = payloadOf(orderPaid, told);
        return payload?.source === 'shop' && told.personNo !== null ? [{ ...payload, personNo: told.personNo }] : [];
      });
      if (paid.length > 0) await give(ctx, kinds, paid);
      const refunds = facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []);
      const whole = refunds.flatMap((refund) => (refund.whole ? [refund] : []));
      if (whole.length > 0) await takeBack(ctx, kinds, whole);
    },
  });

async function give(ctx: Ctx, kinds: BenefitKinds, paid: readonly Paid[]): Promise<void> {
  const rules = await activeRules(ctx);
  if (rules.length === 0) return;
  const categories = await categoriesOf(ctx, rules, paid);
  const living = await merges.living(
    ctx,
    paid.map(({ personNo }) => personNo),
  );
  const grants = paid.flatMap((order) => {
    const person = living.get(order.personNo);
    return person === undefined
      ? []
      : rules
          .filter((rule) => meets(rule, order.amount, categories(order)))
          .map((rule) => requestOf(kinds, rule, order, { memberId: person.id, personNo: person.personNo }));
  });
  const outcomes = await grant(ctx, kinds, { grants });
  const given = new Map<string, number>();
  for (const [at, { outcome }] of outcomes.entries()) {
    const ruleId = grants[at]?.because.id;
    if (outcome === 'granted' && ruleId !== undefined) given.set(ruleId, (given.get(ruleId) ?? 0) + 1);
  }
  await countGiven(ctx, given);
}

/** Half-open bands, so that neighbours never both give. */
export function meets(
  { categoryIds, fromFen, toFen }: Pick<PaymentRuleRow, 'categoryIds' | 'fromFen' | 'toFen'>,
  amount: number,
  categories: ReadonlySet<string>,
): boolean {
  if (amount < fromFen || (toFen !== null && amount >= toFen)) return false;
  return categoryIds.length === 0 || categoryIds.some((id) => categories.has(id));
}

/** The categories of an order's goods with all above them; nothing is looked up where no rule asks. */
async function categoriesOf(ctx: Ctx, rules: readonly PaymentRuleRow[], paid: readonly Paid[]) {
  const asked = rules.some(({ categoryIds }) => categoryIds.length > 0);
  const ids = asked ? paid.flatMap(({ lines }) => lines.flatMap(({ skuId }) => skuId ?? [])) : [];
  const skus = ids.length === 0 ? new Map() : await findSkus(ctx, ids);
  return ({ lines }: Paid): ReadonlySet<string> =>
    new Set(lines.flatMap(({ skuId, categoryId }) => skus.get(skuId ?? '')?.categoryIds ?? categoryId ?? []));
}

function requestOf(
  kinds: BenefitKinds,
  { id, name, benefit, budgetId }: PaymentRuleRow,
  { orderId }: Paid,
  person: { readonly memberId: string; readonly personNo: number },
): GrantRequest {
  return {
    ...person,
    package: [benefitItem(kinds, benefit)],
    because: { kind: 'payment', id, label: words(`支付有礼：${name}`, `After a payment: ${name}`), node: orderId },
    budgetId,
    key: `paid:${orderId}:${id}`,
  };
}

async function takeBack(
  ctx: Ctx,
  kinds: BenefitKinds,
  refunds: readonly { readonly orderId: string; readonly number: string }[],
): Promise<void> {
  const rules = await rulesThatTakeBack(ctx);
  for (const { orderId, number } of rules.length === 0 ? [] : refunds) {
    const label = words(`订单 ${number} 全额退款`, `Order ${number} was refunded in full`);
    await revokeGiven(ctx, kinds, {
      keyPrefixes: rules.map((id) => `paid:${orderId}:${id}`),
      because: { kind: 'payment', id: orderId, label },
    });
  }
}
