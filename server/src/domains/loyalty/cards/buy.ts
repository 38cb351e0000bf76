import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { loyaltyErrors } from '../errors.ts';
import type { Person } from '../tables.ts';
import { findKind } from './kinds.ts';
import type { Till } from './ports.ts';

/**
 * An order of a card, with what is promised for it. It begins when it is paid. Throws `loyalty.card_kind_not_found`,
 * `card_ended`, `card_price_changed`.
 */
export async function buyCard(ctx: Ctx, till: Till, person: Person, kindId: string, expectedPrice: number) {
  return inTransaction(ctx, async (ctx) => {
    const { ended, price, name, months, paysPercent, pointTenths, freeShipping, monthlyCoupon } = await findKind(
      ctx,
      kindId,
    );
    if (ended) throw loyaltyErrors.error('card_ended');
    if (price !== expectedPrice) throw loyaltyErrors.error('card_price_changed', { price: formatYuan(price) });
    const order = await till.sell(ctx, { ...person, name, price });
    await sql`
      insert into loyalty.card (id, kind_id, member_id, person_no, order_id, name, months, pays_percent, point_tenths,
        free_shipping, monthly_coupon, state, created_at)
      values (${newId('crd')}, ${kindId}, ${person.memberId}, ${person.personNo}, ${order.id}, ${name}, ${months},
        ${paysPercent}, ${pointTenths}, ${freeShipping}, ${monthlyCoupon}, 'unpaid', ${ctx.now()})
    `.execute(ctx.db);
    return order;
  });
}
