/** What each unit of a placed line cost: `quantity − plusOneUnits` units at `unitAmount` fen, the rest one fen more. */
export type UnitSplit = { readonly quantity: number; readonly unitAmount: number; readonly plusOneUnits: number };

/** Splits what a line costs over its units so that no two differ by more than one fen. */
export function splitUnits(payable: number, quantity: number): UnitSplit {
  return { quantity, unitAmount: Math.floor(payable / quantity), plusOneUnits: payable % quantity };
}

/**
 * Fen to give back for `units` more units of a placed line of which `alreadyRefundedUnits` went back before. The dearer
 * units go first. Only the placed amounts count, nothing is spread again: refunding all units in any portions gives
 * back exactly what was paid, to the fen.
 *
 * @throws RangeError when more units are refunded than the line has.
 */
export function refundAmount(line: UnitSplit, alreadyRefundedUnits: number, units: number): number {
  const until = alreadyRefundedUnits + units;
  if (!Number.isInteger(units) || units < 0 || alreadyRefundedUnits < 0 || until > line.quantity) {
    throw new RangeError(`cannot refund ${units} units after ${alreadyRefundedUnits} of ${line.quantity}`);
  }
  const dearer = Math.min(until, line.plusOneUnits) - Math.min(alreadyRefundedUnits, line.plusOneUnits);
  return units * line.unitAmount + dearer;
}
