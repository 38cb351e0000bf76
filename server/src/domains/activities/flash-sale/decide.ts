import type { Taking } from '@huoshui/contracts/words/flash-sales';

export type TakeAsk = { readonly personNo: number; readonly skuId: string; readonly quantity: number };
/** What somebody has already; `kept`: it waits for her order. */
export type Had = { readonly personNo: number; readonly skuId: string; readonly units: number; readonly kept: boolean };
export type Room = {
  /** By SKU what nobody has; a SKU that is absent is not among the goods. */
  readonly left: ReadonlyMap<string, number>;
  readonly had: readonly Had[];
  readonly perOrder: number;
  readonly perMember: number;
  /** Orders that the day takes still; null: any number. */
  readonly today: number | null;
};

/**
 * Who has what of a session, in the order in which they came: each all that she asks for or nothing. Whoever has some of it kept for her
 * already is told so, and takes no more; two of one person are looked at one after the other. One verdict an ask. Pure.
 */
export function decideTakes(asks: readonly TakeAsk[], room: Room): Taking[] {
  const left = new Map(room.left);
  let today = room.today ?? Number.POSITIVE_INFINITY;
  const units = new Map<number, number>();
  const kept = new Set<string>();
  const note = ({ personNo, skuId, units: n, kept: waits }: Had) => {
    units.set(personNo, (units.get(personNo) ?? 0) + n);
    if (waits) kept.add(`${personNo} ${skuId}`);
  };
  for (const one of room.had) note(one);
  return asks.map(({ personNo, skuId, quantity }): Taking => {
    const there = left.get(skuId);
    if (there === undefined) return 'no_goods';
    if (kept.has(`${personNo} ${skuId}`)) return 'kept';
    if (quantity > room.perOrder || (units.get(personNo) ?? 0) + quantity > room.perMember) return 'enough';
    if (there < quantity) return 'sold_out';
    if (today < 1) return 'full_today';
    today -= 1;
    left.set(skuId, there - quantity);
    note({ personNo, skuId, units: quantity, kept: true });
    return 'can';
  });
}
