import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { personTimeline } from '../../analytics/index.ts';
import { findMembers } from '../../members/index.ts';
import { ORDER_COUNTS } from '../purchase-figures.ts';
import { readCycles } from './cycles.ts';
import { type Bought, runOutOf } from './predict.ts';
import { LOOKS_BACK_DAYS } from './predict-sql.ts';

/** Orders that are read of one member. */
const MOST = 300;

/** What of hers will be used up when, by category, what ends first before the others. */
export async function herNext(ctx: Ctx, memberId: string) {
  const [cycles, members] = await Promise.all([readCycles(ctx), findMembers(ctx, [memberId])]);
  const personNo = members.get(memberId)?.personNo;
  if (cycles.length === 0 || personNo === undefined) return [];
  const [{ items }, { rows }] = await Promise.all([
    personTimeline(ctx, { personNo, names: ['order.paid'], limit: MOST }),
    sql<{ orderId: string }>`
      select o.order_id from audiences.counted_order o left join audiences.counted_refund r using (order_id)
      where o.person_no = ${personNo} group by o.order_id having ${ORDER_COUNTS}
    `.execute(ctx.db),
  ]);
  const counted = new Set(rows.map(({ orderId }) => orderId));
  const since = ctx.now().getTime() - LOOKS_BACK_DAYS * 86_400_000;
  const hers = new Map<string, Map<string, { units: number; goods: string; productId: string }>>();
  // The oldest first, so that the last one names the goods.
  for (const { orderId, ts, props } of items.toReversed()) {
    if (!counted.has(orderId) || Date.parse(ts) < since) continue;
    const day = shanghaiDay(new Date(ts));
    for (const line of linesOf(props)) {
      const days = hers.get(line.categoryId) ?? new Map<string, { units: number; goods: string; productId: string }>();
      days.set(day, {
        units: (days.get(day)?.units ?? 0) + line.quantity,
        goods: line.name,
        productId: line.productId,
      });
      hers.set(line.categoryId, days);
    }
  }
  const names = await ctx.names(
    ctx,
    cycles
      .filter(({ categoryId }) => hers.has(categoryId))
      .map(({ categoryId: id }) => ({ of: 'category' as const, id })),
  );
  const next = cycles.flatMap(({ categoryId, daysPerUnit, gaps, members }) => {
    const days = [...(hers.get(categoryId) ?? new Map<string, never>())];
    const bought: Bought[] = days.map(([day, { units }]) => ({ day, units }));
    const runOut = runOutOf(bought, daysPerUnit);
    const last = days.at(-1);
    if (!runOut || !last) return [];
    const [lastDay, { goods, productId }] = last;
    const category = names('category', categoryId) ?? words('已删除的类目', 'a category that is gone');
    const of = { categoryId, category, productId, goods, lastDay, purchases: bought.length };
    return [{ ...of, runsOutOn: runOut.day, cycle: { daysPerUnit, gaps, members } }];
  });
  return next.toSorted((a, b) => (a.runsOutOn < b.runsOutOn ? -1 : 1));
}

type Line = {
  readonly categoryId: string;
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
};

function linesOf(props: Readonly<Record<string, unknown>>): Line[] {
  const lines: readonly unknown[] = Array.isArray(props.lines) ? props.lines : [];
  return lines.flatMap((line) => {
    if (typeof line !== 'object' || line === null) return [];
    const text = (key: string) => String(Reflect.get(line, key) ?? '');
    const quantity = Number(Reflect.get(line, 'quantity') ?? 0);
    const categoryId = text('categoryId');
    return categoryId === '' || !(quantity > 0)
      ? []
      : [{ categoryId, productId: text('productId'), name: text('name'), quantity }];
  });
}
