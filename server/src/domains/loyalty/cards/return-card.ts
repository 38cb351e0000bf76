import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { loyaltyErrors } from '../errors.ts';
import { endCards } from './begin.ts';
import type { CardRow } from './card.ts';
import { keeps } from './keeps.ts';
import type { Till } from './ports.ts';
import { useOf } from './present.ts';
import { CARD } from './rows.ts';

/**
 * It ends at once, and what the rule leaves of it goes back. Its row is held first: an order that uses it comes wholly before, and
 * counts, or after, and finds it over. The last of her renewals goes first. Throws `loyalty.card_not_found`, `card_returned`, `card_renewed`,
 * `card_use_changed` and what the till throws.
 */
export async function returnCard(
  ctx: Ctx,
  { till, benefits }: { readonly till: Till; readonly benefits: BenefitKinds },
  id: string,
  { reason, expected }: { readonly reason: string; readonly expected: number },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<CardRow>`
      select ${CARD} from loyalty.card where id = ${id} and state <> 'unpaid' for update
    `.execute(ctx.db);
    const [card] = rows;
    if (card === undefined) throw loyaltyErrors.error('card_not_found', { id });
    if (card.state === 'returned') throw loyaltyErrors.error('card_returned');
    const { rows: later } = await sql`
      select id from loyalty.card
      where member_id = ${card.memberId} and kind_id = ${card.kindId} and state = 'paid' and starts_at >= ${card.endsAt} limit 1
    `.execute(ctx.db);
    if (later.length > 0) throw loyaltyErrors.error('card_renewed');
    const use = (await useOf(ctx, till, [card])).get(id);
    if (use === undefined) throw loyaltyErrors.error('card_not_found', { id });
    const given = await till.giveBack(ctx, card.orderId, (paid) => keeps(paid, card, use, ctx.now()), reason);
    if (given !== expected) throw loyaltyErrors.error('card_use_changed', { amount: formatYuan(given) });
    await endCards(ctx, benefits, [card.orderId]);
  });
}
