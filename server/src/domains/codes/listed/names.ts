import type { Ctx } from '../../../platform/ctx.ts';

type Named = { readonly id: string; readonly name: string };

/** What a list names, by the domains that own it. */
export type FindByName = {
  readonly store: (ctx: Ctx, names: readonly string[]) => Promise<readonly Named[]>;
  readonly product: (ctx: Ctx, names: readonly string[]) => Promise<readonly Named[]>;
  readonly category: (ctx: Ctx, names: readonly string[]) => Promise<readonly Named[]>;
};
