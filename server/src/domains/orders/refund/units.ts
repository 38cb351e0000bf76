import { orderErrors } from '../errors.ts';
import { lineIdOf, type OrderLine } from '../order.ts';

export type PlannedLine = {
  readonly lineId: string;
  readonly position: number;
  readonly skuId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly amount: number;
  /** Of these units, those that have not left the house: they go back on offer when the refund is done. */
  readonly here: number;
  /** Of those that had left it, how many came back and were put on offer again. */
  readonly back: number;
  /** How many came back unfit to be sold; absent where nobody has looked. */
  readonly lost?: number;
  /** Of what these units are worth, what is kept for a gift that stays with her; of a gift, what is kept for it so. */
  readonly withheld?: number;
  readonly charged?: number;
};

/** Units of a line in a refund, with what they give back; `sent`: of those that have left. */
export function plannedUnits(line: OrderLine, quantity: number, amount: number, sent = false): PlannedLine {
  const { position, skuId, name } = line;
  return {
    lineId: lineIdOf(line),
    position,
    skuId,
    name,
    quantity,
    amount,
    here: sent ? 0 : unitsHere(line, quantity),
    back: 0,
  };
}

export function unitsLeft(line: Pick<OrderLine, 'quantity' | 'refundedQuantity' | 'refundingQuantity'>): number {
  return line.quantity - line.refundedQuantity - line.refundingQuantity;
}

/** Of units that go back: those that left the house and nobody has said since what became of them. */
export function unitsAway({ quantity, here, back, lost = 0 }: PlannedLine): number {
  return quantity - here - back - lost;
}

type Sent = Pick<OrderLine, 'quantity' | 'shippedQuantity' | 'keptQuantity'>;

/** Paid, and neither sent nor kept for a refund: what may still leave. */
export function unitsToSend({ quantity, shippedQuantity, keptQuantity }: Sent): number {
  return quantity - shippedQuantity - keptQuantity;
}

/** Sent to her, and neither given nor asked back. */
export function unitsWithHer(line: Sent & Pick<OrderLine, 'refundedQuantity' | 'refundingQuantity'>): number {
  return line.shippedQuantity - (line.refundedQuantity + line.refundingQuantity - line.keptQuantity);
}

/** Decided when they are held, for held units are not shipped. */
function unitsHere(line: OrderLine, quantity: number): number {
  return Math.min(quantity, unitsToSend(line));
}

/** Throws `orders.not_sent_yet` where more than she has is to come back. */
export function refuseUnsent(wished: readonly { readonly line: OrderLine; readonly quantity: number }[]): void {
  const over = wished.find(({ line, quantity }) => quantity > unitsWithHer(line));
  if (!over) return;
  throw orderErrors.error('not_sent_yet', { name: over.line.name, left: Math.max(unitsWithHer(over.line), 0) });
}
