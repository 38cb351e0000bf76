import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { CostKind, NoUplift, ScorecardKind } from '@huoshui/contracts/words/scorecards';
import type { Stratum } from './arms.ts';
import type { Ctx } from './ctx.ts';

/** Somebody, and from when on: by whichever came first where she is told of twice. */
export type Since = { readonly personNo: number; readonly at: Date };

type Who = { readonly of: string; readonly values: Readonly<Record<string, unknown>> };
export type Cost = { readonly kind: CostKind; readonly fen: number };

/** What orders came to, by the one counting rule: paid, not given back whole, less what went back. */
export type Bought = { readonly buyers: number; readonly orders: number; readonly revenue: number };

/**
 * What a domain knows of one thing that it plays; everything else of the figures is worked out for all of them alike. Testers are in none
 * of it. What is not known is null.
 */
export type Played = {
  readonly seen: number | null;
  readonly heldOut: number | null;
  readonly joined: readonly Since[];
  /** Who came by it beside those: friends who helped, newcomers of an invitation. */
  readonly came: readonly Since[];
  /**
   * Who of them came to the shop by it. `visit`: whoever became a member on the visit on which she took part or came, beside those who
   * are `known` to have. Null: it is given to who is there already.
   */
  readonly newcomers: { readonly visit: readonly Since[]; readonly known: readonly number[] } | null;
  /** Orders that count: of these people for so many days, these very ones, or summed up already. */
  readonly orders:
    | { readonly of: readonly Since[]; readonly days: number }
    | { readonly ids: readonly string[] }
    | { readonly bought: Bought };
  /** First orders count for so many days after she took part; null: whenever. */
  readonly days: number | null;
  readonly costs: readonly Cost[];
  /** Both arms, and what was spent on the people in them alone; or why there are none. */
  readonly compared: { readonly strata: readonly Stratum[]; readonly cost: number } | Exclude<NoUplift, 'too_few'>;
  readonly counted: Words;
  readonly who?: { readonly seen?: Who; readonly heldOut?: Who; readonly joined?: Who };
};

/** How a domain tells of one thing of its own. @throws its own error where there is no such thing */
export type Scorecards = {
  readonly kind: ScorecardKind;
  readonly can: Extract<Permission, `${string}.read`>;
  readonly read: (ctx: Ctx, id: string) => Promise<Played>;
};

/** Kinds of what was given, beside what prices took off. */
export function costsOf(given: readonly { readonly kind: string; readonly fen: number }[], price = 0): readonly Cost[] {
  const known = (kind: string): CostKind =>
    kind === 'coupon' || kind === 'points' || kind === 'wechat_pay_coupon' || kind === 'gift' ? kind : 'other';
  const costs = given.map(({ kind, fen }): Cost => ({ kind: known(kind), fen }));
  return price === 0 ? costs : [...costs, { kind: 'price', fen: price }];
}

export const sumOf = (costs: readonly Cost[]): number => costs.reduce((sum, { fen }) => sum + fen, 0);
