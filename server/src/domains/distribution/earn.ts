import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { findProducts } from '../catalog/index.ts';
import { merges } from '../members/index.ts';
import { type Assign, assignedDue, type DueByOthers } from './assigned.ts';
import { commissionOf } from './commission.ts';
import { type DistributorRow, distributorsBy, distributorsOf } from './distributor.ts';
import { commissionEarned } from './events.ts';
import { holdDoubtful } from './guard.ts';
import { holdDistributors, post } from './ledger.ts';
import { lockKey, locksOf } from './lock.ts';
import { noteMarks } from './marks.ts';
import { type Plan, ratesFor } from './plan.ts';
import { plansOf } from './plans.ts';
import { type Rules, readRules } from './rules.ts';

export type Paid = {
  readonly orderId: string;
  readonly number: string;
  readonly personNo: number;
  readonly source: string;
  readonly at: Date;
  readonly lines: readonly {
    readonly lineId: string;
    readonly productId: string | null;
    readonly name: string;
    readonly quantity: number;
    readonly payable: number;
  }[];
};

type Due = {
  readonly order: Paid;
  readonly buyer: { readonly id: string; readonly personNo: number };
  /** Who earns, the first level first. */
  readonly earners: readonly DistributorRow[];
};

/**
 * What orders of the shop bring those whose customers bought, of what their goods were paid with, at the rates of the day on which they
 * were paid. All of it waits until nothing can be sent back.
 */
export async function earn(ctx: Ctx, paid: readonly Paid[], assign: Assign['earns']): Promise<void> {
  const rules = await readRules(ctx);
  const orders = paid.filter(({ source }) => source === 'shop');
  if (orders.length === 0) return;
  const assigned = await assign(ctx, orders);
  const taken = new Set(assigned.filter(({ instead }) => instead).map(({ orderId }) => orderId));
  const byOthers = await assignedDue(ctx, rules, orders, assigned);
  const due = rules.on
    ? await findDue(
        ctx,
        rules,
        orders.filter(({ orderId }) => !taken.has(orderId)),
      )
    : [];
  const rows = [
    ...(due.length === 0 ? [] : rowsOf(await plansOf(ctx), await goodsOf(ctx, due), due)),
    ...byOthers.flatMap((one) => one.rows),
  ];
  if (rows.length === 0) return;
  await holdDistributors(
    ctx,
    rows.map(({ distributor_no: no }) => no),
  );
  const fresh = await insertCommissions(ctx, rows);
  await post(
    ctx,
    fresh.map(({ no, distributorNo, amount, orderNumber }) => ({
      ...{ distributorNo, key: `earned:${no}`, kind: 'earned' as const, frozen: amount, balance: 0 },
      ...{ commissionNo: no, note: orderNumber },
    })),
  );
  await holdDoubtful(
    ctx,
    rules,
    fresh.map(({ no }) => no),
  );
  announce(ctx, [...due, ...byOthers.map(dueOf)], fresh);
}

const dueOf = ({ order, earner }: DueByOthers) => ({ order, earners: [earner] });

/** Whose order earns whom. Marks are kept of distributors and of their customers alone. */
async function findDue(ctx: Ctx, rules: Rules, orders: readonly Paid[]): Promise<Due[]> {
  const living = await merges.living(
    ctx,
    orders.map(({ personNo }) => personNo),
  );
  const asked = orders.flatMap((order) => {
    const buyer = living.get(order.personNo);
    return buyer === undefined ? [] : [{ order, buyer }];
  });
  const [locks, own] = [
    await locksOf(
      ctx,
      asked.map(({ order, buyer }) => ({ personNo: buyer.personNo, at: order.at })),
    ),
    await distributorsOf(
      ctx,
      asked.map(({ buyer }) => buyer.personNo),
    ),
  ];
  const firsts = await distributorsBy(ctx, [...locks.values()]);
  const parents = await distributorsBy(
    ctx,
    [...firsts.values(), ...own.values()].flatMap(({ parentNo }) => parentNo ?? []),
  );
  const due: Due[] = [];
  const marked: { personNo: number; orderId: string }[] = [];
  for (const { order, buyer } of asked) {
    const herself = own.get(buyer.personNo);
    const sharer = firsts.get(locks.get(lockKey({ personNo: buyer.personNo, at: order.at })) ?? 0);
    if (herself !== undefined || sharer !== undefined)
      marked.push({ personNo: buyer.personNo, orderId: order.orderId });
    const first = rules.selfPurchase && herself?.state === 'active' ? herself : sharer;
    if (first === undefined) continue;
    const second = rules.secondLevel && first.parentNo !== null ? parents.get(first.parentNo) : undefined;
    const mayEarn = (one: DistributorRow | undefined) =>
      one?.state === 'active' && (rules.selfPurchase || one.personNo !== buyer.personNo);
    if (!mayEarn(first)) continue;
    const above = second !== undefined && mayEarn(second) && second.no !== first.no ? [second] : [];
    due.push({ order, buyer, earners: [first, ...above] });
  }
  await noteMarks(ctx, marked);
  return due;
}

async function goodsOf(ctx: Ctx, due: readonly Due[]) {
  return findProducts(
    ctx,
    due.flatMap(({ order }) => order.lines.flatMap(({ productId }) => productId ?? [])),
  );
}

/** A commission that is to be written, by the names of its columns. */
export type NewCommission = {
  readonly distributor_no: number;
  readonly level: number;
  readonly order_id: string;
  readonly order_number: string;
  readonly line_id: string;
  readonly product: string;
  readonly buyer_id: string;
  readonly buyer_no: number;
  readonly units: number;
  readonly base: number;
  readonly rate: number;
  readonly plan_id: string;
  readonly amount: number;
  readonly paid_at: string;
  readonly earned_for: 'plan' | 'wave' | 'neighbour';
};

function rowsOf(
  plans: readonly Plan[],
  products: Awaited<ReturnType<typeof goodsOf>>,
  due: readonly Due[],
): NewCommission[] {
  return due.flatMap(({ order, buyer, earners }) => {
    return order.lines.flatMap(({ lineId, productId, name, quantity, payable }) => {
      const product = products.get(productId ?? '');
      if (product === undefined) return [];
      const asked = { productId: product.id, categoryIds: product.categoryIds };
      const rates = ratesFor(plans, asked, shanghaiDay(order.at));
      return earners.flatMap(({ no }, at) => {
        const rate = (at === 0 ? rates?.first : rates?.second) ?? 0;
        const amount = commissionOf(payable, rate);
        if (rates === null || amount === 0) return [];
        return [
          {
            ...{ distributor_no: no, level: at + 1, order_id: order.orderId, order_number: order.number },
            earned_for: 'plan' as const,
            ...{ line_id: lineId, product: name, buyer_id: buyer.id, buyer_no: buyer.personNo, units: quantity },
            ...{ base: payable, rate, plan_id: rates.planId, amount, paid_at: order.at.toISOString() },
          },
        ];
      });
    });
  });
}

type Fresh = {
  readonly no: number;
  readonly distributorNo: number;
  readonly level: number;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly amount: number;
};

/** Those of which nothing was written yet. */
export async function insertCommissions(ctx: Ctx, given: readonly NewCommission[]): Promise<readonly Fresh[]> {
  const rows = given.map((row) => ({ ...row, id: newId('cms') }));
  const { rows: fresh } = await sql<Fresh>`
    insert into distribution.commission (id, distributor_no, level, order_id, order_number, line_id, product, buyer_id, buyer_no, units,
      base, rate, plan_id, amount, earned_for, state, paid_at)
    select id, distributor_no, level, order_id, order_number, line_id, product, buyer_id, buyer_no, units, base, rate, plan_id, amount, earned_for, 'frozen', paid_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, distributor_no bigint, level int, order_id text, order_number text, line_id text,
      product text, buyer_id text, buyer_no int, units int, base int, rate int, plan_id text, amount int, earned_for text, paid_at timestamptz)
    on conflict (order_id, line_id, level) do nothing returning no, distributor_no, level, order_id, order_number, amount
  `.execute(ctx.db);
  return fresh;
}

/** Once an order and distributor. */
function announce(ctx: Ctx, due: readonly Pick<Due, 'order' | 'earners'>[], fresh: readonly Fresh[]): void {
  for (const { order, earners } of due)
    for (const [at, { no, id: distributorId, memberId, personNo }] of earners.entries()) {
      const level = at + 1;
      const hers = fresh.filter(
        (row) => row.orderId === order.orderId && row.distributorNo === no && row.level === level,
      );
      const amount = hers.reduce((sum, row) => sum + row.amount, 0);
      if (amount === 0) continue;
      const { orderId, number } = order;
      ctx.emit(commissionEarned, { personNo, payload: { memberId, distributorId, orderId, number, level, amount } });
    }
}
