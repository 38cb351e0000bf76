import type { Said, Words } from '@huoshui/contracts/words';
import type { batchKind, batchOutcome } from '@huoshui/contracts/words/members';
import type { Ctx } from '../../../platform/ctx.ts';

export type BatchOutcome = keyof typeof batchOutcome;

/** What a deed is about, as its kind understands it: `{ name }` of a tag, `{ templateId, said }` of a coupon. */
type What = Readonly<Record<string, string>>;

/** Some of the members of a batch, each once and as she is now. */
export type BatchPart = {
  readonly batchId: string;
  readonly what: What;
  readonly persons: readonly { readonly memberId: string; readonly personNo: number }[];
  readonly because: { readonly kind: string; readonly id: string; readonly label: Said };
};

/** Something that can be done to many members at once. Domains above implement it; it is handed in at composition. */
export type BatchAct = {
  readonly kind: keyof typeof batchKind;
  /** What it is called; throws when it cannot be done at all. */
  title(ctx: Ctx, what: What): Promise<Words>;
  /** A thousand by a few statements, inside the transaction that writes them down: what became of each, by person number. */
  run(ctx: Ctx, part: BatchPart): Promise<ReadonlyMap<number, BatchOutcome>>;
};
