import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { DomainError } from '../../../platform/errors.ts';
import { roundedAmong } from '../../../platform/rounded.ts';
import { orderErrors } from '../errors.ts';
import type { ParcelInput } from './parcel.ts';
import { shipOrder } from './ship.ts';

/** A line of a list as somebody pasted it; what is wrong with it is said of it alone. */
export type ListedParcel = { readonly number: string; readonly company: string; readonly waybill: string };
export type RefusedParcel = {
  readonly row: number;
  readonly number: string;
  readonly code: string;
  readonly why: Words;
};

const WAYBILL = /^[A-Za-z0-9-]{4,40}$/;

/**
 * Ship what a list names, each order in a transaction of its own: what cannot be shipped is told, the rest has left. The
 * same list once more ships nothing twice.
 */
export async function shipMany(
  ctx: Ctx,
  rows: readonly ListedParcel[],
): Promise<{ shipped: number; refused: RefusedParcel[] }> {
  const ids = await idsOf(ctx, rows);
  const rounded = roundedIn(rows);
  const refused: RefusedParcel[] = [];
  let shipped = 0;
  for (const [index, row] of rows.entries()) {
    const refusal = rounded(row) ?? (await shipOne(ctx, ids.get(row.number.trim()), row));
    if (refusal === null) shipped += 1;
    else refused.push({ row: index + 1, number: row.number, code: refusal.code, why: whyOf(refusal) });
  }
  return { shipped, refused };
}

/** A number that lost its digits may be another order's, or another parcel's. */
function roundedIn(rows: readonly ListedParcel[]): (row: ListedParcel) => DomainError | null {
  const number = roundedAmong(rows.map((row) => row.number));
  const waybill = roundedAmong(rows.map((row) => row.waybill));
  const refuse = (said: string) => orderErrors.error('number_rounded', { number: said.trim() });
  return (row) => {
    if (number(row.number) || SCIENTIFIC.test(row.number.trim())) return refuse(row.number);
    return waybill(row.waybill) || SCIENTIFIC.test(row.waybill.trim()) ? refuse(row.waybill) : null;
  };
}

const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d+$/i;

async function idsOf(ctx: Ctx, rows: readonly ListedParcel[]): Promise<ReadonlyMap<string, string>> {
  const { rows: found } = await sql<{ id: string; number: string }>`
    select id, number from orders.placed where number = any(${rows.map(({ number }) => number.trim())}::text[])
  `.execute(ctx.db);
  return new Map(found.map(({ id, number }) => [number, id]));
}

async function shipOne(ctx: Ctx, id: string | undefined, row: ListedParcel): Promise<DomainError | null> {
  try {
    if (id === undefined) throw orderErrors.error('not_found');
    const parcel: ParcelInput = { company: row.company.trim(), waybill: row.waybill.trim() };
    if (parcel.company === '') throw orderErrors.error('unknown_carrier', { name: '', near: '–' });
    if (!WAYBILL.test(parcel.waybill ?? '')) throw orderErrors.error('waybill_unreadable');
    await shipOrder(ctx, id, parcel);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function whyOf({ text }: DomainError): Words {
  return words(text.zh, text.en);
}
