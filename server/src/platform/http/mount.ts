import { ErrorBody } from '@huoshui/contracts/contract';
import { plainWords, valuesOf, words } from '@huoshui/contracts/words';
import { auditArea } from '@huoshui/contracts/words/permissions';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, Ctx } from '../ctx.ts';
import { inTransaction } from '../db.ts';
import { findUnholdable } from '../holdable.ts';
import { fingerprint, needKey, once, onceApart, readKey } from '../idempotency.ts';
import { platformErrors } from '../platform-errors.ts';
import { carriesRevision, countRevision, startedFrom, thingOf, withRevisions } from '../revision.ts';
import type { AuditNote, Route } from '../routes.ts';
import { asWorkbook } from '../table-file.ts';
import { admit, type Guards } from './access.ts';
import { bounded } from './bounded.ts';
import { createLimiter, type Limiter } from './limits.ts';
import { lookTwice } from './look-twice.ts';

const admitted = new WeakMap<FastifyRequest, Ctx>();

/** Put one route on the server: schema, admission, transaction, idempotency, audit, answer. */
export function mountRoute(app: FastifyInstance, base: Ctx, guards: Guards, route: Route): void {
  const { options } = route;
  const file = options.download;
  app.route({
    method: route.method,
    url: route.path,
    ...(options.bodyLimit ? { bodyLimit: options.bodyLimit } : {}),
    ...limitByAddress(route, base),
    schema: schemaOf(route),
    // Who may not call a route learns nothing of what it takes: admission comes before the schemas.
    preValidation: async (request, reply) => {
      const ctx: Ctx = { ...base, requestId: request.id, log: base.log.child({ requestId: request.id }) };
      const actor = await admit(ctx, guards, request, options);
      admitted.set(request, { ...ctx, actor });
      limitCaller(ctx, route, actor, reply);
      const { params, query, body } = request;
      refuseUnholdable({ params, query, ...(options.checksTexts ? {} : { body }) });
    },
    // Numbers of an address are numbers only now.
    preHandler: async ({ params, query }) => refuseUnholdable({ params, query }),
    handler: async (request, reply) => {
      const ctx = admitted.get(request) ?? base;
      const answer = await act(ctx, guards, route, request, reply);
      if (!file) return answer;
      const { name, type } = answer instanceof Uint8Array ? asWorkbook(file) : file;
      reply.header('content-type', type).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(answer);
    },
  });
}

/** What the route takes and answers, as Fastify has it. */
export function schemaOf({ path, shape, options }: Route) {
  return {
    tags: [tagOf(path)],
    ...(shape.summary ? { summary: shape.summary } : {}),
    ...(shape.params ? { params: bounded(shape.params) } : {}),
    ...(shape.query ? { querystring: bounded(shape.query) } : {}),
    ...(shape.body ? { body: bounded(shape.body) } : {}),
    response: { ...(options.download ? {} : { 200: shape.ok }), '4xx': ErrorBody, '5xx': ErrorBody },
  };
}

/** Before any schema looks: what is free in shape (forms, filters) is read for it as well. */
function refuseUnholdable(given: object): void {
  const found = findUnholdable(given);
  if (!found) return;
  const [, ...path] = found.at.split('.');
  const at = path.join('.');
  if (found.why !== 'text') throw platformErrors.error('bad_input', { what: at.slice(0, 100) });
  const told = words('有无法保存的字符', 'Holds characters that cannot be stored');
  throw platformErrors.error('bad_text', { what: at, problems: [{ at, words: told }] });
}

/** Where anybody may call only the address tells callers apart: a header could be anything there. */
function limitByAddress({ options }: Route, base: Ctx) {
  const max = mostAMinute(options, base);
  return 'open' in options && max !== null ? { config: { rateLimit: { max, timeWindow: 60_000 } } } : {};
}

const limiters = new WeakMap<Ctx['config'], Limiter>();

/** Who has been admitted is counted as herself: a carrier's thousands share an address, and a script has many. */
function limitCaller(ctx: Ctx, route: Route, actor: Actor, reply: FastifyReply): void {
  if (!('id' in actor)) return;
  const limiter = limiters.get(ctx.config) ?? createLimiter();
  limiters.set(ctx.config, limiter);
  const own = mostAMinute(route.options, ctx);
  const whole = ctx.config.requestsPerCaller;
  // A program of hers does not use up what she needs herself.
  const caller = 'key' in actor && actor.key ? actor.key.id : actor.id;
  const waitMs =
    (own === null ? 0 : limiter.take(`${caller} ${route.method} ${route.path}`, own)) ||
    (whole === 0 ? 0 : limiter.take(caller, whole));
  if (waitMs === 0) return;
  reply.header('retry-after', Math.ceil(waitMs / 1000));
  throw platformErrors.error('too_fast');
}

function mostAMinute({ perMinute }: Route['options'], { config }: Ctx): number | null {
  if (typeof perMinute === 'object') return perMinute.always;
  return config.requestsPerMinute > 0 ? (perMinute ?? null) : null;
}

async function act(
  ctx: Ctx,
  guards: Guards,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const answer = await carryThrough(ctx, guards, route, request, reply);
  return carriesRevision(route) ? withRevisions(ctx, route, answer) : answer;
}

async function carryThrough(
  ctx: Ctx,
  guards: Guards,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const changes = route.method !== 'GET' && !route.options.onlyReads && ctx.actor.kind === 'operator';
  const saves = changes && (route.method === 'PUT' || route.method === 'PATCH') && carriesRevision(route);
  let started: number | null | undefined;
  const handle = async (ctx: Ctx) => {
    // Taken out of the body once, however often it is done.
    if (saves && started === undefined) started = startedFrom(request.headers['if-match'], request.body);
    if (saves) await countRevision(ctx, thingOf(route.path, request.params), started ?? null);
    const answer = await route.handle(ctx, { request, reply });
    const told = changes ? note(route, request, answer) : null;
    if (told) await guards.audit(ctx, { action: `${route.method} ${route.path}`, ...told });
    return answer;
  };
  const asked = askedOnce(ctx, route, request);
  if (route.options.transaction === false) return asked ? onceApart(ctx, asked, handle) : handle(ctx);
  if (asked) return lookTwice(async () => once(ctx, asked, handle));
  const writes = route.method !== 'GET' && !route.options.onlyReads;
  return writes ? lookTwice(async () => inTransaction(ctx, handle)) : handle(ctx);
}

/** By which key it is done once; null where that is not asked for. Throws `platform.key_needed`. */
function askedOnce(ctx: Ctx, route: Route, request: FastifyRequest) {
  const key = request.headers['idempotency-key'];
  if (route.options.idempotent === 'money') needKey(key);
  if (!route.options.idempotent || key === undefined) return null;
  const who = 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind;
  const scope = `${who} ${route.method} ${request.url.split('?')[0]}`;
  const keep = route.options.idempotent === 'money' ? 'money' : 'days';
  return { scope, key: readKey(key), fingerprint: fingerprint([request.query, request.body]), keep } as const;
}

function note(route: Route, request: FastifyRequest, answer: unknown): Required<AuditNote> | null {
  const params: unknown = request.params;
  const { audit } = route.options;
  const given: AuditNote | null =
    typeof audit === 'function'
      ? audit({ params, query: request.query, body: request.body } as never, answer as never)
      : audit
        ? { summary: audit }
        : {};
  if (given === null) return null;
  return {
    area: given.area ?? areaOf(route),
    entityId: given.entityId ?? idIn(params) ?? idIn(answer) ?? settingIn(route.path),
    summary: given.summary ?? plainWords(`${route.method} ${route.path}`),
    details: withoutSecrets(given.details ?? request.body ?? null),
  };
}

/** Of settings there is one each: its address is its name. */
function settingIn(path: string): string | null {
  return /\/settings\/[\w-]+$/.exec(path)?.[0].slice(1) ?? null;
}

function idIn(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null;
}

function withoutSecrets(details: unknown): unknown {
  if (typeof details !== 'object' || details === null) return details;
  return JSON.parse(
    JSON.stringify(details, (key, value) => (/password|secret|token/i.test(key) ? '[redacted]' : value)),
  );
}

/** `coupons.write` → `coupons`; what needs no permission is about one's own session. */
function areaOf({ options }: Route): NonNullable<AuditNote['area']> {
  const asked = 'can' in options ? options.can.split('.')[0] : '';
  return valuesOf(auditArea).find((name) => name === asked) ?? 'session';
}

/** `/api/admin/coupons/:id` → `coupons`: under which heading the API's own description lists it. */
function tagOf(path: string): string {
  const parts = path.split('/').filter(Boolean);
  return (parts[0] === 'api' ? parts[2] : parts[0]) ?? 'root';
}
