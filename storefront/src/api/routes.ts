import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteKey } from '@huoshui/contracts/client';

/** The routes a shopper may call. Only types cross from the contracts: no schema code reaches the phone. */
export type Route = Extract<
  RouteKey,
  `${string} /api/shop/${string}` | `${string} /collect` | 'GET /api/sandbox/clock'
>;
export type Answer<R extends Route> = AnswerOf<R>;

type Part<K extends string, T> = T extends undefined ? unknown : { readonly [key in K]: T };
/** Exactly the parts the contract names. */
export type Input<R extends Route> = Part<'params', ParamsOf<R>> & Part<'query', QueryOf<R>> & Part<'body', BodyOf<R>>;
