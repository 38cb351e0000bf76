import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Merged, merges, type Unmerged } from '../members/index.ts';
import { joinCarts } from './cart.ts';
import { joinWatches } from './left-carts.ts';

/** Orders, cart and the note of the first order follow a member who turned out to be another, and come back with her. */
export const onMemberMerged = merges.listener({ name: 'orders.on-member-merged', join, part });

async function join(ctx: Ctx, { mergeId, memberId, winnerNo, loserId }: Merged): Promise<void> {
  const orders = await sql<{ key: string }>`
    update orders.placed set member_id = ${memberId}, person_no = ${winnerNo},
      request_key = case when request_key is null then null else ${loserId} || ' ' || request_key end
    where member_id = ${loserId} returning id as key
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'orders.order', orders.rows);
  const cart = await joinCarts(ctx, loserId, memberId);
  await joinWatches(ctx, loserId, { memberId, personNo: winnerNo });
  await merges.note(
    ctx,
    mergeId,
    'orders.cart_item',
    cart.map(({ skuId, addedAt, ...item }) => ({
      key: skuId,
      detail: { ...item, addedAt: addedAt.toISOString() },
    })),
  );
  await sql`
    with gone as (delete from orders.first_paid where member_id = ${loserId} returning *)
    insert into orders.first_paid select ${memberId}, order_id from gone on conflict do nothing
  `.execute(ctx.db);
}

async function part(ctx: Ctx, { mergeId, memberId, returnedId, returnedNo }: Unmerged): Promise<void> {
  const orders = (await merges.moved(ctx, mergeId, 'orders.order')).map((moved) => moved.key);
  await sql`
    update orders.placed set member_id = ${returnedId}, person_no = ${returnedNo},
      request_key = case when starts_with(request_key, ${`${returnedId} `}) then substr(request_key, ${returnedId.length + 2})
        else request_key end
    where id = any(${orders}::text[]) and member_id = ${memberId}
  `.execute(ctx.db);
  await sql`
    with gone as (delete from orders.first_paid where member_id in (${memberId}, ${returnedId}))
    insert into orders.first_paid (member_id, order_id)
    select distinct on (member_id) member_id, id from orders.placed
    where member_id in (${memberId}, ${returnedId}) and paid_at is not null and state <> 'refunded'
    order by member_id, paid_at, id
    on conflict (member_id) do update set order_id = excluded.order_id
  `.execute(ctx.db);
  await giveBackCart(ctx, mergeId, memberId, returnedId);
}

/** What she brought and is still there, as it stands now; what both had, each has, and what found no room. */
async function giveBackCart(ctx: Ctx, mergeId: string, memberId: string, returnedId: string): Promise<void> {
  const moved = await merges.moved(ctx, mergeId, 'orders.cart_item');
  const brought = moved.filter(({ detail }) => detail.own !== true).map(({ key }) => key);
  await sql`
    update orders.cart_item set member_id = ${returnedId}
    where member_id = ${memberId} and sku_id = any(${brought}::text[])
  `.execute(ctx.db);
  const both = moved.filter(({ detail }) => detail.own === true);
  await sql`
    insert into orders.cart_item (member_id, sku_id, quantity, selected, added_at)
    select ${returnedId}, sku_id, quantity, selected, added_at::timestamptz from unnest(
      ${both.map((m) => m.key)}::text[], ${both.map((m) => Number(m.detail.quantity))}::int[],
      ${both.map((m) => m.detail.selected === true)}::boolean[], ${both.map((m) => String(m.detail.addedAt))}::text[]
    ) as given (sku_id, quantity, selected, added_at)
    on conflict do nothing
  `.execute(ctx.db);
}
