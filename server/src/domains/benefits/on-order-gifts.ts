import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { newId } from '../../platform/ids.ts';
import { listener } from '../../platform/listeners.ts';
import { saidText } from '../../platform/said.ts';
import { giftsGiven, giftsRegained } from '../orders/events.ts';

/**
 * What rules gave with orders stands in the ledger like everything given away: to whom, by which rule, at what worth, and with
 * which order. What a refund regained of it lowers the cost; nothing left of it: taken back. Of one order what was given is
 * told first.
 */
export const onOrderGifts = listener({
  name: 'benefits.on-order-gifts',
  on: [giftsGiven, giftsRegained],
  batch: 1000,
  handle: async (ctx, facts) => {
    const given = facts.flatMap((told) => {
      const order = payloadOf(giftsGiven, told);
      return (order?.gifts ?? []).map((gift) => ({
        ...gift,
        personNo: told.personNo ?? 0,
        at: told.occurredAt,
        order,
      }));
    });
    await write(
      ctx,
      given.flatMap(({ order, lineId, skuId, name, quantity, worth, rule, personNo, at }) =>
        order
          ? [
              {
                id: newId('grt'),
                key: keyOf(lineId),
                memberId: order.memberId,
                personNo,
                item: { kind: 'gift', skuId, quantity },
                label: quantity === 1 ? name : `${name} × ${quantity}`,
                cost: worth,
                ruleId: rule.id,
                rule: saidText(rule.label),
                at,
                orderId: order.orderId,
                amount: order.amount,
              },
            ]
          : [],
      ),
    );
    const regained = facts.flatMap((told) => payloadOf(giftsRegained, told)?.gifts ?? []);
    for (const { lineId, regained: fen } of regained) await lower(ctx, keyOf(lineId), fen);
  },
});

type Row = { readonly id: string; readonly key: string } & Readonly<Record<string, unknown>>;

async function write(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, actual_cost, state,
      because_kind, because_id, because_label, granted_at, order_id, order_amount)
    select g.id, g.key, 0, g."memberId", g."personNo", 'gift', g.item, g.label, g.cost, 0, g.cost, 'used',
      'promotion', g."ruleId", g.rule, g.at, g."orderId", g.amount
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id text, key text, "memberId" text, "personNo" int, item jsonb,
      label text, cost int, "ruleId" text, rule text, at timestamptz, "orderId" text, amount int)
    order by g.key
    on conflict (key, position) do nothing
  `.execute(ctx.db);
}

async function lower(ctx: Ctx, key: string, fen: number): Promise<void> {
  await sql`
    update benefits.grant set
      state = case when actual_cost > ${fen} then 'used' else 'revoked' end,
      actual_cost = case when actual_cost > ${fen} then actual_cost - ${fen} end
    where key = ${key} and position = 0 and state = 'used'
  `.execute(ctx.db);
}

function keyOf(lineId: string): string {
  return `gift:${lineId}`;
}
