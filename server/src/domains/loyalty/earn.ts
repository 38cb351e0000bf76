import { words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { getSetting } from '../../platform/settings.ts';
import { merges } from '../members/index.ts';
import type { orderPaid } from '../orders/events.ts';
import { dayTenths } from './days/point-tenths.ts';
import { writeEntries } from './entries.ts';
import { pointsEarned } from './events.ts';
import { pointTenths } from './levels/point-tenths.ts';
import { pointsFor } from './points.ts';
import { pointsRule } from './points-rule.ts';
import type { Person } from './tables.ts';

type Paid = Static<typeof orderPaid.schema> & { readonly personNo: number; readonly at: Date };

/**
 * What orders of the shop earn, on what their goods were paid with and by the level she has before it, her card or the day on which it was paid. Nothing may be spent of it before the order has arrived.
 * One that was bought elsewhere and imported earns nothing: nobody was promised anything.
 */
export async function earn(ctx: Ctx, paid: readonly Paid[]): Promise<void> {
  const { on, perYuan } = await getSetting(ctx, pointsRule);
  if (!on) return;
  const living = await merges.living(
    ctx,
    paid.map(({ personNo }) => personNo),
  );
  const tenths = await pointTenths(
    ctx,
    [...living.values()].map(({ id }) => id),
  );
  const byDay = await dayTenths(
    ctx,
    paid.flatMap(({ orderId, personNo, at }) => {
      const memberId = living.get(personNo)?.id;
      return memberId === undefined ? [] : [{ orderId, memberId, at }];
    }),
  );
  const earned = paid.flatMap(({ orderId, number, personNo, source, lines }) => {
    const goods = lines.reduce((sum, { payable }) => sum + payable, 0);
    const now = living.get(personNo);
    const times = Math.max(tenths.get(now?.id ?? '') ?? 10, byDay.get(orderId) ?? 0);
    const points = pointsFor(goods, perYuan, times);
    if (source !== 'shop' || points === 0 || now === undefined) return [];
    return [{ memberId: now.id, personNo: now.personNo, orderId, number, goods, points, tenths: times }];
  });
  if (earned.length === 0) return;
  const fresh = await insertLots(
    ctx,
    earned.map((one) => ({ ...one, perYuan })),
  );
  const mine = earned.filter(({ orderId }) => fresh.has(orderId));
  await writeEntries(
    ctx,
    mine.map(({ number, ...one }) => ({
      ...one,
      key: `earned:${one.orderId}`,
      kind: 'earned',
      note: words(`订单 ${number}`, `Order ${number}`),
    })),
  );
  for (const { memberId, personNo, points, orderId } of mine) {
    ctx.emit(pointsEarned, { personNo, payload: { memberId, points, orderId } });
  }
}

type NewLot = Person & {
  readonly orderId: string;
  readonly points: number;
  readonly goods: number;
  readonly perYuan: number;
  readonly tenths: number;
};

/** Answers the orders that had none yet. */
async function insertLots(ctx: Ctx, lots: readonly NewLot[]): Promise<ReadonlySet<string>> {
  const column = <T>(pick: (lot: NewLot) => T) => lots.map(pick);
  const { rows } = await sql<{ orderId: string }>`
    insert into loyalty.lot (id, member_id, person_no, points, rest, order_id, paid, per_yuan, tenths, usable, created_at)
    select id, member_id, person_no, points, points, order_id, paid, per_yuan, tenths, false, ${ctx.now()}
    from unnest(
      ${lots.map(() => newId('lot'))}::text[], ${column((l) => l.memberId)}::text[], ${column((l) => l.personNo)}::int[],
      ${column((l) => l.points)}::int[], ${column((l) => l.orderId)}::text[], ${column((l) => l.goods)}::int[],
      ${column((l) => l.perYuan)}::int[], ${column((l) => l.tenths)}::int[]
    ) as new (id, member_id, person_no, points, order_id, paid, per_yuan, tenths)
    on conflict (order_id) do nothing returning order_id
  `.execute(ctx.db);
  return new Set(rows.map(({ orderId }) => orderId));
}
