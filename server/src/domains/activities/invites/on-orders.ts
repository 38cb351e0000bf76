import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { type Listener, listener } from '../../../platform/listeners.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { orderPaid, orderRefunded } from '../../orders/events.ts';
import { countsAt } from '../activity.ts';
import { playOf } from '../plays.ts';
import { findByNo, findTerms } from '../queries.ts';
import { noteOrders } from '../risk/marks.ts';
import { dropSuspects } from '../risk/suspects.ts';
import { countsFrom, type Ordered, roundKey } from './invite.ts';
import { holdInvites, takeBack } from './settle.ts';

/**
 * Orders of newcomers, as they were told: the first that keeps enough makes her one who did it, from its settlement on she counts. What goes
 * back before that moves her on to the next order that stays; after it, it takes the count and what it brought back.
 */
export function onOrdersOfInvited(kinds: BenefitKinds): Listener {
  return listener({
    name: 'activities.on-orders-of-invited',
    on: [orderPaid, orderRefunded],
    batch: 500,
    async handle(ctx, facts) {
      await noteMarks(ctx, facts);
      const changed = new Set<number>();
      for (const told of facts) {
        const whose = (await keepPaid(ctx, told)) ?? (await keepRefund(ctx, told));
        if (whose !== null) changed.add(whose);
      }
      await moveOn(ctx, kinds, [...changed]);
    },
  });
}

/** Where orders go, of people who play with others; of nobody else. */
async function noteMarks(ctx: Ctx, facts: readonly Told[]): Promise<void> {
  const paid = facts.flatMap((told) => {
    const order = payloadOf(orderPaid, told);
    return order === null || told.personNo === null ? [] : [{ orderId: order.orderId, personNo: told.personNo }];
  });
  if (paid.length === 0) return;
  const { rows } = await sql<{ personNo: number }>`
    select person_no from unnest(${[...new Set(paid.map(({ personNo }) => personNo))]}::int[]) as asked (person_no)
    where exists (select from activities.entry e where e.person_no = asked.person_no)
      or exists (select from activities.invite i where i.person_no = asked.person_no)
      or exists (select from activities.progress p where p.helper_no = asked.person_no)
  `.execute(ctx.db);
  const playing = new Set(rows.map(({ personNo }) => personNo));
  await noteOrders(
    ctx,
    paid.filter(({ personNo }) => playing.has(personNo)),
  );
}

/** Whose order it is, if she came by an invitation and it was paid while that counts; null of anything else. */
async function keepPaid(ctx: Ctx, told: Told): Promise<number | null> {
  const order = payloadOf(orderPaid, told);
  if (order === null || told.personNo === null) return null;
  const { rows } = await sql<{ activityNo: number }>`
    select activity_no from activities.invite where person_no = ${told.personNo} and state not in ('refused', 'void') and came_at <= ${told.occurredAt}
  `.execute(ctx.db);
  const activity = rows[0] && (await findByNo(ctx, [rows[0].activityNo])).get(rows[0].activityNo);
  if (activity === undefined || !countsAt(activity, told.occurredAt)) return null;
  await sql`
    insert into activities.invite_order (person_no, order_id, kept, paid_at)
    values (${told.personNo}, ${order.orderId}, ${Math.max(0, order.amount)}, ${told.occurredAt}) on conflict (order_id) do nothing
  `.execute(ctx.db);
  return told.personNo;
}

async function keepRefund(ctx: Ctx, told: Told): Promise<number | null> {
  const refund = payloadOf(orderRefunded, told);
  if (refund === null) return null;
  const { rows } = await sql<{ personNo: number }>`
    update activities.invite_order set kept = case when ${refund.whole} then 0 else greatest(0, kept - ${refund.amount}) end
    where order_id = ${refund.orderId} returning person_no
  `.execute(ctx.db);
  return rows[0]?.personNo ?? null;
}

/** Each newcomer as her orders say now. */
async function moveOn(ctx: Ctx, kinds: BenefitKinds, personNos: readonly number[]): Promise<void> {
  if (personNos.length === 0) return;
  const invites = await holdInvites(ctx, personNos);
  const orders = await ordersOf(ctx, personNos);
  const terms = await findTerms(
    ctx,
    invites.map(({ entry }) => entry),
  );
  const activities = await findByNo(
    ctx,
    invites.map(({ activityNo }) => activityNo),
  );
  for (const invite of invites) {
    const { entry, personNo, state } = invite;
    const activity = activities.get(invite.activityNo);
    const brings = activity && playOf(activity.play).brings?.(terms(entry.activityNo, entry.version).own);
    if (brings?.deed !== 'orders' || state === 'refused' || state === 'void') continue;
    const from = countsFrom(orders.get(personNo) ?? [], brings);
    const stillCounts = state === 'counted' && from !== null && from <= ctx.now();
    if (stillCounts) continue;
    // What waits for somebody waits on, unless nothing is left that she could be let through for.
    const next =
      state === 'held' && (from !== null || invite.acceptedAt === null) ? 'held' : from === null ? 'came' : 'done';
    await sql`
      update activities.invite set state = ${next}, due_at = ${from},
        settled_at = null where person_no = ${personNo} and state in ('came', 'done', 'held', 'counted')
    `.execute(ctx.db);
    if (state === 'held' && next !== 'held') await dropSuspects(ctx, [{ entryNo: entry.no, key: roundKey(invite) }]);
    if (state === 'counted') await takeBack(ctx, kinds, invite, `invite-back:${personNo}:${invite.round}`);
  }
}

async function ordersOf(ctx: Ctx, personNos: readonly number[]): Promise<ReadonlyMap<number, readonly Ordered[]>> {
  const { rows } = await sql<Ordered & { personNo: number }>`
    select person_no, kept, paid_at from activities.invite_order where person_no = any(${[...personNos]}::int[]) order by paid_at
  `.execute(ctx.db);
  const found = new Map<number, Ordered[]>();
  for (const row of rows) found.set(row.personNo, [...(found.get(row.personNo) ?? []), row]);
  return found;
}
