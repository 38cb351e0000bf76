import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { received } from '../orders/index.ts';
import { distributorsBy } from './distributor.ts';
import { commissionReleased } from './events.ts';
import { holdDoubtful } from './guard.ts';
import { holdDistributors, type NewEntry, post } from './ledger.ts';
import { readRules } from './rules.ts';

const AT_ONCE = 1000;

/** These orders have arrived: what they earn is hers once nothing can be asked back any more. */
export async function noteReceived(
  ctx: Ctx,
  orders: readonly { readonly orderId: string; readonly at: Date }[],
): Promise<void> {
  const { order } = await getSetting(ctx, shopSettings);
  await sql`
    update distribution.commission c set received_at = o.at, release_at = o.at + make_interval(days => ${order.refundDays})
    from unnest(${orders.map(({ orderId }) => orderId)}::text[], ${orders.map(({ at }) => at)}::timestamptz[]) as o (order_id, at)
    where c.order_id = o.order_id and c.state = 'frozen' and c.received_at is null
  `.execute(ctx.db);
}

/** These wait for no order. */
export async function releaseOn(ctx: Ctx, due: readonly { readonly no: number; readonly at: Date }[]): Promise<void> {
  await sql`
    update distribution.commission c set received_at = ${ctx.now()}, release_at = d.at
    from unnest(${due.map(({ no }) => no)}::bigint[], ${due.map(({ at }) => at)}::timestamptz[]) as d (no, at)
    where c.no = d.no and c.received_at is null
  `.execute(ctx.db);
}

/** What waited long enough comes into the balance; what is still asked back waits for the answer, what is doubtful for somebody who looks. */
export const releaseCommissions: Sweep = sweep({
  name: 'distribution.release',
  due: sql`(select min(release_at) from distribution.commission
    where state = 'frozen' and release_at is not null and (held is null or judged_at is not null))`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const due = await findDue(ctx);
      if (due.length === 0) return 0;
      await holdDistributors(
        ctx,
        due.map(({ distributorNo }) => distributorNo),
      );
      const open = await received.openReturns(
        ctx,
        due.map(({ orderId }) => orderId),
      );
      const asked = due.filter(({ orderId }) => open.has(orderId));
      await wait(
        ctx,
        asked.map(({ no }) => no),
      );
      const ready = due.filter(({ orderId }) => !open.has(orderId));
      const doubtful = await holdDoubtful(
        ctx,
        await readRules(ctx),
        ready.filter(({ judged }) => !judged).map(({ no }) => no),
      );
      await release(
        ctx,
        ready.filter(({ no }) => !doubtful.has(no)).map(({ no }) => no),
      );
      return due.length;
    }),
});

type Due = {
  readonly no: number;
  readonly distributorNo: number;
  readonly orderId: string;
  readonly judged: boolean;
};

async function findDue(ctx: Ctx): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select no, distributor_no, order_id, judged_at is not null as judged from distribution.commission
    where state = 'frozen' and release_at <= ${ctx.now()} and (held is null or judged_at is not null) order by release_at, no limit ${AT_ONCE}
  `.execute(ctx.db);
  return rows;
}

async function wait(ctx: Ctx, nos: readonly number[]): Promise<void> {
  await sql`
    update distribution.commission set release_at = ${new Date(ctx.now().getTime() + DAY_MS)}
    where no = any(${[...nos]}::bigint[]) and state = 'frozen'
  `.execute(ctx.db);
}

/** Once each: a refund that came first has changed the row, and is seen. */
async function release(ctx: Ctx, nos: readonly number[]): Promise<void> {
  const { rows } = await sql<{ no: number; distributorNo: number; left: number; orderNumber: string }>`
    update distribution.commission set state = 'released', released_at = ${ctx.now()}
    where no = any(${[...nos]}::bigint[]) and state = 'frozen' returning no, distributor_no, amount - reversed as left, order_number
  `.execute(ctx.db);
  await post(
    ctx,
    rows.map(
      ({ no, distributorNo, left, orderNumber }): NewEntry => ({
        ...{ distributorNo, key: `released:${no}`, kind: 'released', frozen: -left, balance: left },
        ...{ commissionNo: no, note: orderNumber },
      }),
    ),
  );
  const sums = new Map<number, number>();
  for (const { distributorNo, left } of rows) sums.set(distributorNo, (sums.get(distributorNo) ?? 0) + left);
  const distributors = await distributorsBy(ctx, [...sums.keys()]);
  for (const [no, amount] of sums) {
    const distributor = distributors.get(no);
    if (distributor === undefined || amount === 0) continue;
    const { memberId, personNo, id: distributorId } = distributor;
    ctx.emit(commissionReleased, { personNo, payload: { memberId, distributorId, amount } });
  }
}
