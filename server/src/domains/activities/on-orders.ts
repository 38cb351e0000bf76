import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { type ActivityRow, countsAt } from './activity.ts';
import { type EntryRow, entriesOfMany, holdEntries, join, keyOf } from './entries.ts';
import type { IsFor } from './is-for.ts';
import type { LiveNow } from './live.ts';
import { meet } from './met.ts';
import { playOf } from './plays.ts';
import { count, type Progress } from './progress.ts';
import { findTerms } from './queries.ts';

type Ports = { readonly kinds: BenefitKinds; readonly live: LiveNow; readonly isFor: IsFor };
type Paid = {
  readonly orderId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly amount: number;
  readonly at: Date;
};

/** Orders count in the plays that ask for them, at the moment at which they were paid; what goes back counts back. */
export function onOrders(ports: Ports): Listener {
  return listener({
    name: 'activities.on-orders',
    on: [orderPaid, orderRefunded],
    batch: 500,
    async handle(ctx, facts) {
      const paid = facts.flatMap((told): Paid[] => {
        const order = payloadOf(orderPaid, told);
        if (order === null || told.personNo === null) return [];
        const { orderId, memberId, amount } = order;
        return [{ orderId, memberId, amount, personNo: told.personNo, at: told.occurredAt }];
      });
      if (paid.length > 0) await countPaid(ctx, ports, paid);
      const refunds = facts.flatMap((told): Refund[] => {
        const refund = payloadOf(orderRefunded, told);
        return refund === null ? [] : [{ ...refund, at: told.occurredAt }];
      });
      if (refunds.length > 0) await countRefunds(ctx, ports.kinds, refunds);
    },
  });
}

async function countPaid(ctx: Ctx, { kinds, live, isFor }: Ports, paid: readonly Paid[]): Promise<void> {
  const activities = (await live(ctx)).filter(({ play }) => playOf(play).worth !== undefined);
  if (activities.length === 0) return;
  const due = paid.flatMap((order) =>
    activities.filter((activity) => countsAt(activity, order.at)).map((activity) => ({ ...order, activity })),
  );
  const entries = await entriesFor(ctx, isFor, due);
  if (entries.size === 0) return;
  await holdEntries(
    ctx,
    [...entries.values()].map(({ no }) => no),
  );
  const terms = await findTerms(ctx, [...entries.values()]);
  const progress = due.flatMap(({ activity, orderId, personNo, amount: fen, at }): Progress[] => {
    const entry = entries.get(keyOf({ activityNo: activity.no, personNo }));
    if (entry === undefined) return [];
    const amount = playOf(activity.play).worth?.(terms(entry.activityNo, entry.version).own, fen) ?? 0;
    return [{ entryNo: entry.no, key: `order:${orderId}`, amount, of: { orderId, fen }, at }];
  });
  await count(ctx, kinds, [...entries.values()], progress);
}

type Due = Paid & { readonly activity: ActivityRow };

/** Who takes part already, and who does from this order on, as far as there are places. */
async function entriesFor(ctx: Ctx, isFor: IsFor, due: readonly Due[]): Promise<ReadonlyMap<string, EntryRow>> {
  const known = await entriesOfMany(
    ctx,
    due.map(({ activity, personNo }) => ({ activityNo: activity.no, personNo })),
  );
  const fresh: Due[] = [];
  for (const one of due) {
    if (known.has(keyOf({ activityNo: one.activity.no, personNo: one.personNo }))) continue;
    if (await isFor(ctx, one.activity, one.personNo)) fresh.push(one);
  }
  const armOf = await meet(ctx, fresh);
  const joining = fresh.flatMap((one) => {
    const { treated, tester } = armOf(one.personNo, one.activity.no);
    return treated ? [{ ...one, tester }] : [];
  });
  return new Map([...known, ...(await join(ctx, joining))]);
}

type Refund = {
  readonly orderId: string;
  readonly refundId: string;
  readonly amount: number;
  readonly whole: boolean;
  readonly at: Date;
};
type Counted = EntryRow & { readonly play: ActivityRow['play']; readonly left: number; readonly counted: number };

/** One after the other: two of one order each see what the one before left. */
async function countRefunds(ctx: Ctx, kinds: BenefitKinds, refunds: readonly Refund[]): Promise<void> {
  const { rows: touched } = await sql<{ entryNo: number; orderId: string }>`
    select distinct entry_no, order_id from activities.progress
    where order_id = any(${refunds.map(({ orderId }) => orderId)}::text[])
  `.execute(ctx.db);
  if (touched.length === 0) return;
  await holdEntries(
    ctx,
    touched.map(({ entryNo }) => entryNo),
  );
  const known = new Set(touched.map(({ orderId }) => orderId));
  for (const refund of refunds) if (known.has(refund.orderId)) await countBack(ctx, kinds, refund);
}

/** What is left of the order is worth what it is worth under her terms; the difference to what it counted goes back. */
async function countBack(ctx: Ctx, kinds: BenefitKinds, refund: Refund): Promise<void> {
  const { orderId, refundId, amount, whole, at } = refund;
  const key = `refund:${refundId}`;
  const { rows } = await sql<Counted>`
    select e.no, e.id, e.activity_no, e.person_no, e.member_id, e.version, e.tester, e.joined_at, a.play,
      sum(p.fen)::int as left, sum(p.amount)::int as counted
    from activities.progress p join activities.entry e on e.no = p.entry_no join activities.activity a on a.no = e.activity_no
    where p.order_id = ${orderId} group by e.no, a.play having not bool_or(p.key = ${key})
  `.execute(ctx.db);
  if (rows.length === 0) return;
  const terms = await findTerms(ctx, rows);
  const progress = rows.map(({ no, activityNo, version, play, left, counted }): Progress => {
    const kept = whole ? 0 : Math.max(0, left - amount);
    const worth = playOf(play).worth?.(terms(activityNo, version).own, kept) ?? 0;
    return { entryNo: no, key, amount: worth - counted, of: { orderId, fen: kept - left }, at };
  });
  await count(ctx, kinds, rows, progress);
}
