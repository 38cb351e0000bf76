import type { Said, Words } from '@huoshui/contracts/words';
import type { batchKind, batchOutcome } from '@huoshui/contracts/words/members';
import type { Ctx } from '../../../platform/ctx.ts';

export type BatchOutcome = keyof typeof batchOutcome;

/** What a deed is about, as its kind understands it: `{ name }` of a tag, `{ templateId, said, budgetId }` of a coupon. */
type What = Readonly<Record<string, string>>;

/** Some of the members of a batch, each once and as she is now. */
export type BatchPart = {
  readonly batchId: string;
  readonly what: What;
  readonly persons: readonly { readonly memberId: string; readonly personNo: number }[];
  readonly because: { readonly kind: string; readonly id: string; readonly label: Said };
};

/** What giving something to so many comes to. */
export type BatchCost = { readonly given: number; readonly cost: number; readonly most: number | null };

/** Something that can be done to many members at once. Domains above implement it; it is handed in at composition. */
export type BatchAct = {
  readonly kind: keyof typeof batchKind;
  /** What it is called; throws when it cannot be done at all. */
  title(ctx: Ctx, what: What): Promise<Words>;
  /** Ten thousand by a few statements, inside the transaction that writes them down: what became of each, by person number. */
  run(ctx: Ctx, part: BatchPart): Promise<ReadonlyMap<number, BatchOutcome>>;
  /** What it costs and for how long it can show: a deed that has this can be held out from some, to see what it brings. */
  readonly measured?: {
    /** What it would come to for so many, as things stand. Does nothing. */
    wouldCost(ctx: Ctx, what: What, persons: number): Promise<BatchCost>;
    /** When what is given now is good for nobody any more. */
    until(ctx: Ctx, what: What): Promise<Date>;
    /** Fen that what it gave took off orders before a moment; of these persons it is left out. */
    cost(
      ctx: Ctx,
      of: { readonly batchId: string; readonly before: Date; readonly except: readonly number[] },
    ): Promise<number>;
  };
};
