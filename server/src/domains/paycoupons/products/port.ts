import type { Ctx } from '../../../platform/ctx.ts';

/** A template of the shop's coupons, as far as WeChat is told of it. Fen. */
export type TemplateTerms = {
  readonly name: string;
  readonly state: string;
  readonly discount:
    | { readonly kind: 'amount'; readonly amount: number }
    | { readonly kind: 'percent'; readonly percentOff: number; readonly cap: number | null }
    | { readonly kind: 'free_shipping' | 'exchange' };
  readonly threshold: number;
  readonly scope: { readonly kind: string };
  readonly validity:
    | { readonly kind: 'between'; readonly from: string; readonly to: string }
    | { readonly kind: 'days'; readonly days: number };
  readonly hours: object | null;
};

/** By the domain that owns the shop's coupons. */
export type TemplateOf = (ctx: Ctx, templateId: string) => Promise<TemplateTerms | undefined>;
