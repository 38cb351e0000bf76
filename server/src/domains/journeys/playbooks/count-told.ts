import { addDays } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { readAsOf } from '../../../platform/event-store/range.ts';
import { restedDays } from '../../../platform/event-store/rested-days.ts';
import type { DayCount } from '../../audiences/index.ts';

/** What is worth less brings nobody in. Fen. */
export const worthAtLeast = (least: number): Piece => piece`JSONExtractInt(props, 'amount') >= ${least}`;

/** Who bought seldom is left out. */
export const purchasesAtLeast = (least: number): Piece => piece`JSONExtractInt(props, 'purchases') >= ${least}`;

/** By time, and where she chose so by her as well. */
export const cancelledBy = (byHer: boolean): Piece =>
  byHer
    ? piece`JSONExtractString(props, 'reason') IN ('timeout', 'shopper')`
    : piece`JSONExtractString(props, 'reason') = 'timeout'`;

export type ToldFact =
  | 'level.reached'
  | 'level.at_risk'
  | 'coupon.taken'
  | 'coupon.expiring'
  | 'points.expiring'
  | 'card.ending'
  | 'cart.left'
  | 'favourite.price_fell'
  | 'stock_request.met'
  | 'friend.added'
  | 'member.joined'
  | 'member.runs_out'
  | 'order.cancelled'
  | 'group.joined';

/** Whom a change of the ladder moved silently, or a merge, comes into no journey by it. */
const which: Readonly<Partial<Record<ToldFact, Piece>>> = {
  'friend.added': piece`NOT JSONExtractBool(props, 'again')`,
  'member.joined': piece`NOT startsWith(JSONExtractString(props, 'source'), 'import:')`,
  // Who joined long before it was heard of comes into no journey by it.
  'group.joined': piece`NOT JSONExtractBool(props, 'late')`,
  'level.reached': piece`JSONExtractString(props, 'reason') IN ('growth', 'rules_start')`,
};

/** How many would have come in by a fact on each day of a stretch of history; who came in not again while she rests. */
export async function countTold(
  ctx: Ctx,
  fact: ToldFact,
  asOf: string,
  days: number,
  restDays: number,
  /** Which of them bring people in, where not all do. */
  only: Piece = which[fact] ?? piece`1`,
): Promise<DayCount[]> {
  const start = readAsOf(ctx, addDays(asOf, -days)).known;
  const rows = await runQuery<DayCount>(
    ctx,
    piece`SELECT toString(entry) AS day, count() AS entered FROM (
      SELECT ${restedDays('ts', restDays)} AS entries
      FROM history_once AS events
      WHERE name = ${bound('String', fact)} AND source != 'sdk' AND person_no > 0 AND ${only}
        AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, readAsOf(ctx, asOf).known)}
      GROUP BY person_no
    ) ARRAY JOIN entries AS entry GROUP BY day ORDER BY day`,
  );
  return rows.map((row) => ({ day: row.day, entered: Number(row.entered) }));
}
