import { differenceKind } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { orderErrors } from '../errors.ts';
import type { DifferenceKind } from './difference.ts';
import { type BillFailure, failureWords } from './reconcile.ts';

type Row = {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly day: string;
  readonly number: string | null;
  readonly transactionId: string | null;
  readonly orderId: string | null;
  readonly ours: number | null;
  readonly theirs: number | null;
  readonly told: string | null;
  readonly foundAt: Date;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly note: string | null;
};

const COLUMNS = sql.raw(
  'd.id, d.kind, d.day::text as day, d.number, d.transaction_id, d.order_id, d.ours, d.theirs, d.told, d.found_at, ' +
    'd.settled_at, d.settled_by, d.note',
);

type DifferenceQuery = {
  readonly q?: string | undefined;
  readonly state?: 'open' | 'settled' | undefined;
  readonly kind?: DifferenceKind | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Found last first. */
export async function listDifferences(ctx: Ctx, { cursor, limit = 20, ...asked }: DifferenceQuery) {
  const after = decodeCursor(cursor, ['instant', 'text']);
  const which = sql`from orders.difference d where true ${conditions(asked)}`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${which}
      ${after ? sql`and (d.found_at, d.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by d.found_at desc, d.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, (row) => [row.foundAt.toISOString(), row.id], presentDifference);
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select ${which}`)) };
}

function conditions({ q, state, kind }: DifferenceQuery) {
  const parts = [
    state === 'open' ? sql`and d.settled_at is null` : state === 'settled' ? sql`and d.settled_at is not null` : sql``,
    kind ? sql`and d.kind = ${kind}` : sql``,
    q ? sql`and (starts_with(d.number, ${q.trim()}) or d.transaction_id = ${q.trim()})` : sql``,
  ];
  return sql.join(parts, sql` `);
}

export async function getDifference(ctx: Ctx, id: string) {
  const { rows } = await sql<Row>`select ${COLUMNS} from orders.difference d where d.id = ${id}`.execute(ctx.db);
  if (!rows[0]) throw orderErrors.error('difference_not_found');
  return presentDifference(rows[0]);
}

function presentDifference({ foundAt, settledAt, ...row }: Row) {
  return {
    ...row,
    what: differenceKind[row.kind],
    foundAt: foundAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}

type Day = {
  readonly day: string;
  readonly checkedAt: Date | null;
  readonly dueAt: Date | null;
  readonly failure: BillFailure | null;
  readonly payments: number;
  readonly paid: number;
  readonly refunds: number;
  readonly returned: number;
  readonly foreignPayments: number;
  readonly foreignPaid: number;
  readonly differences: number;
};

/** The last two weeks of comparing. */
export async function listBillDays(ctx: Ctx) {
  const { rows } = await sql<Day>`
    select day::text as day, checked_at, due_at, failure, payments, paid, refunds, returned, foreign_payments,
      foreign_paid, differences
    from orders.bill_day order by day desc limit 14
  `.execute(ctx.db);
  return rows.map(({ checkedAt, dueAt, failure, ...day }) => ({
    ...day,
    checkedAt: checkedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    failure: failureWords(failure),
  }));
}
