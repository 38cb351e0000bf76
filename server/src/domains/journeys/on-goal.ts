import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';
import { cancelMessages } from '../messaging/index.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { journeyConverted } from './events.ts';
import { endRuns } from './queries.ts';
import { runPrefix } from './run.ts';

type Order = { personNo: number; orderId: string; amount: number; at: Date };
type Hit = {
  runId: number;
  personNo: number;
  memberId: string;
  journeyId: string;
  journeyName: string;
  treated: boolean;
  exitOnGoal: boolean;
  orderId: string;
  amount: number;
};

/** Orders of persons under way, in both arms alike: the goal, the money it brought, and what a refund takes back. */
export const onGoal = listener({
  name: 'journeys.on-goal',
  on: [orderPaid, orderRefunded],
  batch: 2000,
  handle: async (ctx, facts) => {
    const orders: Order[] = [];
    const refunds: { orderId: string; amount: number }[] = [];
    for (const told of facts) {
      const paid = payloadOf(orderPaid, told);
      const refunded = payloadOf(orderRefunded, told);
      if (paid && told.personNo !== null && paid.source !== 'import')
        orders.push({ personNo: told.personNo, orderId: paid.orderId, amount: paid.amount, at: told.occurredAt });
      if (refunded) refunds.push({ orderId: refunded.orderId, amount: refunded.amount });
    }
    if (orders.length > 0) await convert(ctx, orders);
    if (refunds.length > 0) await takeBack(ctx, refunds);
  },
});

/** An order counts for every run it falls into: after the entry, before the goal's end. The first one converts. */
async function convert(ctx: Ctx, orders: readonly Order[]): Promise<void> {
  const { rows } = await sql<Hit>`
    with bought as (
      select * from unnest(
        ${orders.map((o) => o.personNo)}::int[], ${orders.map((o) => o.orderId)}::text[],
        ${orders.map((o) => o.amount)}::bigint[], ${orders.map((o) => o.at)}::timestamptz[]
      ) as o (person_no, order_id, amount, at)
    ), counted as (
      insert into journeys.run_order (run_id, order_id, amount)
      select i.run_id, b.order_id, b.amount from bought b
      join journeys.run_info i on i.person_no = b.person_no and b.at > i.entered_at and b.at <= i.goal_until
      on conflict do nothing returning run_id, order_id, amount
    ), sums as (
      select c.run_id, sum(c.amount) as amount, min(b.at) as at, (array_agg(c.order_id order by b.at))[1] as order_id
      from counted c join bought b on b.order_id = c.order_id group by c.run_id
    ), earned as (
      update journeys.run_info i set revenue = i.revenue + s.amount, converted_at = coalesce(i.converted_at, s.at)
      from sums s where i.run_id = s.run_id returning i.run_id, i.member_id, i.person_no, s.order_id, s.amount, i.converted_at = s.at as first
    )
    select e.run_id, e.person_no, e.member_id, j.id as journey_id, j.name as journey_name, r.treated,
      (v.definition->>'exitOnGoal')::boolean as exit_on_goal, e.order_id, e.amount
    from earned e join journeys.run r on r.id = e.run_id join journeys.journey j on j.no = r.journey_no
      join journeys.version v on v.journey_no = r.journey_no and v.version = r.version
    where e.first
  `.execute(ctx.db);
  const leaving = rows.filter((r) => r.exitOnGoal).map((r) => r.runId);
  await endRuns(ctx, leaving, 'converted', '达成目标');
  await cancelMessages(ctx, leaving.map(runPrefix), 'goal_reached');
  for (const hit of rows)
    ctx.emit(journeyConverted, {
      personNo: hit.personNo,
      payload: {
        memberId: hit.memberId,
        journeyId: hit.journeyId,
        journeyName: hit.journeyName,
        runId: hit.runId,
        arm: hit.treated ? 'treated' : 'holdout',
        orderId: hit.orderId,
        amount: hit.amount,
      },
    });
}

async function takeBack(ctx: Ctx, refunds: readonly { orderId: string; amount: number }[]): Promise<void> {
  await sql`
    with back as (
      select order_id, sum(amount) as amount from unnest(
        ${refunds.map((r) => r.orderId)}::text[], ${refunds.map((r) => r.amount)}::bigint[]
      ) as r (order_id, amount) group by 1
    ), lessened as (
      update journeys.run_order o set amount = greatest(0, o.amount - back.amount)
      from back where back.order_id = o.order_id returning o.run_id, o.order_id
    )
    update journeys.run_info i set revenue = greatest(0, i.revenue - s.amount)
    from (select l.run_id, sum(b.amount) as amount from lessened l join back b using (order_id) group by 1) as s
    where i.run_id = s.run_id
  `.execute(ctx.db);
}

/** Two records are one person: her runs go with her; where both were in one journey, the earlier run stays the only one. */
export const onMemberMerged = listener({
  name: 'journeys.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (!merged) continue;
      const { winnerNo, loserNo, memberId } = merged;
      const { rows } = await sql<{ runId: number }>`
        select l.run_id from journeys.run_info l join journeys.run_info w using (journey_no)
        where l.person_no = ${loserNo} and w.person_no = ${winnerNo}
      `.execute(ctx.db);
      const doubled = rows.map((r) => r.runId);
      await endRuns(ctx, doubled, 'exited', '与同一会员的另一次进入合并');
      await cancelMessages(ctx, doubled.map(runPrefix), 'exited');
      await sql`
        update journeys.run_info set person_no = ${winnerNo}, member_id = ${memberId}, entry_key = entry_key || ':merged:' || run_id
        where person_no = ${loserNo}
      `.execute(ctx.db);
      await sql`update journeys.run set person_no = ${winnerNo} where person_no = ${loserNo}`.execute(ctx.db);
    }
  },
});
