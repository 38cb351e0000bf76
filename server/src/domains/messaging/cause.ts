import type { Ctx } from '../../platform/ctx.ts';
import type { Reason } from './gate.ts';

/** A message that is about to leave, as whoever asked for it knows it. */
export type Leaving = {
  readonly id: string;
  readonly sourceKey: string;
  readonly causeId: string;
  readonly variables: Readonly<Record<string, string>>;
  /** It tells of a benefit. */
  readonly ofBenefit: boolean;
  /** It tells of goods that can be had. */
  readonly ofGoods: boolean;
};

/** `paused` waits until it is released (`release.ts`); any other reason says that the message is not sent at all. */
export type NoLonger = Extract<
  Reason,
  | 'paused'
  | 'exited'
  | 'goal_reached'
  | 'goal_over'
  | 'order_returned'
  | 'benefit_gone'
  | 'goods_gone'
  | 'price_back'
  | 'replaced'
  | 'over_budget'
  | 'unbounded'
  | 'benefit_limit'
  | 'unavailable'
  | 'theme_off'
  | 'done'
>;

/**
 * What stands behind the messages of one kind of cause. A message may wait for hours; whoever asked for it is asked again
 * when it leaves, whichever way it came here. Handed in by `domains.ts`, since who asks for messages stands above them.
 */
export type Cause = {
  readonly kind: string;
  /** Those that no longer stand, by id, and why; set-wise. */
  noLonger(ctx: Ctx, leaving: readonly Leaving[]): Promise<ReadonlyMap<string, NoLonger>>;
};

/** Of everything that is due, what its cause no longer stands for. */
export async function askCauses(
  ctx: Ctx,
  causes: readonly Cause[],
  due: readonly (Leaving & { readonly causeKind: string })[],
): Promise<ReadonlyMap<string, NoLonger>> {
  const found = new Map<string, NoLonger>();
  for (const { kind, noLonger } of causes) {
    const leaving = due.filter(({ causeKind }) => causeKind === kind);
    if (leaving.length > 0) for (const [id, reason] of await noLonger(ctx, leaving)) found.set(id, reason);
  }
  return found;
}
