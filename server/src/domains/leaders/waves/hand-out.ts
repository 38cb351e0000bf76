import type { RouteOut } from '@huoshui/contracts/contract';
import type { waveContract } from '@huoshui/contracts/leader-waves';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { maskName } from '../../../platform/mask-name.ts';
import { findMembers } from '../../members/index.ts';
import { pickups } from '../../orders/index.ts';
import { leaderErrors } from '../errors.ts';
import { type Her, leadersOf } from '../leader.ts';

type Handed = RouteOut<(typeof waveContract)['POST /api/shop/leaders/handouts']>;

/** Her numbers, those that wait behind her too; none where she is no leader. */
export async function numbersOfHers(ctx: Ctx, her: Her): Promise<readonly number[]> {
  const row = (await leadersOf(ctx, [her.personNo])).get(her.personNo);
  if (row === undefined) return [];
  const { rows } = await sql<{ no: number }>`
    select no from leaders.leader where no = ${row.no} or behind_no = ${row.no}
  `.execute(ctx.db);
  return rows.map(({ no }) => no);
}

/** What she sees before she hands it over. Throws `leaders.not_hers`, `orders.pickup_mistyped`, `orders.pickup_unknown`. */
export async function showHers(ctx: Ctx, her: Her, code: string): Promise<Handed> {
  const { storeId } = await refuseOthers(ctx, her, code);
  const { refusal, ...pickup } = await pickups.show(house(ctx), code, storeId);
  return { ...handed(pickup), refusal: refusal === null ? null : refusal.words };
}

/** She hands it over, once. Whoever took an order at her place goes on to hand it out, also when she is a leader no more. */
export async function handOut(ctx: Ctx, her: Her, code: string): Promise<Handed> {
  const { storeId } = await refuseOthers(ctx, her, code);
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  const by = maskName(me?.nickname ?? '') ?? '';
  return { ...handed(await pickups.redeem(house(ctx), { code, storeId, by })), refusal: null };
}

/** Orders know their buyers alone: hers are looked at by the house, once it is known that she hands them out. */
const house = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: 'system' } });

type Pickup = Pick<
  Awaited<ReturnType<typeof pickups.redeem>>,
  'orderId' | 'number' | 'name' | 'phone' | 'collectedAt' | 'lines'
>;

function handed({ orderId, number, name, phone, collectedAt, lines }: Pickup) {
  return {
    ...{ orderId, number, name, phone: phone.slice(-4), collectedAt },
    lines: lines.map((line) => ({ name: [line.name, ...line.values].join(' '), quantity: line.quantity })),
  };
}

async function refuseOthers(ctx: Ctx, her: Her, code: string): Promise<{ readonly storeId: string }> {
  const pickup = await pickups.find(ctx, code);
  const { rows } = await sql`
    select from leaders.wave_order
    where order_id = ${pickup.orderId} and leader_no = any(${[...(await numbersOfHers(ctx, her))]}::bigint[])
  `.execute(ctx.db);
  if (rows.length === 0) throw leaderErrors.error('not_hers');
  return pickup;
}
