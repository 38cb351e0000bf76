import { linesOf } from '../../ui/pasted-lines.ts';

export type ListedParcel = {
  readonly number: string;
  readonly company: string;
  readonly waybill: string;
  /** What of the order is in it; without, all that is left. */
  readonly sku?: string;
  readonly quantity?: number;
};

type ReadList = {
  readonly rows: readonly ListedParcel[];
  /** Rows where nobody wrote a carrier or a waybill yet. */
  readonly unfilled: number;
};

/** How the file that the house gives to be filled calls them, in both languages, and what others write. */
const headings = {
  number: /^(订单号|订单编号|order|order number)$/i,
  company: /^(快递公司|物流公司|快递|carrier)$/i,
  waybill: /^(运单号|快递单号|物流单号|waybill|tracking number)$/i,
  sku: /^(规格编号|sku)$/i,
  quantity: /^(装入件数|件数|数量|pieces in parcel|pieces|quantity)$/i,
} as const;
type Place = Readonly<Record<keyof typeof headings, number>>;
const unheaded: Place = { number: 0, company: 1, waybill: 2, sku: -1, quantity: -1 };

/**
 * A list as a spreadsheet or a courier's file gives it: a row for each parcel, or for each of the goods in it, parted by tabs, commas or
 * spaces. Under a heading the columns stand in any order; without one they are order number, carrier and waybill. What
 * spreadsheets put around a number (a tab, `="…"`, a backtick) says that it is a text, and nobody rounded it: an apostrophe says so on.
 */
export function readParcels(text: string): ReadList {
  const lines = linesOf(text.replace(/^\uFEFF/, ''));
  const headed = lines.findIndex((cells) => cells.some((cell) => headings.number.test(cell)));
  const place = headed < 0 ? unheaded : placeOf(lines[headed] ?? []);
  const read = lines
    .filter((_, at) => at > headed)
    .map((cells) => rowOf(cells, place))
    .filter(({ number }) => number !== '' && !/[\p{Script=Han}]|order/iu.test(number));
  const rows = read.filter(({ company, waybill }) => company !== '' || waybill !== '');
  return { rows, unfilled: read.length - rows.length };
}

/** What was not taken goes back into the field as it can be read again. */
export function writeParcels(parcels: readonly ListedParcel[]): string {
  const detailed = parcels.some(({ sku }) => sku !== undefined);
  const lines = parcels.map(({ number, company, waybill, sku = '', quantity = '' }) =>
    (detailed ? [number, company, waybill, sku, quantity] : [number, company, waybill]).join('\t'),
  );
  return (detailed ? ['Order\tCarrier\tWaybill\tSKU\tPieces in parcel', ...lines] : lines).join('\n');
}

/** In parts that one call takes; what is of one order stays together. */
export function inCalls(rows: readonly ListedParcel[], most: number): readonly (readonly number[])[] {
  const orders = new Map<string, number[]>();
  for (const [at, { number }] of rows.entries()) orders.set(number, [...(orders.get(number) ?? []), at]);
  const calls: number[][] = [];
  for (const own of orders.values()) {
    const last = calls.at(-1);
    if (last && last.length + own.length <= most) last.push(...own);
    else calls.push([...own]);
  }
  return calls;
}

function placeOf(cells: readonly string[]): Place {
  const at = (name: keyof Place) => cells.findIndex((cell) => headings[name].test(cell));
  return {
    number: at('number'),
    company: at('company'),
    waybill: at('waybill'),
    sku: at('sku'),
    quantity: at('quantity'),
  };
}

function rowOf(cells: readonly string[], place: Place): ListedParcel {
  const cell = (name: keyof Place) => (place[name] < 0 ? '' : (cells[place[name]] ?? ''));
  const sku = cell('sku');
  const quantity = /^\d{1,3}$/.test(cell('quantity')) ? Number(cell('quantity')) : 0;
  return {
    number: cell('number'),
    company: cell('company'),
    waybill: cell('waybill'),
    ...(sku === '' ? {} : { sku }),
    ...(sku === '' || quantity === 0 ? {} : { quantity }),
  };
}
