import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Ctx } from '../ctx.ts';
import type { Domain } from '../domain.ts';
import type { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Guards } from './access.ts';
import { answerBadAddress, answerErrors } from './answer-errors.ts';
import { compilersFactory } from './compile-late.ts';
import { compressAnswers } from './compress.ts';
import { serveFaces } from './faces.ts';
import { keepInside } from './inside.ts';
import { measureRequests } from './metrics.ts';
import { mountRoute } from './mount.ts';

export type WebParts = {
  readonly domains: readonly Domain[];
  readonly guards: Guards;
  /** Says whether the process can do its work: database, event store. */
  readonly ready: () => Promise<{ ok: boolean; parts: Record<string, boolean> }>;
  /** Trouble of whoever we ask on the way (WeChat), as the error that says so; null for anything else. */
  readonly upstream?: (error: unknown) => DomainError | null;
  /** Raw routes that are no JSON API: payment notifications, the sandbox proxy. */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
};

/** The one HTTP server: API, reference, faces and health. */
export async function buildApp(ctx: Ctx, parts: WebParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: () => newId('req'),
    trustProxy: trusted(ctx.config.trustProxy),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
    frameworkErrors: answerBadAddress,
    schemaController: { compilersFactory },
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
  });
  await app.register(cookie);
  // Before whatever brings routes of its own: it takes over what stands here.
  answerErrors(app, ctx, parts.upstream ?? (() => null));
  keepInside(app, ctx, parts.guards);
  compressAnswers(app);
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 1 } });
  // Each route may set its own limit; the general one keeps a single address from taking the whole server.
  await app.register(rateLimit, {
    global: ctx.config.requestsPerMinute > 0,
    max: ctx.config.requestsPerMinute || 1,
    timeWindow: 60_000,
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '活水 Huoshui', version: '0.1.0', description: 'HTTP API' } },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  measureRequests(app);
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const state = await parts.ready();
    return reply.status(state.ok ? 200 : 503).send(state);
  });
  for (const domain of parts.domains)
    for (const route of domain.routes ?? []) mountRoute(app, ctx, parts.guards, route);
  await parts.extend?.(app);
  await serveFaces(app, ctx);
  return app;
}

/** Counted from this server outwards: what stands further left in X-Forwarded-For may have been written by anybody. */
function trusted(proxies: Ctx['config']['trustProxy']) {
  if (typeof proxies === 'number') return (_address: string, hop: number) => hop < proxies;
  return proxies === false ? false : [...proxies];
}
