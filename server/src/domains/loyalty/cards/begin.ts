import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { cardBought, cardReturned } from '../events.ts';
import { type CardRow, endOf } from './card.ts';
import { takeBackGifts } from './monthly-coupon.ts';
import { reminderOf } from './remind.ts';
import { CARD } from './rows.ts';

type Paid = { readonly orderId: string; readonly at: Date };

/** Paid: it begins, or follows the last one of its kind that she has. Repeatable. */
export async function beginCards(ctx: Ctx, paid: readonly Paid[]): Promise<void> {
  const { rows } = await sql<CardRow>`
    select ${CARD} from loyalty.card where order_id = any(${paid.map(({ orderId }) => orderId)}::text[]) and state = 'unpaid'
    order by id for update
  `.execute(ctx.db);
  // One by one: two of a person in one look follow one another.
  for (const card of rows) {
    const at = paid.find(({ orderId }) => orderId === card.orderId)?.at ?? ctx.now();
    const { rows: before } = await sql<{ endsAt: Date | null }>`
      select max(ends_at) as ends_at from loyalty.card
      where member_id = ${card.memberId} and kind_id = ${card.kindId} and state = 'paid'
    `.execute(ctx.db);
    const startsAt = new Date(Math.max(at.getTime(), before[0]?.endsAt?.getTime() ?? 0));
    const endsAt = endOf(startsAt, card.months);
    await sql`
      update loyalty.card set state = 'paid', starts_at = ${startsAt}, ends_at = ${endsAt}, remind_at = ${reminderOf(endsAt)},
        gift_at = case when monthly_coupon is null then null else ${startsAt}::timestamptz end
      where id = ${card.id}
    `.execute(ctx.db);
    const { memberId, personNo, kindId, name, orderId } = card;
    const renewed = startsAt > at;
    const until = endsAt.toISOString();
    ctx.emit(cardBought, { personNo, payload: { memberId, kindId, name, orderId, renewed, until } });
  }
}

/** All of its order went back, however that came: it is over, and so are the coupons of it that are not used. Repeatable. */
export async function endCards(ctx: Ctx, benefits: BenefitKinds, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const { rows } = await sql<CardRow>`
    update loyalty.card set state = 'returned', returned_at = ${ctx.now()}, remind_at = null, gift_at = null
    where order_id = any(${[...orderIds]}::text[]) and state = 'paid' returning ${CARD}
  `.execute(ctx.db);
  await takeBackGifts(ctx, benefits, rows);
  for (const { memberId, personNo, kindId, name, orderId } of rows)
    ctx.emit(cardReturned, { personNo, payload: { memberId, kindId, name, orderId } });
}
