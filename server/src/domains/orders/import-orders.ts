import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { allocate } from '../../platform/money.ts';
import { saidText } from '../../platform/said.ts';
import { ordersImported } from './events.ts';

/** An order that was made elsewhere, long paid and received. `externalId` is its name there, unique in its `source`. */
export type ImportedOrder = {
  readonly externalId: string;
  /** Its number as the file has it: one of ours is that order. */
  readonly number: string | null;
  readonly memberId: string;
  readonly personNo: number;
  readonly at: Date;
  /** Fen: paid, and given back since; the lines make up what was paid. */
  readonly amount: number;
  readonly refunded: number;
  /** Nothing of it is left. */
  readonly whole: boolean;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly amount: number }[];
  readonly source: string;
};

/** `known`: it is here. `other`: its name is here, with another member, day or amount. */
export type ImportedAs = 'new' | 'known' | 'other';

/** Rows a statement: what the import hands over at a time (imports/carry-out.ts), so mostly one statement each. */
const AT_ONCE = 5000;

/**
 * Take in orders made elsewhere, as received ones, with the facts that each was paid at its own time and what of it was
 * given back, so that reports know the history. Orders that are here already are left alone. Answers what became of each;
 * with `dryRun` nothing changes.
 */
export async function importOrders(
  ctx: Ctx,
  rows: readonly ImportedOrder[],
  { dryRun }: { readonly dryRun: boolean } = { dryRun: false },
): Promise<ImportedAs[]> {
  const outcomes = await compareKnown(ctx, rows);
  if (dryRun) return outcomes;
  // In order of time, so that the first of each member is told as her first.
  const fresh = rows.filter((_, n) => outcomes[n] === 'new').toSorted((a, b) => a.at.getTime() - b.at.getTime());
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const part = fresh.slice(from, from + AT_ONCE);
    // A transaction a part: one that was cut off goes on where it stopped when it is run again.
    await inTransaction(ctx, async (ctx) => importPart(ctx, part));
  }
  return outcomes;
}

/** Numbers that a file of ours gives our orders. */
const OWN_NUMBER = /^(\d{16}|import-.+)$/;

type KnownOrder = { n: number; memberId: string; day: string; amount: number; own: boolean };

async function compareKnown(ctx: Ctx, rows: readonly ImportedOrder[]): Promise<ImportedAs[]> {
  const own = rows.map(({ number }) => (number !== null && OWN_NUMBER.test(number) ? number : null));
  const { rows: known } = await sql<KnownOrder>`
    select g.n::int as n, o.member_id, (o.paid_at at time zone 'Asia/Shanghai')::date::text as day, o.paid as amount, g.own
    from (
      select n, o.id, false as own from unnest(${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.externalId)}::text[])
        with ordinality as g (source, external_id, n) join orders.placed o using (source, external_id)
      union all
      select n, o.id, true from unnest(${own}::text[]) with ordinality as g (number, n) join orders.placed o using (number)
    ) as g join orders.placed o on o.id = g.id
  `.execute(ctx.db);
  const outcomes: ImportedAs[] = rows.map(() => 'new');
  for (const { n, memberId, day, amount, own } of known) {
    const row = rows[n - 1];
    if (!row) continue;
    const same = row.memberId === memberId && shanghaiDay(row.at) === day && row.amount === amount;
    // A file of ours may tell an order's consignee for its member; our books know better.
    outcomes[n - 1] = own || same ? 'known' : 'other';
  }
  return outcomes;
}

async function importPart(ctx: Ctx, part: readonly ImportedOrder[]): Promise<void> {
  const given = part.map((row) => ({ ...row, id: newId('ord') }));
  const lines = given.flatMap((order) => {
    const back = backOf(order);
    return order.lines.map((line, position) => ({ ...line, id: order.id, position, back: back[position] ?? null }));
  });
  const backs = given.flatMap(({ id, refunded }) => (refunded > 0 ? [{ id, refunded, refundId: newId('rfd') }] : []));
  const { rows } = await sql<{ id: string; number: string; first: boolean }>`
    with given as (
      select *, row_number() over (partition by member_id order by at, id) as nth
      from unnest(${given.map((g) => g.id)}::text[], ${given.map((g) => g.externalId)}::text[],
        ${given.map((g) => g.memberId)}::text[], ${given.map((g) => g.personNo)}::int[],
        ${given.map((g) => g.at)}::timestamptz[], ${given.map((g) => g.amount)}::int[], ${given.map((g) => g.refunded)}::int[],
        ${given.map((g) => g.whole)}::bool[], ${given.map((g) => g.lines.reduce((sum, l) => sum + l.quantity, 0))}::int[],
        ${given.map((g) => g.lines[0]?.name ?? '')}::text[], ${given.map((g) => g.source)}::text[]
      ) as g (id, external_id, member_id, person_no, at, amount, refunded, whole, quantity, name, source)
    ), placed as (
      insert into orders.placed (id, number, member_id, person_no, state, source, external_id, first_line, quantity,
        goods_amount, payable, paid, refunded, created_at, paid_at, shipped_at, received_at)
      select id, source || '-' || external_id, member_id, person_no, case when whole then 'refunded' else 'received' end,
        source, external_id, name, quantity, amount, amount, amount, refunded, at, at, at, at
      from given
      on conflict do nothing
      returning id, number
    ), lines as (
      insert into orders.line (order_id, position, name, quantity, unit_price, payable, unit_amount, plus_one_units,
        refunded_quantity, refunded_amount)
      select l.id, l.position, l.name, l.quantity, l.amount / l.quantity, l.amount, l.amount / l.quantity,
        l.amount % l.quantity, case when l.back is null then 0 else l.quantity end, coalesce(l.back, 0)
      from unnest(${lines.map((l) => l.id)}::text[], ${lines.map((l) => l.position)}::int[], ${lines.map((l) => l.name)}::text[],
        ${lines.map((l) => l.quantity)}::int[], ${lines.map((l) => l.amount)}::int[], ${lines.map((l) => l.back)}::int[]
      ) as l (id, position, name, quantity, amount, back)
      join placed on placed.id = l.id
    ), refunds as (
      insert into orders.refund (id, order_id, number, state, origin, way, amount, reason, out_refund_no, created_at, done_at)
      select b.refund_id, p.id, p.number, 'done', 'operator', 'outside', b.refunded, ${REFUNDED_BEFORE}, b.refund_id, g.at, g.at
      from unnest(${backs.map((b) => b.id)}::text[], ${backs.map((b) => b.refunded)}::int[], ${backs.map((b) => b.refundId)}::text[])
        as b (id, refunded, refund_id)
      join placed p on p.id = b.id join given g on g.id = b.id
    ), first as (
      insert into orders.first_paid (member_id, order_id)
      select distinct on (g.member_id) g.member_id, g.id from given g join placed using (id)
      where not g.whole order by g.member_id, g.nth
      on conflict do nothing
      returning order_id
    )
    select placed.id, placed.number, first.order_id is not null as first
    from placed left join first on first.order_id = placed.id
  `.execute(ctx.db);
  tellHistory(ctx, given, new Map(rows.map(({ id, ...stored }) => [id, stored])));
}

/** What each line gave back, where nothing of the order is left; of a part nobody knows which line it was. */
function backOf({ whole, refunded, lines }: Pick<ImportedOrder, 'whole' | 'refunded' | 'lines'>): number[] {
  if (!whole) return [];
  return allocate(
    refunded,
    lines.map(({ amount }) => amount),
  );
}

const REFUNDED_BEFORE = saidText(words('导入前已退', 'Refunded before the import'));

type Stored = { readonly number: string; readonly first: boolean };

/** Of those that were stored. */
function tellHistory(
  ctx: Ctx,
  given: readonly (ImportedOrder & { readonly id: string })[],
  stored: ReadonlyMap<string, Stored>,
): void {
  const orders = given.flatMap((order) => {
    const { id: orderId, memberId, personNo, at, amount, refunded, whole, lines, source } = order;
    const as = stored.get(orderId);
    if (!as) return [];
    const back = refunded === 0 && !whole ? null : { amount: refunded, whole, lines: backOf(order) };
    const goods = lines.map(({ name, quantity, amount }) => ({ name, quantity, payable: amount }));
    return [{ orderId, ...as, memberId, personNo, at: at.getTime(), amount, source, lines: goods, back }];
  });
  for (let from = 0; from < orders.length; from += A_FACT) {
    const part = orders.slice(from, from + A_FACT);
    ctx.emit(ordersImported, {
      personNo: null,
      persons: part.map(({ personNo }) => personNo),
      payload: { orders: part },
    });
  }
}

/** Orders a fact: who reads facts takes as many more as one has. */
const A_FACT = 500;
