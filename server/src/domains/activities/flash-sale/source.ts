import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { stock } from '../../catalog/index.ts';
import { haveBought } from '../../orders/index.ts';
import type { Claim, OfferQuestion, OfferSource } from '../../pricing/index.ts';
import { activityErrors } from '../errors.ts';
import { findActivities } from '../queries.ts';
import { flashTermsOf, holdSessions, putBack, TAKE, type TakeRow, takesOfPersons } from './session.ts';

const badge = words('秒杀价', 'Flash price');

/**
 * Prices of flash sales: asked for by name alone, and only for pieces that are kept for her. These left the shop's stock when the sale became
 * live, so an order takes none of what is on offer there; what is cancelled goes back into its session.
 */
export const flashPrices: OfferSource = {
  name: 'flash_sale',
  setsAside: true,
  find: async (ctx, question) => (question.context.play === undefined ? {} : findPrice(ctx, question)),
  claim: claimTakes,
  async release(ctx, orderIds, why) {
    if (why === 'not_placed') {
      await sql`
        update activities.flash_take set state = 'kept', order_id = null where order_id = any(${[...orderIds]}::text[]) and state = 'ordered'
      `.execute(ctx.db);
      return;
    }
    const { rows: held } = await sql<{ sessionNo: number }>`
      select distinct session_no from activities.flash_take where order_id = any(${[...orderIds]}::text[]) and state = 'ordered'
    `.execute(ctx.db);
    if (held.length === 0) return;
    await holdSessions(
      ctx,
      held.map(({ sessionNo }) => sessionNo),
    );
    const { rows } = await sql<TakeRow>`
      update activities.flash_take t set state = 'cancelled' where t.order_id = any(${[...orderIds]}::text[]) and t.state = 'ordered'
      returning ${TAKE}
    `.execute(ctx.db);
    await putBack(ctx, rows);
    // They have just been put on offer in the shop, and the rows are held: nobody saw them there.
    await stock.reserve(
      ctx,
      rows.map(({ skuId, units }) => ({ skuId, quantity: units })),
    );
  },
};

async function findPrice(ctx: Ctx, { personNo, lines, context }: OfferQuestion): ReturnType<OfferSource['find']> {
  const activity = (await findActivities(ctx, [context.play?.activity ?? ''])).get(context.play?.activity ?? '');
  const terms = activity && flashTermsOf(activity, activity.own);
  // Another source's, or nobody's.
  if (!activity || !terms) return {};
  const [line, ...more] = lines;
  const good = terms.goods.find(({ sku }) => sku === line?.skuId);
  if (line === undefined || more.length > 0 || good === undefined)
    return { alone: true, refused: activityErrors.error('flash_goods') };
  const take = (await takesOfPersons(ctx, [personNo], [activity.no])).find(
    ({ skuId, state, keepUntil }) => skuId === line.skuId && state === 'kept' && keepUntil > ctx.now(),
  );
  if (take === undefined) return { alone: true, refused: activityErrors.error('flash_not_kept') };
  if (take.units !== line.quantity)
    return { alone: true, refused: activityErrors.error('flash_units', { units: take.units }) };
  const price = { source: 'flash_sale', offerId: activity.id, skuId: line.skuId, price: good.price, most: null };
  return { alone: true, prices: [{ ...price, label: activity.name, badge }] };
}

type Outcomes = Awaited<ReturnType<NonNullable<OfferSource['claim']>>>;

/** What is kept for her becomes her order's; of two orders for the same pieces the first has them. To be paid while they are kept. */
async function claimTakes(ctx: Ctx, claims: readonly Claim[]): Promise<Outcomes> {
  const { rows: kept } = await sql<TakeRow & { readonly activityId: string }>`
    select ${TAKE}, a.id as activity_id from activities.flash_take t join activities.activity a on a.no = t.activity_no
    where t.person_no = any(${claims.map(({ personNo }) => personNo)}::int[]) and t.state = 'kept' and t.keep_until > ${ctx.now()}
      and a.id = any(${claims.map(({ offerId }) => offerId)}::text[])
    order by t.no for no key update of t
  `.execute(ctx.db);
  const bought = await haveBought(
    ctx,
    claims.map(({ memberId }) => memberId),
  );
  const got = new Map<string, TakeRow>();
  for (const { orderId, offerId, personNo, pieces } of claims) {
    const [piece] = pieces;
    const hers = new Set([...got.values()].map(({ no }) => no));
    const take = kept.find(
      (one) =>
        !hers.has(one.no) &&
        one.personNo === personNo &&
        one.activityId === offerId &&
        one.skuId === piece?.skuId &&
        one.units === piece.quantity,
    );
    if (take !== undefined) got.set(orderId, take);
  }
  const served = claims.flatMap(({ orderId, memberId, saving }) => {
    const no = got.get(orderId)?.no;
    return no === undefined ? [] : [{ no, order_id: orderId, newcomer: !bought.has(memberId), saved: saving }];
  });
  await sql`
    update activities.flash_take t set state = 'ordered', order_id = n.order_id, newcomer = n.newcomer, saved = n.saved
    from jsonb_to_recordset(${JSON.stringify(served)}::jsonb) as n (no bigint, order_id text, newcomer boolean, saved int)
    where t.no = n.no and t.state = 'kept'
  `.execute(ctx.db);
  return claims.map(({ orderId, offerId }): Outcomes[number] => {
    const take = got.get(orderId);
    return take === undefined
      ? { orderId, offerId, outcome: 'refused', error: activityErrors.error('flash_not_kept') }
      : { orderId, offerId, outcome: 'claimed', payBy: take.keepUntil };
  });
}
