import type { couponStep } from '@huoshui/contracts/words/coupons';
import type { Ctx } from '../../../platform/ctx.ts';
import {
  countPersons,
  intersect,
  type PersonSet,
  personsOfQuery,
  union,
} from '../../../platform/event-store/person-set.ts';
import { bound, type Piece, piece } from '../../../platform/event-store/piece.ts';

export type CouponStep = keyof typeof couponStep;

/**
 * Who came how far with a coupon: had it, taken or given; saw it among her coupons, on a product's page, in a search or wherever
 * it stood before her, or used it without looking; used it in an order that was paid or at a counter that did not take it back; got
 * something of that order back. Each step is of those of the step before.
 */
export function personsAt(templateId: string, step: CouponStep): PersonSet {
  const had = personsOfQuery(told(['coupon.taken', 'coupon.granted'], templateId));
  const used = personsOfQuery(usedForGood(templateId));
  if (step === 'had') return had;
  if (step === 'seen') return intersect([had, union([personsOfQuery(looked(templateId)), used])]);
  if (step === 'used') return intersect([had, used]);
  return intersect([had, personsOfQuery(gotBack(templateId))]);
}

export async function readFunnel(ctx: Ctx, templateId: string): Promise<Readonly<Record<CouponStep, number>>> {
  const [had, seen, used, refunded] = await Promise.all(
    (['had', 'seen', 'used', 'refunded'] as const).map(async (step) => countPersons(ctx, personsAt(templateId, step))),
  );
  return { had: had ?? 0, seen: seen ?? 0, used: used ?? 0, refunded: refunded ?? 0 };
}

function told(names: readonly string[], templateId: string): Piece {
  return piece`SELECT person_no FROM history_once AS events WHERE name IN ${bound('Array(String)', names)}
    AND source != 'sdk' AND person_no > 0 AND JSONExtractString(props, 'templateId') = ${bound('String', templateId)}`;
}

/** What a counter undid was never used; an order that was given back was. */
function usedForGood(templateId: string): Piece {
  return piece`SELECT person_no FROM history_once AS events WHERE name IN ('coupon.used', 'coupon.released')
    AND source != 'sdk' AND person_no > 0 AND JSONExtractString(props, 'templateId') = ${bound('String', templateId)}
    GROUP BY person_no, JSONExtractString(props, 'couponId')
    HAVING countIf(name = 'coupon.used') > countIf(name = 'coupon.released' AND JSONExtractString(props, 'reason') = 'counter_undone')`;
}

/** Her phone tells which kinds of coupon stood before her. */
function looked(templateId: string): Piece {
  return piece`SELECT person_no FROM history_once AS events WHERE name = 'coupon_seen' AND source = 'sdk' AND person_no > 0
    AND has(splitByChar(',', JSONExtractString(props, 'templates')), ${bound('String', templateId)})`;
}

function gotBack(templateId: string): Piece {
  return piece`SELECT person_no FROM history_once AS events WHERE name = 'coupon.used' AND source != 'sdk' AND person_no > 0
    AND JSONExtractString(props, 'templateId') = ${bound('String', templateId)}
    AND JSONExtractString(props, 'orderId') IN (
      SELECT JSONExtractString(props, 'orderId') FROM history_once AS refunds WHERE name = 'order.refunded' AND source != 'sdk'
    )`;
}
