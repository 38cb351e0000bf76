import { merges } from '../members/index.ts';
import { returnSurplus, takeSurplus } from './surplus.ts';
import { moveCoupons, returnCoupons } from './wallet-queries.ts';

/** Two records became one person: the wallets become one too, within what one person may have. Apart again, each has what she brought and nobody used since. */
export const onMemberMerged = merges.listener({
  name: 'coupons.on-member-merged',
  join: async (ctx, { mergeId, memberId, winnerNo, loserId }) => {
    const moved = await moveCoupons(ctx, { memberId, personNo: winnerNo }, loserId);
    const back = await takeSurplus(
      ctx,
      mergeId,
      memberId,
      moved.map(({ id }) => id),
    );
    await merges.note(
      ctx,
      mergeId,
      'coupons.surplus',
      back.map((key) => ({ key, detail: {} })),
    );
    await merges.note(
      ctx,
      mergeId,
      'coupons.coupon',
      moved.map(({ id, state, seq }) => ({ key: id, detail: { state, seq } })),
    );
  },
  part: async (ctx, { mergeId, memberId, returnedId, returnedNo }) => {
    const surplus = await merges.moved(ctx, mergeId, 'coupons.surplus');
    await returnSurplus(
      ctx,
      surplus.map(({ key }) => key),
    );
    const moved = await merges.moved(ctx, mergeId, 'coupons.coupon');
    await returnCoupons(
      ctx,
      { memberId: returnedId, personNo: returnedNo },
      memberId,
      moved.map(({ key, detail }) => ({
        id: key,
        state: String(detail.state),
        seq: typeof detail.seq === 'number' ? detail.seq : null,
      })),
    );
  },
});
