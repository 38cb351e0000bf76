import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import type { RefundState } from '../refund/row.ts';

/** By when whoever a request waits for should act, and whether something happens by itself then. */
export type Deadline = { readonly dueAt: Date | null; readonly actAt: Date | null };

const none: Deadline = { dueAt: null, actAt: null };

type Terms = {
  readonly answerDays: number;
  readonly sendBackDays: number;
  readonly inspectDays: number;
  readonly unanswered: 'remind' | 'agree';
};

export async function readTerms(ctx: Ctx) {
  return (await getSetting(ctx, shopSettings)).afterSales;
}

/**
 * The deadline of a request as it stands from now on: the shop answers or looks at what came, she sends back. What the shop
 * owes, its rule does for it or a person is reminded; what she owes ends by itself. Pure.
 */
export function deadlineOf(
  { answerDays, sendBackDays, inspectDays, unanswered }: Terms,
  at: { readonly state: RefundState; readonly sentBack: boolean; readonly now: Date },
): Deadline {
  const after = (days: number, byItself: boolean): Deadline => {
    const dueAt = new Date(at.now.getTime() + days * DAY_MS);
    return { dueAt, actAt: byItself ? dueAt : null };
  };
  const agrees = unanswered === 'agree';
  if (at.state === 'requested') return after(answerDays, agrees);
  if (at.state === 'returning') return at.sentBack ? after(inspectDays, agrees) : after(sendBackDays, true);
  // A replacement is sent by hands: nothing can do it by itself.
  if (at.state === 'replacing') return after(answerDays, false);
  return none;
}
