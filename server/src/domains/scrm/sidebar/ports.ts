import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Out } from './shapes.ts';

type Profile = NonNullable<Out<'GET /api/staff/customers/:id'>['member']>;

/** What other domains know of a member, each by one question; handed in at `domains.ts`. */
export type HerPorts = {
  readonly member: (
    ctx: Ctx,
    memberId: string,
  ) => Promise<
    Omit<Profile, 'level' | 'points' | 'value' | 'coupons' | 'latest'> & {
      readonly tagList: readonly { readonly name: string; readonly at: string }[];
    }
  >;
  readonly level: (
    ctx: Ctx,
    memberId: string,
  ) => Promise<{ readonly on: boolean; readonly level: { readonly name: string } | null }>;
  readonly points: (ctx: Ctx, memberId: string) => Promise<{ readonly usable: number }>;
  readonly value: (
    ctx: Ctx,
    memberId: string,
  ) => Promise<{
    readonly alive: number;
    readonly nextBy: string;
    readonly ahead: readonly { readonly days: number; readonly spent: number }[];
  } | null>;
  readonly coupons: (ctx: Ctx, memberId: string) => Promise<Profile['coupons']>;
  readonly orders: (
    ctx: Ctx,
    query: { readonly memberId: string; readonly limit: number },
  ) => Promise<{ readonly items: readonly Profile['latest'][number][] }>;
  readonly insight: (
    ctx: Ctx,
    memberId: string,
  ) => Promise<{
    readonly why: Words;
    readonly signs: readonly { readonly label: Words }[];
    readonly likes: readonly { readonly category: Words }[];
  } | null>;
  readonly goods: (
    ctx: Ctx,
    query: { readonly q?: string; readonly ids?: string; readonly sort: 'sold'; readonly limit: number },
  ) => Promise<{
    readonly items: readonly {
      readonly id: string;
      readonly name: string;
      readonly image: string | null;
      readonly price: number;
      readonly soldOut: boolean;
    }[];
  }>;
};
