import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { merges } from '../../members/index.ts';
import type { orderPaid, orderRefunded } from '../../orders/events.ts';
import { endOf } from '../points.ts';
import type { Person } from '../tables.ts';
import { type NewGrowth, writeGrowth } from './growth.ts';
import { growthRule } from './growth-rule.ts';
import { growthFor } from './level.ts';
import { lookAgain } from './look-again.ts';
import { holdStandings } from './standing.ts';

type Paid = Static<typeof orderPaid.schema> & { readonly personNo: number; readonly at: Date };

/** What orders of the shop grow, on what their goods were paid with; whoever has grown enough rises at once. */
export async function grow(ctx: Ctx, kinds: BenefitKinds, paid: readonly Paid[]): Promise<void> {
  const { on, perYuan, days } = await getSetting(ctx, growthRule);
  if (!on) return;
  const living = await merges.living(
    ctx,
    paid.map(({ personNo }) => personNo),
  );
  const grown = paid.flatMap(({ orderId, number, personNo, source, lines, at }): NewGrowth[] => {
    const goods = lines.reduce((sum, { payable }) => sum + payable, 0);
    const now = living.get(personNo);
    const value = growthFor(goods, perYuan);
    if (source !== 'shop' || value === 0 || now === undefined) return [];
    return [
      {
        key: `order:${orderId}`,
        memberId: now.id,
        personNo: now.personNo,
        orderId,
        paid: goods,
        perYuan,
        value,
        note: words(`订单 ${number}`, `Order ${number}`),
        at,
        endsAt: endOf(at, days),
      },
    ];
  });
  // Held before anything is written: of two who look at her, the second sees what the first wrote.
  await holdStandings(ctx, grown);
  const fresh = await writeGrowth(ctx, grown);
  await lookAgain(
    ctx,
    kinds,
    grown.filter(({ key }) => fresh.has(key)),
    'growth',
  );
}

type Refunded = Static<typeof orderRefunded.schema>;

/** Orders of which something was given back grew less: exactly what the goods that are kept grow. */
export async function shrink(ctx: Ctx, kinds: BenefitKinds, refunds: readonly Refunded[]): Promise<void> {
  if (refunds.length === 0) return;
  const orderIds = refunds.map(({ orderId }) => orderId);
  const owners = await ownersOf(ctx, orderIds);
  if (owners.length === 0) return;
  await holdStandings(ctx, owners);
  // One after the other: refunds of one order each find what the one before has left.
  for (const { orderId, amount, whole, lines } of refunds) {
    const goods = lines.length === 0 ? amount : lines.reduce((sum, line) => sum + line.amount, 0);
    await sql`
      update loyalty.growth g set returned = now.returned, value = floor((g.paid - now.returned)::bigint * g.per_yuan / 100)
      from (select key, case when ${whole} then paid else least(paid, returned::bigint + ${goods})::int end as returned
        from loyalty.growth where order_id = ${orderId}) as now
      where g.key = now.key
    `.execute(ctx.db);
  }
  await lookAgain(ctx, kinds, await ownersOf(ctx, orderIds), 'refund');
}

async function ownersOf(ctx: Ctx, orderIds: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select distinct member_id, person_no from loyalty.growth where order_id = any(${[...orderIds]}::text[])
  `.execute(ctx.db);
  return rows;
}
