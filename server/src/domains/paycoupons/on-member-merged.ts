import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { merges } from '../members/index.ts';

/** Coupons lie with an account at WeChat, and go with whom it is of: who has two accounts may have as many of one stock as both brought. */
export const onMemberMerged = merges.listener({
  name: 'paycoupons.on-member-merged',
  join: async (ctx, { mergeId, memberId, winnerNo, loserId }) => {
    const moved = await move(ctx, { memberId, personNo: winnerNo }, sql`member_id = ${loserId}`);
    await merges.note(
      ctx,
      mergeId,
      'paycoupons.coupon',
      moved.map((key) => ({ key, detail: {} })),
    );
  },
  part: async (ctx, { mergeId, memberId, returnedId, returnedNo }) => {
    const moved = await merges.moved(ctx, mergeId, 'paycoupons.coupon');
    const ids = moved.map(({ key }) => key);
    await move(
      ctx,
      { memberId: returnedId, personNo: returnedNo },
      sql`id = any(${ids}::text[]) and member_id = ${memberId}`,
    );
  },
});

async function move(
  ctx: Ctx,
  to: { readonly memberId: string; readonly personNo: number },
  which: ReturnType<typeof sql>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update paycoupons.coupon set member_id = ${to.memberId}, person_no = ${to.personNo} where ${which} returning id
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}
