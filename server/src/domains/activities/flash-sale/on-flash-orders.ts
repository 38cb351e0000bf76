import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { orderPaid, orderRefunded } from '../../orders/events.ts';
import { join } from '../entries.ts';
import { type Back, bookOrderMoney, type Came, moneyTold } from '../order-money.ts';
import { findByNo } from '../queries.ts';
import { TAKE, type TakeRow } from './session.ts';

/** What was paid is hers for good, and she takes part from then on; what went back whole counts no more for what she may have. */
export const onFlashOrders: Listener = listener({
  name: 'activities.on-flash-orders',
  on: [orderPaid, orderRefunded],
  batch: 500,
  async handle(ctx, facts) {
    const money = moneyTold(facts);
    const known = await knownOrders(ctx, [...money.paid, ...money.backs]);
    if (known.size === 0) return;
    await bookOrderMoney(ctx, known, money);
    await confirm(ctx, money.paid);
    await noteBack(
      ctx,
      money.backs.filter(({ whole }) => whole),
    );
  },
});

async function knownOrders(ctx: Ctx, told: readonly Came[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ orderId: string }>`
    select order_id from activities.flash_take where order_id = any(${told.map(({ orderId }) => orderId)}::text[])
  `.execute(ctx.db);
  return new Set(rows.map(({ orderId }) => orderId));
}

async function confirm(ctx: Ctx, paid: readonly Came[]): Promise<void> {
  const { rows } = await sql<TakeRow>`
    update activities.flash_take t set state = 'paid', paid_at = p.at
    from unnest(${paid.map(({ orderId }) => orderId)}::text[], ${paid.map(({ at }) => at)}::timestamptz[]) as p (order_id, at)
    where t.order_id = p.order_id and t.state = 'ordered' returning ${TAKE}
  `.execute(ctx.db);
  const activities = await findByNo(
    ctx,
    rows.map(({ activityNo }) => activityNo),
  );
  await join(
    ctx,
    rows.flatMap(({ activityNo, memberId, personNo, tester, paidAt }) => {
      const activity = activities.get(activityNo);
      return activity ? [{ memberId, personNo, tester, activity, at: paidAt ?? ctx.now() }] : [];
    }),
  );
}

async function noteBack(ctx: Ctx, backs: readonly Back[]): Promise<void> {
  await sql`
    update activities.flash_take t set refunded_at = b.at
    from unnest(${backs.map(({ orderId }) => orderId)}::text[], ${backs.map(({ at }) => at)}::timestamptz[]) as b (order_id, at)
    where t.order_id = b.order_id and t.refunded_at is null
  `.execute(ctx.db);
}
