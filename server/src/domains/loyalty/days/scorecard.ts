import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { costsOf, type Played, type Scorecards, type Since } from '../../../platform/scorecard.ts';
import { ledger } from '../../benefits/index.ts';
import { standings } from '../../members/index.ts';
import { findDay } from './member-day.ts';

/** Orders that count in which an offer took something off, by the domain of orders. */
export type AtPrice = (
  ctx: Ctx,
  asked: { readonly source: 'levels'; readonly offerId: string },
) => Promise<
  readonly { readonly orderId: string; readonly personNo: number; readonly paidAt: Date; readonly fen: number }[]
>;

export function dayScorecards(atPrice: AtPrice): Scorecards {
  return { kind: 'member_day', can: 'loyalty.read', read: async (ctx, id) => read(ctx, atPrice, id) };
}

/** Throws `loyalty.member_day_not_found`. */
async function read(ctx: Ctx, atPrice: AtPrice, id: string): Promise<Played> {
  await findDay(ctx, id);
  const { testers } = await standings.apart(ctx);
  const counts = ({ personNo }: { readonly personNo: number }) => !testers.includes(personNo);
  const orders = (await atPrice(ctx, { source: 'levels', offerId: `day:${id}` })).filter(counts);
  const bought = orders.map(({ personNo, paidAt }): Since => ({ personNo, at: paidAt }));
  const joined = [...(await ledger.givenFor(ctx, id)).filter(counts), ...bought];
  return {
    ...{ seen: null, heldOut: null, joined, came: [], newcomers: null },
    orders: { ids: orders.map(({ orderId }) => orderId) },
    days: null,
    costs: costsOf(
      await ledger.costsOf(ctx, id, testers),
      orders.reduce((sum, { fen }) => sum + fen, 0),
    ),
    compared: 'public_price',
    counted: words(
      '以会员日价格付款的订单，退款已减去；成本是让价和领走的礼品，多给的积分不在内。参加的是这样买过或领过礼品的会员',
      'Orders paid at its price, less what went back; the cost is what the price took off and the gifts, without the points beyond the usual. Who takes part bought at it or took its gift',
    ),
  };
}
