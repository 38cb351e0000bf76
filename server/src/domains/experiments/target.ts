import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';

/** What an arm changes of the thing as it stands; null leaves it. */
export type Patch = {
  readonly title: string | null;
  readonly text: string | null;
  readonly button: string | null;
  readonly coupon: string | null;
};

/** What experiments are about, by the domain that owns it. */
export type ExperimentTarget = {
  /** Why it cannot have this arm, and at which of its fields; null: it can. */
  refuse(ctx: Ctx, id: string, patch: Patch): Promise<{ readonly field: keyof Patch; readonly words: Words } | null>;
  /** Why nobody would see it at all; null: it is seen. */
  unseen(ctx: Ctx, id: string): Promise<Words | null>;
  /** An experiment on it began or ended: the next page shows it. */
  changed(ctx: Ctx): Promise<void>;
  /** How many people first came to it a day, over the last four weeks. */
  peopleADay(ctx: Ctx, id: string): Promise<number>;
  /** It is as this arm has it, for everybody. Counts its revision up. */
  take(ctx: Ctx, id: string, patch: Patch): Promise<void>;
  /** What it announces: that it would be shown, that it was tapped, that it was closed; and the field that names it. */
  readonly facts: { readonly met: string; readonly tapped: string; readonly closed: string; readonly of: string };
};
