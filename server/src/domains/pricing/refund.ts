/** Some pieces of a placed line that cost alike: `quantity − plusOneUnits` of them `unitAmount` fen, the rest one fen more. */
export type UnitSplit = { readonly quantity: number; readonly unitAmount: number; readonly plusOneUnits: number };

/** Splits what pieces cost over them so that no two differ by more than one fen. */
export function splitUnits(payable: number, quantity: number): UnitSplit {
  return { quantity, unitAmount: Math.floor(payable / quantity), plusOneUnits: payable % quantity };
}

/**
 * Fen to give back for `units` more pieces of a placed line of which `alreadyRefundedUnits` went back before. `pieces`:
 * what its pieces cost, in the order in which they go back: the piece that a discount fell on before those at full price,
 * so that whoever keeps one of two pays what one costs. Among pieces that cost alike the dearer by a fen go first. Only
 * the placed amounts count, nothing is spread again: refunding all units in any portions gives back exactly what was
 * paid, to the fen.
 *
 * @throws RangeError when more units are refunded than the line has.
 */
export function refundAmount(pieces: readonly UnitSplit[], alreadyRefundedUnits: number, units: number): number {
  const until = alreadyRefundedUnits + units;
  const quantity = pieces.reduce((sum, some) => sum + some.quantity, 0);
  if (!Number.isInteger(units) || units < 0 || alreadyRefundedUnits < 0 || until > quantity) {
    throw new RangeError(`cannot refund ${units} units after ${alreadyRefundedUnits} of ${quantity}`);
  }
  return worthOfFirst(pieces, until) - worthOfFirst(pieces, alreadyRefundedUnits);
}

function worthOfFirst(pieces: readonly UnitSplit[], units: number): number {
  let [left, worth] = [units, 0];
  for (const { quantity, unitAmount, plusOneUnits } of pieces) {
    const some = Math.min(left, quantity);
    worth += some * unitAmount + Math.min(some, plusOneUnits);
    left -= some;
  }
  return worth;
}
