import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import type { Field } from './form.ts';
import { SEEN } from './seen.ts';

/**
 * One HTTP route as data: what it takes and what it answers. The key of a contract is `METHOD /path/:param`, so a route
 * is found by its address in the server, the console, the storefront and the tests alike.
 */
export type RouteShape = {
  readonly summary?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly ok: TSchema;
};

export type Contract = { readonly [route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`]: RouteShape };

type Part<S, K extends string> = S extends { readonly [P in K]: { static: infer T } } ? T : undefined;

/** What a caller passes and gets for one route of a contract. */
export type RouteIn<S extends RouteShape> = {
  readonly params: Part<S, 'params'>;
  readonly query: Part<S, 'query'>;
  readonly body: Part<S, 'body'>;
};
export type RouteOut<S extends RouteShape> = S['ok']['static'];

/**
 * The most that one amount may be, ¥20 million: what an order, a payment or a price can hold (PostgreSQL's `int`, WeChat's
 * `total`). A question above it is refused where it comes in.
 */
export const MOST_FEN = 20_000_000_00;
/** Integer fen (分). */
export const Fen = (options = {}) => Type.Integer({ description: 'fen (分)', ...options });
/** An instant, ISO 8601 UTC. Of what comes in the server asks besides that both stores can keep it (`platform/holdable`). */
export const Instant = () => Type.String({ format: 'date-time' });
/** A business day in Asia/Shanghai, `YYYY-MM-DD`. */
export const Day = () => Type.String({ format: 'date' });
export const Id = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-9a-z]{26}$`, description: `${prefix}_…` });
/** A text of at most so many characters of which somebody sees at least one. */
export const Seen = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: SEEN });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const OneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));

/** A sentence in both languages (`Words`): the caller shows the one it wants. */
export const Bilingual = (options = {}) => Type.Object({ zh: Type.String(options), en: Type.String(options) });
/** The fields of a form, as `contracts/form` describes them. */
export const FormFields = () => Type.Unsafe<readonly Field[]>({ type: 'array', items: {}, description: 'Field[]' });
/** Values of a form: free in shape here, checked against its fields by the server. */
export const FormValues = () => Type.Record(Type.String(), Type.Unknown());

/** Spread into the question of every file: which language its headers and words are in (Chinese when absent), and what it is (CSV when absent). */
export const FileLanguage = {
  language: Type.Optional(OneOf(['zh', 'en'])),
  as: Type.Optional(OneOf(['csv', 'xlsx'])),
};
/** A table as a file: a CSV is text, a workbook bytes. */
export const TableFile = () => Type.Unsafe<string | Uint8Array>(Type.String());

export const ListQuery = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
};
/**
 * Spread into what operators edit: how often it was saved. A save sends the revision it started from as `If-Match`, and
 * is refused with `platform.stale` when another came first.
 */
export const Revision = { revision: Type.Optional(Type.Integer()) };
/** A keyset page: `nextCursor` is null at the end; `total` comes with the first page, where there are more it says `andMore`. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Nullable(Type.String()),
    total: Type.Optional(Type.Integer()),
    andMore: Type.Optional(Type.Literal(true, { description: 'counting stopped at `total`' })),
  });
export const IdParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
export const Done = Type.Object({ ok: Type.Literal(true) });

/** The body of every error answer. */
export const ErrorBody = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Optional(Type.Unknown()),
    requestId: Type.String(),
  }),
});
