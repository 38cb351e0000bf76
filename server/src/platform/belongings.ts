import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from './ctx.ts';

export type Person = { readonly memberId: string; readonly personNo: number };

/** Something of a domain that belongs to a person and moves with her in a merge: what it is called, and how many she has. */
export type Belonging = {
  readonly name: string;
  readonly words: Words;
  /** By person number; who has none is absent. */
  readonly count: (ctx: Ctx, persons: readonly Person[]) => Promise<ReadonlyMap<number, number>>;
};
