import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { benefitKinds, grant } from '../benefits/index.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../orders/events.ts';
import { readTemplate } from './change-template.ts';
import { couponKind } from './coupon-kind.ts';
import type { NewTemplate, TemplateRow } from './tables.ts';
import { insertTemplate } from './template-queries.ts';

/** An active template that shoppers take: ¥10 off from ¥39, 7 days, one each, no total, unless told otherwise. */
export async function createCoupon(ctx: Ctx, facts: Partial<NewTemplate> = {}): Promise<TemplateRow> {
  const row: NewTemplate = {
    id: newId('cpt'),
    state: 'active',
    name: '满39减10',
    discount: { kind: 'amount', amount: 1_000 },
    threshold: 3_900,
    scope: { kind: 'all' },
    validity: { kind: 'days', days: 7 },
    hours: null,
    stack: 'main',
    audience: null,
    total: null,
    perMember: 1,
    channel: 'shop',
    note: '',
    ...facts,
  };
  await insertTemplate(ctx, row);
  return readTemplate(ctx, row.id);
}

export type Person = { readonly id: string; readonly personNo: number };

/** Give one coupon of a template to a member, as a journey does; answers the coupon's id. */
export async function giveCoupon(ctx: Ctx, person: Person, templateId: string, budgetId?: string): Promise<string> {
  const because = { kind: 'journey', id: 'jny_test', label: '首购后复购', node: 'coupon' };
  const request = { memberId: person.id, personNo: person.personNo, package: [{ kind: 'coupon', templateId }] };
  const [outcome] = await grant(ctx, benefitKinds([couponKind]), {
    grants: [{ ...request, because, budgetId, key: newId('key') }],
  });
  const { rows } = await sql<{ id: string }>`
    select id from coupons.coupon where grant_id = ${outcome?.given[0]?.grantId ?? null}
  `.execute(ctx.db);
  return rows[0]?.id ?? '';
}

export async function couponRow(ctx: Ctx, id: string) {
  const { rows } = await sql<{
    state: string;
    orderId: string | null;
    memberId: string;
    validTo: Date;
    saving: number | null;
  }>`
    select state, order_id, member_id, valid_to, saving from coupons.coupon where id = ${id}
  `.execute(ctx.db);
  return rows[0];
}

/** What the wallets add up to for a template, beside the template's own counters. */
export async function tally(ctx: Ctx, templateId: string) {
  const { rows } = await sql<Record<'issued' | 'used' | 'cost' | 'gmv' | 'rows' | 'usedRows' | 'saved', number>>`
    select t.issued, t.used, t.cost, t.gmv, count(c.id) as rows,
      count(c.id) filter (where c.state = 'used') as used_rows,
      coalesce(sum(c.saving) filter (where c.state = 'used'), 0) as saved
    from coupons.template t left join coupons.coupon c on c.template_id = t.id where t.id = ${templateId} group by t.id
  `.execute(ctx.db);
  return rows[0];
}

export async function budgetRow(ctx: Ctx, id: string) {
  const { rows } = await sql<Record<'limitFen' | 'committed' | 'spent' | 'grants' | 'bound' | 'rows', number>>`
    select b.limit_fen, b.committed, b.spent, b.grants, count(g.id) as rows,
      coalesce(sum(g.reserved) filter (where g.state in ('granted', 'used')), 0) as bound
    from benefits.budget b left join benefits.grant g on g.budget_id = b.id where b.id = ${id} group by b.id
  `.execute(ctx.db);
  return rows[0];
}

type OrderFacts = { readonly orderId: string; readonly person: Person; readonly amount?: number };

function aboutOrder({ orderId, person, amount = 5_000 }: OrderFacts) {
  return { orderId, number: orderId, memberId: person.id, amount, source: 'shop' };
}

/** What orders announce; the listeners act on it at the next settling. */
export async function announcePaid(
  ctx: Ctx,
  order: OrderFacts & { readonly couponId?: string; readonly saving?: number },
) {
  const { couponId: offerId, saving: saved = 0 } = order;
  const offers = offerId ? [{ source: 'coupons', offerId, amount: saved }] : [];
  const payload = { ...aboutOrder(order), first: true, lines: [], offers };
  await inTransaction(ctx, async (ctx) => ctx.emit(orderPaid, { personNo: order.person.personNo, payload }));
}

export async function announceCancelled(ctx: Ctx, order: OrderFacts) {
  const payload = { ...aboutOrder(order), reason: '超时未支付' };
  await inTransaction(ctx, async (ctx) => ctx.emit(orderCancelled, { personNo: order.person.personNo, payload }));
}

export async function announceRefunded(ctx: Ctx, order: OrderFacts & { readonly whole: boolean }) {
  const payload = { ...aboutOrder(order), refundId: newId('rfd'), whole: order.whole, lines: [] };
  await inTransaction(ctx, async (ctx) => ctx.emit(orderRefunded, { personNo: order.person.personNo, payload }));
}
