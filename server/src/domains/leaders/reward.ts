import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type Assign, type Assigned, creditOnce } from '../distribution/index.ts';
import { findByPersonNo, merges } from '../members/index.ts';
import { holdLeaders, type LeaderRow, leadersBy } from './leader.ts';
import { type Rules, readRules } from './rules.ts';

/** What a reward is of, among what her account is of. */
export const NEIGHBOURS = 'neighbours';
/** How often it is looked whether a newcomer has registered: as she comes, then for a month, each time later. */
const LOOKS = 12;
const AT_ONCE = 500;

type Waiting = { readonly personNo: number; readonly memberId: string; readonly leaderNo: number };
type Due = Waiting & { readonly leader: LeaderRow };

/** The first order of a new neighbour that is of enough brings her leader the reward: a commission of its own on that order. */
const earnRewards: Assign['earns'] = async (ctx, orders) => {
  const rules = await readRules(ctx);
  if (!rules.on || rules.reward === 0 || rules.rewardFor !== 'first_order') return [];
  const living = await merges.living(
    ctx,
    orders.map(({ personNo }) => personNo),
  );
  const enough = orders.flatMap((order) => {
    const personNo = living.get(order.personNo)?.personNo;
    const paid = order.lines.reduce((sum, { payable }) => sum + payable, 0);
    return personNo !== undefined && paid >= (rules.rewardLeast ?? 0) && paid > 0 ? [{ ...order, personNo, paid }] : [];
  });
  const due = await findWaiting(
    ctx,
    enough.map(({ personNo }) => personNo),
  );
  const given: Assigned[] = [];
  for (const { personNo, leader } of due) {
    const order = enough.find((one) => one.personNo === personNo);
    if (order === undefined) continue;
    const reward = await count(ctx, rules, { personNo, leader, by: 'first_order' });
    await sql`
      update leaders.neighbour set order_id = ${order.orderId}, kept = ${order.paid} where person_no = ${personNo}
    `.execute(ctx.db);
    if (reward === 0) continue;
    given.push({
      ...{ orderId: order.orderId, distributorId: leader.distributorId ?? '', instead: false },
      ...{ earnedFor: 'neighbour', sourceId: NEIGHBOURS },
      lines: [{ lineId: 'neighbour', product: '', units: 1, base: reward, rate: 10_000 }],
    });
  }
  return given;
};

/** Those of them who are new, not counted yet, and whose leader is one now. Their leaders are held: a month’s limit is theirs. */
async function findWaiting(ctx: Ctx, personNos: readonly number[]): Promise<readonly Due[]> {
  const { rows } = await sql<Waiting>`
    select person_no, member_id, leader_no from leaders.neighbour
    where person_no = any(${[...new Set(personNos)]}::int[]) and new and counted_at is null order by person_no
  `.execute(ctx.db);
  if (rows.length === 0) return [];
  const leaders = await leadersBy(
    ctx,
    rows.map(({ leaderNo }) => leaderNo),
  );
  await holdLeaders(
    ctx,
    [...leaders.values()].map(({ no }) => no),
  );
  return rows.flatMap((row) => {
    const leader = leaders.get(row.leaderNo);
    return leader?.state === 'active' && leader.personNo !== row.personNo ? [{ ...row, leader }] : [];
  });
}

/** She counts from now on, once; answers fen that are promised for it: nothing where the leader’s month is full. */
async function count(
  ctx: Ctx,
  { reward, rewardMost }: Rules,
  { personNo, leader, by }: { readonly personNo: number; readonly leader: LeaderRow; readonly by: Rules['rewardFor'] },
): Promise<number> {
  const month = dayStart(`${shanghaiDay(ctx.now()).slice(0, 7)}-01`);
  const { rows } = await sql<{ reward: number }>`
    update leaders.neighbour n set counted_at = ${ctx.now()}, counted_by = ${by}, look_at = null, reward = case when (
        select count(*) from leaders.neighbour o join leaders.leader a on a.no = o.leader_no
        where coalesce(a.behind_no, a.no) = ${leader.no} and o.counted_at >= ${month} and o.reward > 0
      ) < ${rewardMost} then ${reward}::int else 0 end
    where n.person_no = ${personNo} and n.counted_at is null returning reward
  `.execute(ctx.db);
  return rows[0]?.reward ?? 0;
}

/** What is left of the order that counted is not enough any more: the reward goes back, at whatever stage it stands. */
const loseRewards: Assign['loses'] = async (ctx, refunds) => {
  const { rewardLeast } = await readRules(ctx);
  const lost: Awaited<ReturnType<Assign['loses']>>[number][] = [];
  for (const { orderId, refundId, lines } of refunds) {
    const amount = lines.reduce((sum, line) => sum + line.amount, 0);
    const { rows } = await sql<{ reward: number; kept: number }>`
      update leaders.neighbour set kept = kept - ${amount} where order_id = ${orderId} returning reward, kept
    `.execute(ctx.db);
    const [one] = rows;
    if (one === undefined || one.reward === 0 || (one.kept > 0 && one.kept >= (rewardLeast ?? 0))) continue;
    const line = { lineId: 'neighbour', quantity: 1, amount: one.reward };
    lost.push({ orderId, refundId: `neighbour:${refundId}`, whole: false, lines: [line] });
  }
  return lost;
};

/** Newcomers who left a phone number since they came. */
export const rewardRegistered: Sweep = sweep({
  name: 'leaders.reward-registered',
  due: sql`(select min(look_at) from leaders.neighbour where look_at is not null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const rules = await readRules(ctx);
      const { rows } = await sql<{ personNo: number }>`
        select person_no from leaders.neighbour where look_at <= ${ctx.now()} order by look_at, person_no limit ${AT_ONCE}
      `.execute(ctx.db);
      const personNos = rows.map(({ personNo }) => personNo);
      if (rules.on && rules.reward > 0 && rules.rewardFor === 'registers') await rewardThose(ctx, rules, personNos);
      await sql`
        update leaders.neighbour set looks = looks + 1,
          look_at = case when counted_at is null and looks + 1 < ${LOOKS} then ${ctx.now()}::timestamptz + make_interval(mins => 10 * (1 << looks)) end
        where person_no = any(${personNos}::int[])
      `.execute(ctx.db);
      return personNos.length;
    }),
});

async function rewardThose(ctx: Ctx, rules: Rules, personNos: readonly number[]): Promise<void> {
  const people = await findByPersonNo(ctx, personNos);
  const due = await findWaiting(
    ctx,
    personNos.filter((personNo) => people.get(personNo)?.phoneMasked != null),
  );
  for (const { personNo, memberId, leader } of due) {
    const amount = await count(ctx, rules, { personNo, leader, by: 'registers' });
    await creditOnce(ctx, [
      {
        ...{ distributorId: leader.distributorId ?? '', key: `neighbour:${personNo}`, sourceId: NEIGHBOURS, amount },
        ...{ buyer: { id: memberId, personNo }, product: '', days: rules.rewardDays ?? 7 },
      },
    ]);
  }
}

export const neighbourRewards: Assign = { earns: earnRewards, loses: loseRewards };
