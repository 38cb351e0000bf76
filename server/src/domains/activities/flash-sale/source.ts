import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { stock } from '../../catalog/index.ts';
import { haveBought } from '../../orders/index.ts';
import type { Claim, OfferQuestion, OfferSource } from '../../pricing/index.ts';
import type { ActivityRow } from '../activity.ts';
import { activityErrors } from '../errors.ts';
import type { FlashTerms } from '../play.ts';
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
  find: async (ctx, question) => (await findPrices(ctx, [question]))[0] ?? {},
  findMany: findPrices,
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

type Found = Awaited<ReturnType<OfferSource['find']>>;

/** Of a whole group of orders by as many statements as of one. */
async function findPrices(ctx: Ctx, questions: readonly OfferQuestion[]): Promise<readonly Found[]> {
  const ids = questions.flatMap(({ context }) => context.play?.activity ?? []);
  const activities = ids.length === 0 ? new Map<string, ActivityRow>() : await findActivities(ctx, ids);
  const named = questions.map((question) => {
    const activity = activities.get(question.context.play?.activity ?? '');
    const terms = activity && flashTermsOf(activity, activity.own);
    // Another source's, or nobody's.
    return activity && terms ? { question, activity, terms } : null;
  });
  const hers = named.filter((one) => one !== null);
  if (hers.length === 0) return questions.map(() => ({}));
  const takes = await takesOfPersons(
    ctx,
    hers.map(({ question }) => question.personNo),
    [...new Set(hers.map(({ activity }) => activity.no))],
  );
  const kept = new Map<number, TakeRow[]>();
  for (const take of takes.filter(({ state, keepUntil }) => state === 'kept' && keepUntil > ctx.now()))
    kept.set(take.personNo, [...(kept.get(take.personNo) ?? []), take]);
  return named.map((one) => (one === null ? {} : priceOf(one, kept.get(one.question.personNo) ?? [])));
}

type Named = { readonly question: OfferQuestion; readonly activity: ActivityRow; readonly terms: FlashTerms };

function priceOf({ question: { lines }, activity, terms }: Named, kept: readonly TakeRow[]): Found {
  const [line, ...more] = lines;
  const good = terms.goods.find(({ sku }) => sku === line?.skuId);
  if (line === undefined || more.length > 0 || good === undefined)
    return { alone: true, refused: activityErrors.error('flash_goods') };
  const take = kept.find(({ activityNo, skuId }) => activityNo === activity.no && skuId === line.skuId);
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
