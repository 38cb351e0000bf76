import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { orderPaid } from './events.ts';
import { lineIdOf } from './order.ts';

/** An order that was made elsewhere, long paid and received. `externalId` is its name there, unique in its `source`. */
export type ImportedOrder = {
  readonly externalId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly at: Date;
  /** Fen. */
  readonly amount: number;
  readonly quantity: number;
  readonly name: string;
  readonly source: string;
};

/** Rows a statement: what the import hands over at a time (imports/carry-out.ts), so mostly one statement each. */
const AT_ONCE = 5000;

/**
 * Take in orders made elsewhere, as received ones, with the fact that each was paid at its own time, so that reports
 * know the history. Orders that are here already are left alone. Answers how many were new; with `dryRun` nothing
 * changes and it answers how many would have been.
 */
export async function importOrders(
  ctx: Ctx,
  rows: readonly ImportedOrder[],
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<number> {
  if (dryRun) return rows.length - (await countKnown(ctx, rows));
  // In order of time, so that the first of each member is told as her first.
  const ordered = rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let fresh = 0;
  for (let from = 0; from < ordered.length; from += AT_ONCE) {
    const part = ordered.slice(from, from + AT_ONCE);
    // A transaction a part: one that was cut off goes on where it stopped when it is run again.
    fresh += await inTransaction(ctx, async (ctx) => importPart(ctx, part));
  }
  return fresh;
}

async function countKnown(ctx: Ctx, rows: readonly ImportedOrder[]): Promise<number> {
  const { rows: counted } = await sql<{ known: number }>`
    select count(*)::int as known from unnest(${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.externalId)}::text[])
      as g (source, external_id)
    join orders.placed using (source, external_id)
  `.execute(ctx.db);
  return counted[0]?.known ?? 0;
}

async function importPart(ctx: Ctx, part: readonly ImportedOrder[]): Promise<number> {
  const given = part.map((row) => ({ ...row, id: newId('ord') }));
  const { rows } = await sql<{ id: string; number: string; first: boolean }>`
    with given as (
      select *, row_number() over (partition by member_id order by at, id) as nth
      from unnest(${given.map((g) => g.id)}::text[], ${given.map((g) => g.externalId)}::text[],
        ${given.map((g) => g.memberId)}::text[], ${given.map((g) => g.personNo)}::int[],
        ${given.map((g) => g.at)}::timestamptz[], ${given.map((g) => g.amount)}::int[], ${given.map((g) => g.quantity)}::int[],
        ${given.map((g) => g.name)}::text[], ${given.map((g) => g.source)}::text[]
      ) as g (id, external_id, member_id, person_no, at, amount, quantity, name, source)
    ), placed as (
      insert into orders.placed (id, number, member_id, person_no, state, source, external_id, first_line, quantity,
        goods_amount, payable, paid, created_at, paid_at, shipped_at, received_at)
      select id, source || '-' || external_id, member_id, person_no, 'received', source, external_id, name, quantity,
        amount, amount, amount, at, at, at, at
      from given
      on conflict do nothing
      returning id, number
    ), lines as (
      insert into orders.line (order_id, position, name, quantity, unit_price, payable, unit_amount, plus_one_units)
      select g.id, 0, g.name, g.quantity, g.amount / g.quantity, g.amount, g.amount / g.quantity, g.amount % g.quantity
      from given g join placed using (id)
    ), first as (
      insert into orders.first_paid (member_id, order_id)
      select distinct on (g.member_id) g.member_id, g.id from given g join placed using (id) order by g.member_id, g.nth
      on conflict do nothing
      returning order_id
    )
    select placed.id, placed.number, first.order_id is not null as first
    from placed left join first on first.order_id = placed.id
  `.execute(ctx.db);
  const byId = new Map(given.map((g) => [g.id, g]));
  for (const { id, number, first } of rows) {
    const row = byId.get(id);
    if (!row) continue;
    const { memberId, personNo, at, amount, quantity, name, source } = row;
    ctx.emit(orderPaid, {
      personNo,
      at,
      payload: {
        orderId: id,
        number,
        memberId,
        amount,
        source,
        first,
        lines: [
          {
            lineId: lineIdOf({ orderId: id, position: 0 }),
            productId: null,
            skuId: null,
            categoryId: null,
            name,
            quantity,
            payable: amount,
          },
        ],
        offers: [],
      },
    });
  }
  return rows.length;
}
