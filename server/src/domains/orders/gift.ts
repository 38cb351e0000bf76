import { type Words, words } from '@huoshui/contracts/words';
import { formatYuan } from '../../platform/money.ts';
import { type GivenGifts, type Quote, type QuotedGift, refundAmount } from '../pricing/index.ts';
import { lineIdOf, type OrderLine } from './order.ts';

/** What a line of an order keeps of the rule that gave it for nothing; `counts`: what the rule looked at, by line of the order. */
export type OrderGift = Pick<QuotedGift, 'of' | 'steps' | 'broken' | 'worth'> & {
  readonly source: string;
  readonly offerId: string;
  readonly kind: string;
  readonly label: GivenGifts['label'];
  readonly badge: Words;
  readonly funder: GivenGifts['funder'];
  readonly counts: readonly { readonly position: number; readonly fen: number }[];
};

export function orderGift(rule: GivenGifts, item: QuotedGift, lines: Quote['lines']): OrderGift {
  const { source, offerId, kind, label, badge, funder, counts } = rule;
  const { of, steps, broken, worth } = item;
  const positions = new Map(lines.map(({ lineId }, position) => [lineId, position]));
  const at = counts.map(({ lineId, fen }) => ({ position: positions.get(lineId) ?? -1, fen }));
  return { source, offerId, kind, label, badge, funder, of, steps, broken, worth, counts: at };
}

/** What she is told of a gift before she asks for money back. */
export function giftNote(
  { broken, of, steps }: Pick<OrderGift, 'broken' | 'of' | 'steps'>,
  worth: number,
): Words | null {
  if (broken === 'keep') return null;
  const from = earnedFrom(steps);
  const { zh, en } = of === 'fen' ? yuanText(from) : piecesText(from);
  if (broken === 'refuse')
    return words(`退款后不满 ${zh} 的，只能整单退`, `A refund that leaves less than ${en} is of the whole order only`);
  const price = formatYuan(worth);
  return words(
    `退款后不满 ${zh} 的，赠品要退回，或按每件 ${price} 元扣除`,
    `When a refund leaves less than ${en}, it comes back or ¥${price} each is deducted`,
  );
}

function yuanText(fen: number): Words {
  return words(`${formatYuan(fen)} 元`, `¥${formatYuan(fen)}`);
}

function piecesText(count: number): Words {
  return words(`${count} 件`, `${count} ${count === 1 ? 'piece' : 'pieces'}`);
}

/** The lowest step from which on all of it is given. */
function earnedFrom(steps: OrderGift['steps']): number {
  const all = steps.at(-1)?.quantity ?? 0;
  const less = steps.findLastIndex(({ quantity }) => quantity < all);
  return steps[less + 1]?.from ?? 0;
}

/** Goods that were paid for, and those that were given. */
export function isBought({ gift }: { readonly gift: OrderGift | null }): boolean {
  return gift === null;
}

/**
 * How many pieces of a gift are not earned any more when, of the lines that earned it, so many units go back on top of what
 * went before. Each line counts with what the rule looked at there, less what its units that are gone were worth. Pure.
 */
export function unearnedUnits(
  gift: OrderGift,
  held: number,
  lines: readonly OrderLine[],
  going: ReadonlyMap<string, number>,
): number {
  let reached = 0;
  for (const { position, fen } of gift.counts) {
    const line = lines.find((one) => one.position === position);
    if (line === undefined) continue;
    const gone = line.refundedQuantity + line.refundingQuantity + (going.get(lineIdOf(line)) ?? 0);
    const left = line.quantity - gone;
    reached += gift.of === 'pieces' ? left : worthLeft(line, fen, gone);
  }
  const earned = gift.steps.findLast(({ from }) => from <= reached)?.quantity ?? 0;
  return Math.max(0, held - earned);
}

/** What the rule counts of a line once so many of its units are gone; rounded in her favour. */
function worthLeft(line: OrderLine, fen: number, gone: number): number {
  if (gone === 0) return fen;
  if (line.payable === 0) return Math.ceil((fen * (line.quantity - gone)) / line.quantity);
  const left = line.payable - refundAmount(line.pieces ?? [line], 0, gone);
  return Math.ceil((fen * left) / line.payable);
}
