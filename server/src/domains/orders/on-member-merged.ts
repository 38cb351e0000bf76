import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';

/** Orders, cart and the note of the first order follow a member who turned out to be another. */
export const onMemberMerged = listener({
  name: 'orders.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (!merged) continue;
      const { memberId, winnerNo, loserId } = merged;
      await sql`
        update orders.placed set member_id = ${memberId}, person_no = ${winnerNo},
          request_key = case when request_key is null then null else ${loserId} || ' ' || request_key end
        where member_id = ${loserId}
      `.execute(ctx.db);
      await sql`
        with gone as (delete from orders.cart_item where member_id = ${loserId} returning *)
        insert into orders.cart_item select ${memberId}, sku_id, quantity, selected, added_at from gone on conflict do nothing
      `.execute(ctx.db);
      await sql`
        with gone as (delete from orders.first_paid where member_id = ${loserId} returning *)
        insert into orders.first_paid select ${memberId}, order_id from gone on conflict do nothing
      `.execute(ctx.db);
    }
  },
});
