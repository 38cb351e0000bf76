import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

const HOUR_MS = 3_600_000;
/** Ordinary goods are to leave, and WeChat to hear of it, within 48 hours of the payment (商家自营类小程序运营规范). */
export const TELL_WITHIN_MS = 48 * HOUR_MS;
/** Taste: a working day's half to pack and hand over. */
const NEAR_MS = 12 * HOUR_MS;

export type Deadline = 'near' | 'passed';

/** Of `orders.placed o`: paid in a mini program, and WeChat does not know yet that it left; what is held back waits for the same deadline. */
const UNTOLD = sql<boolean>`(o.transaction_id is not null
  and ((o.state in ('paid', 'partly_shipped') and o.told_times = 0) or o.upload_at is not null or o.upload_failure is not null)
  and o.state in ('paid', 'partly_shipped', 'shipped', 'received') and (o.app is null or exists (select from orders.app a where a.appid = o.app)))`;

export function whoseDeadline(ctx: Ctx, which: Deadline): RawBuilder<boolean> {
  const [passed, near] = [TELL_WITHIN_MS, TELL_WITHIN_MS - NEAR_MS].map((ms) => new Date(ctx.now().getTime() - ms));
  return which === 'passed'
    ? sql`(${UNTOLD} and o.paid_at <= ${passed})`
    : sql`(${UNTOLD} and o.paid_at > ${passed} and o.paid_at <= ${near})`;
}

/** By when WeChat must have heard of it; null where it has, or need not. */
export const TELL_BY = sql<Date | null>`case when ${UNTOLD} then o.paid_at + make_interval(secs => ${TELL_WITHIN_MS / 1000}) end`;
