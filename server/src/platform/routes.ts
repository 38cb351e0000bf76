import type { Contract, RouteIn, RouteOut, RouteShape } from '@huoshui/contracts/contract';
import type { Words } from '@huoshui/contracts/words';
import type { auditArea, Permission } from '@huoshui/contracts/words/permissions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from './ctx.ts';

/** Who may call a route: an operator with a permission, any signed-in operator, a shopper, staff in WeCom, or anybody. */
export type Access =
  | { readonly can: Permission }
  | { readonly operator: true }
  | { readonly member: true }
  | { readonly staff: true }
  | { readonly open: true };

/** What an operator's change was about, for the audit log. */
export type AuditNote = {
  /** Absent: the area of the permission that the route asks for. */
  readonly area?: keyof typeof auditArea;
  readonly entityId?: string | null;
  readonly summary?: Words;
  readonly details?: unknown;
};

export type RouteOptions<In = unknown, Out = unknown> = Access & {
  /**
   * Takes `Idempotency-Key`: repeated calls with one key act once and get the first answer. `money`: it moves money, so a key
   * is required, and remembered for ninety days.
   */
  readonly idempotent?: true | 'money';
  /** A report whose question is too long for an address: it changes nothing, so no transaction and no audit. */
  readonly onlyReads?: true;
  /**
   * Whatever is no GET runs in one transaction. False where that would be wrong, with the reason beside it: WeChat is asked
   * on the way (no connection waits for it), what is written must outlive a refusal, or nothing is written to PostgreSQL.
   */
  readonly transaction?: false;
  /**
   * What the audit log says of it: the deed, or what this very call did. Every change by an operator is written there; null:
   * this call belongs to one that has been told already.
   */
  readonly audit?: Words | ((input: In, output: Out) => AuditNote | null);
  /** The answer is a file of this name and type instead of JSON. */
  readonly download?: { readonly name: string; readonly type: string };
  /**
   * At most so many calls a minute from one shopper, operator, member of staff or (where anybody may call) address, wherever limits are on
   * (`REQUESTS_PER_MINUTE`); `always`: everywhere.
   */
  readonly perMinute?: number | { readonly always: number };
  readonly bodyLimit?: number;
  /** It looks at every text of its body itself, and takes the sound part of it. */
  readonly checksTexts?: true;
  /** Of what every signed-in operator may: an API key may too. Without, such a route is hers alone. */
  readonly keys?: true;
  /** Anybody's page may call it: it asks for no cookie, sets none, and what it answers no foreign page can read. */
  readonly anyOrigin?: true;
};

type Raw = { readonly request: FastifyRequest; readonly reply: FastifyReply };

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly shape: RouteShape;
  readonly options: RouteOptions<never, never>;
  readonly handle: (ctx: Ctx, input: Raw) => Promise<unknown>;
};

/** One HTTP route: its contract, who may call it, and a handler that does no more than call a use case. */
export function route<const C extends Contract, K extends keyof C & `${Route['method']} /${string}`>(
  contract: C,
  key: K,
  options: RouteOptions<RouteIn<C[K]>, RouteOut<C[K]>>,
  handler: (ctx: Ctx, input: RouteIn<C[K]> & Raw) => Promise<RouteOut<C[K]>>,
): Route {
  const [method, path] = key.split(' ');
  const shape = contract[key];
  if (!method || !path || !shape) throw new Error(`no such route in the contract: ${key}`);
  return {
    method: method as Route['method'],
    path,
    shape,
    options: options as RouteOptions<never, never>,
    handle: async (ctx, { request, reply }) => {
      // Fastify has checked params, query and body against the schemas of this very contract.
      const checked = { params: request.params, query: request.query, body: request.body } as RouteIn<C[K]>;
      return handler(ctx, { ...checked, request, reply });
    },
  };
}

/** A route of `/:name` at the address of one thing of that name, so that the permission of the thing is the route's. */
export function atName(one: Route, name: string): Route {
  const { params: _name, ...shape } = one.shape;
  return { ...one, path: one.path.replace(':name', name), shape };
}
