import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { catalogContract } from '@huoshui/contracts/catalog';
import type { couponContract } from '@huoshui/contracts/coupons';
import type { memberContract } from '@huoshui/contracts/members';
import type { messagingContract } from '@huoshui/contracts/messaging';
import type { orderContract } from '@huoshui/contracts/orders';
import type { shopContract } from '@huoshui/contracts/shop';

type All = typeof analyticsContract &
  typeof catalogContract &
  typeof couponContract &
  typeof memberContract &
  typeof messagingContract &
  typeof orderContract &
  typeof shopContract;

/** The routes a shopper may call. Only types cross from the contracts: no schema code reaches the phone. */
export type Routes = {
  readonly [R in keyof All as R extends
    | `${string} /api/shop/${string}`
    | `${string} /collect`
    | 'GET /api/sandbox/clock'
    ? R
    : never]: All[R];
};
export type Route = keyof Routes;
export type Answer<R extends Route> = Routes[R]['ok']['static'];

type Part<S, K extends 'params' | 'query' | 'body'> = S extends { readonly [key in K]: { readonly static: infer T } }
  ? { readonly [key in K]: T }
  : unknown;
/** Exactly the parts the contract names. */
export type Input<R extends Route> = Part<Routes[R], 'params'> & Part<Routes[R], 'query'> & Part<Routes[R], 'body'>;
