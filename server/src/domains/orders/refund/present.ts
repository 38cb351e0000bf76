import { type Words, wordsOf } from '@huoshui/contracts/words';
import { unusablePayment } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { readSaid } from '../../../platform/said.ts';
import { presentAfterSale } from '../after-sales/present.ts';
import { orderErrors } from '../errors.ts';
import { REFUND, type RefundRow } from './row.ts';
import { unitsAway } from './units.ts';
import { refuseForeignRefund } from './within.ts';

/** A refund as shoppers and operators see it; `others` are all of its order. */
export function presentRefund(ctx: Ctx, refund: RefundRow, others: readonly RefundRow[] = []) {
  // What one operator proposes and another has not agreed to yet is between them.
  const told = refund.state === 'requested' && ctx.actor.kind === 'member' ? refund.asked : null;
  const { amount, lines } = told ?? refund;
  return {
    id: refund.id,
    orderId: refund.orderId ?? '',
    state: refund.state,
    amount,
    asked: refund.asked === null || told !== null ? null : refund.asked.amount,
    reason: reasonOf(refund),
    origin: refund.origin,
    lines: lines.map((line) => {
      const { lineId, name, quantity, amount, charged = 0 } = line;
      return { lineId, name, quantity, amount, charged, away: unitsAway(line) };
    }),
    afterSale: refund.afterSale && presentAfterSale(refund, refund.afterSale),
    reply: told === null ? readSaid(refund.reply).zh : '',
    givenInstead: refund.state === 'refused' ? givenAfter(refund, others) : 0,
    waitsForSecond: refund.state === 'requested' && refund.agreedBy.length > 0,
    payerAmount: refund.payerAmount,
    settledNote: ctx.actor.kind === 'operator' ? refund.settledNote : null,
    failure: refund.failure,
    createdAt: refund.createdAt.toISOString(),
    doneAt: refund.doneAt?.toISOString() ?? null,
  };
}

/** A refusal is not the whole truth where the shop gave something all the same. */
function givenAfter({ createdAt, id }: RefundRow, others: readonly RefundRow[]): number {
  return others
    .filter((other) => other.id !== id && other.createdAt > createdAt)
    .filter(({ origin, state }) => ['operator', 'wechat'].includes(origin) && ['processing', 'done'].includes(state))
    .reduce((sum, other) => sum + other.amount, 0);
}

/** As somebody chose or wrote it; of money that came and could not be used, why not. */
export function reasonOf({ origin, reason }: Pick<RefundRow, 'origin' | 'reason'>): Words {
  return origin === 'unusable_payment' ? wordsOf(unusablePayment, reason) : readSaid(reason);
}

export async function getRefund(ctx: Ctx, id: string) {
  await refuseForeignRefund(ctx, id);
  const { rows } = await sql<RefundRow>`select ${REFUND} from orders.refund r where r.id = ${id}`.execute(ctx.db);
  const [refund] = rows;
  if (!refund) throw orderErrors.error('refund_not_found');
  if (refund.state !== 'refused' || refund.orderId === null) return presentRefund(ctx, refund);
  const others = await sql<RefundRow>`
    select ${REFUND} from orders.refund r where r.order_id = ${refund.orderId}
  `.execute(ctx.db);
  return presentRefund(ctx, refund, others.rows);
}
