import { words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { OfferSource, PointsOffer } from '../../pricing/index.ts';
import { loyaltyErrors } from '../errors.ts';
import { offerNames } from '../events.ts';
import { holdAccounts, usablePoints } from '../lots.ts';
import { pointsRule } from '../points-rule.ts';
import { releaseSpent, takeBackUnplaced } from './release.ts';
import { type Ask, spendForOrders } from './spend-for-orders.ts';

/** The name under which points stand among the offers, and the one offer there is. */
const name = offerNames.points;
const hint = { label: words('积分抵扣', 'Paid with points'), badge: words('积分', 'Points') };

/** Points as a means to pay: found only for whom they were asked, out of their lots when the order is placed. */
export const pointsSource: OfferSource = {
  name,

  async find(ctx, question) {
    const [found] = await findAll(ctx, [question]);
    return found ?? {};
  },

  findMany: findAll,

  /** One order a member at a time: each finds what the one before has left. Mostly one round. */
  async claim(ctx, claims) {
    const asks = claims.flatMap(({ orderId, memberId, personNo, saving, spent }): Ask[] =>
      spent === undefined ? [] : [{ orderId, memberId, personNo, saving, ...spent }],
    );
    await holdAccounts(ctx, asks);
    const had = new Set<string>();
    for (const round of roundsOf(asks)) for (const orderId of await spendForOrders(ctx, round)) had.add(orderId);
    return claims.map(({ orderId, offerId, spent }) =>
      had.has(orderId)
        ? { orderId, offerId, outcome: 'claimed' }
        : {
            orderId,
            offerId,
            outcome: 'refused',
            error: loyaltyErrors.error('points_gone', { points: spent?.points ?? 0 }),
          },
    );
  },

  async release(ctx, orderIds, why) {
    if (why === 'not_placed') await takeBackUnplaced(ctx, orderIds);
    else await releaseSpent(ctx, orderIds);
  },
};

type Question = Parameters<OfferSource['find']>[1];

async function findAll(ctx: Ctx, questions: readonly Question[]) {
  const asking = questions.filter(({ context }) => context.points !== undefined);
  if (asking.length === 0) return questions.map(() => ({}));
  const [rule, usable] = await Promise.all([
    getSetting(ctx, pointsRule),
    usablePoints(
      ctx,
      asking.map(({ memberId }) => memberId),
    ),
  ]);
  return questions.map(({ memberId, context: { points: wanted } }): { readonly points?: PointsOffer } => {
    if (wanted === undefined || !rule.on || !rule.spend) return {};
    const { spendPerYuan: perYuan, spendShare: share, spendLeast: least } = rule;
    return { points: { id: name, source: name, hint, wanted, has: usable.get(memberId) ?? 0, perYuan, share, least } };
  });
}

function roundsOf(asks: readonly Ask[]): Ask[][] {
  const rounds: Ask[][] = [];
  const seen = new Map<string, number>();
  for (const ask of asks) {
    const nth = seen.get(ask.memberId) ?? 0;
    seen.set(ask.memberId, nth + 1);
    const round = rounds[nth];
    if (round) round.push(ask);
    else rounds.push([ask]);
  }
  return rounds;
}
