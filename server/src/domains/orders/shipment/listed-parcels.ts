import type { DomainError } from '../../../platform/errors.ts';
import { roundedAmong } from '../../../platform/rounded.ts';
import { orderErrors } from '../errors.ts';

/** A row of a list: an order, its parcel, and what of the order is in it; without a SKU, all that is left. */
export type ListedParcel = {
  readonly number: string;
  readonly company: string;
  readonly waybill: string;
  readonly sku?: string | undefined;
  /** Absent: as many as are left of it. */
  readonly quantity?: number | undefined;
};

type Listed = {
  readonly number: string;
  readonly company: string;
  readonly waybill: string;
  /** The list's rows it is made of, from 1. */
  readonly rows: readonly number[];
  /** Null: all that is left of the order. */
  readonly goods: readonly { readonly sku: string; readonly quantity: number | null }[] | null;
  /** Why it cannot leave, whatever the order says. */
  readonly refusal: DomainError | null;
};

const WAYBILL = /^[A-Za-z0-9-]{4,40}$/;
const SCIENTIFIC = /^\d(?:[.,]\d+)?e\+?\d+$/i;

/** The parcels of a list, in its order: rows of one order with one waybill are one, and what is wrong with one row is wrong with it. Pure. */
export function parcelsOf(rows: readonly ListedParcel[]): readonly Listed[] {
  const rounded = roundedIn(rows);
  const groups = new Map<string, { at: number; row: ListedParcel }[]>();
  for (const [at, row] of rows.entries()) {
    const key = `${unmarked(row.number)} ${unmarked(row.waybill)}`;
    groups.set(key, [...(groups.get(key) ?? []), { at: at + 1, row }]);
  }
  return [...groups.values()].map((group) => {
    const own = group.map(({ row }) => row);
    const [{ number, company, waybill } = nothing] = own;
    const found = own.map(rounded).find((one) => one !== null) ?? null;
    return {
      number: unmarked(number),
      company: company.trim(),
      waybill: unmarked(waybill),
      rows: group.map(({ at }) => at),
      goods: goodsOf(own),
      refusal: found ?? unreadable(own),
    };
  });
}

const nothing: ListedParcel = { number: '', company: '', waybill: '' };

/** Equal goods in two rows are as many together. */
function goodsOf(rows: readonly ListedParcel[]): Listed['goods'] {
  if (rows.some(({ sku = '' }) => sku.trim() === '')) return null;
  const goods = new Map<string, number | null>();
  for (const { sku = '', quantity } of rows) {
    const before = goods.get(sku.trim());
    const all = quantity === undefined || before === null;
    goods.set(sku.trim(), all ? null : (before ?? 0) + quantity);
  }
  return [...goods].map(([sku, quantity]) => ({ sku, quantity }));
}

function unreadable(rows: readonly ListedParcel[]): DomainError | null {
  const [{ company, waybill } = nothing] = rows;
  if (company.trim() === '') return orderErrors.error('unknown_carrier', { name: '', near: '–' });
  if (!WAYBILL.test(unmarked(waybill))) return orderErrors.error('waybill_unreadable');
  if (rows.some((row) => row.company.trim() !== company.trim())) return orderErrors.error('two_carriers');
  const named = rows.filter(({ sku = '' }) => sku.trim() !== '');
  const counted = rows.some(({ quantity }) => quantity !== undefined);
  if (named.length < rows.length && (rows.length > 1 || counted)) return orderErrors.error('parcel_goods_unsaid');
  return null;
}

/** An apostrophe before a number says, as in a spreadsheet, that its cell was text: nobody rounded it. */
export function unmarked(cell: string): string {
  return cell.trim().replace(/^'/, '');
}

/** A number that lost its digits may be another order's, or another parcel's. */
function roundedIn(rows: readonly ListedParcel[]): (row: ListedParcel) => DomainError | null {
  const number = roundedAmong(rows.map((row) => row.number));
  const waybill = roundedAmong(rows.map((row) => row.waybill));
  const refuse = (said: string) => orderErrors.error('number_rounded', { number: said.trim() });
  return (row) => {
    if (number(row.number) || SCIENTIFIC.test(row.number.normalize('NFKC').trim())) return refuse(row.number);
    return waybill(row.waybill) || SCIENTIFIC.test(row.waybill.normalize('NFKC').trim()) ? refuse(row.waybill) : null;
  };
}
