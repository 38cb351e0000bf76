import { isLotCode, plainCode } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { catalogErrors } from '../errors.ts';
import { type LotRow, lotColumns } from './find-lots.ts';
import { recallOf } from './present-lot.ts';

/** What anybody may know of a lot who has its code. Throws `catalog.trace_mistyped`, `trace_unknown`. */
export async function showTrace(ctx: Ctx, typed: string) {
  const code = plainCode(typed);
  if (!isLotCode(code)) throw catalogErrors.error('trace_mistyped');
  const { rows } = await sql<LotRow>`
    select ${lotColumns(ctx)} from catalog.lot l join catalog.product p on p.id = l.product_id where l.code = ${code}
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) throw catalogErrors.error('trace_unknown');
  const { day, shelfDays, origin, producer, note, reports } = row.values;
  return {
    code,
    state: row.state,
    product: {
      id: row.productId,
      name: row.productName,
      image: row.image,
      shown: row.productStatus !== 'draft',
    },
    number: row.number,
    day,
    madeOn: row.madeOn,
    shelfDays,
    goodUntil: row.goodUntil,
    origin: origin ?? '',
    producer: producer ?? '',
    note: note ?? '',
    reports: [...(reports ?? [])],
    recall: recallOf(row),
  };
}
