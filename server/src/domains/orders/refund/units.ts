import { lineIdOf, type Order, type OrderLine } from '../order.ts';

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

/** Units of a line in a refund, with what they give back. */
export function plannedUnits(order: Order, line: OrderLine, quantity: number, amount: number): PlannedLine {
  const { position, skuId, name } = line;
  return {
    lineId: lineIdOf(line),
    position,
    skuId,
    name,
    quantity,
    amount,
    here: unitsHere(order, line, quantity),
    back: 0,
  };
}

export function unitsLeft(line: OrderLine): number {
  return line.quantity - line.refundedQuantity - line.refundingQuantity;
}

/** Of units that go back: those that left the house and nobody has said since what became of them. */
export function unitsAway({ quantity, here, back, lost = 0 }: PlannedLine): number {
  return quantity - here - back - lost;
}

/** Decided when they are held, for held units are not shipped: all before shipping, after it only those owed to her. */
function unitsHere(order: Pick<Order, 'shippedAt'>, line: OrderLine, quantity: number): number {
  return order.shippedAt === null ? quantity : Math.min(quantity, line.owedQuantity);
}
