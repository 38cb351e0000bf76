import { existsSync } from 'node:fs';
import path from 'node:path';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Ctx } from '../ctx.ts';
import type { Domain } from '../domain.ts';
import { newId } from '../ids.ts';
import type { Guards } from './access.ts';
import { answerErrors } from './answer-errors.ts';
import { measureRequests } from './metrics.ts';
import { mountRoute } from './mount.ts';
import { buildValidator } from './validate.ts';

export type WebParts = {
  readonly domains: readonly Domain[];
  readonly guards: Guards;
  /** Says whether the process can do its work: database, event store. */
  readonly ready: () => Promise<{ ok: boolean; parts: Record<string, boolean> }>;
  /** Raw routes that are no JSON API: payment notifications, the sandbox proxy. */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
};

/** The one HTTP server: API, reference, faces and health. */
export async function buildApp(ctx: Ctx, parts: WebParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: () => newId('req'),
    trustProxy: ctx.config.trustProxy,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
    schemaController: { compilersFactory: { buildValidator } },
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
  });
  await app.register(cookie);
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
  answerErrors(app, ctx);
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

/** Pictures, the console and the storefront; the console's own addresses all lead to its page. */
async function serveFaces(app: FastifyInstance, ctx: Ctx): Promise<void> {
  const immutable = { maxAge: '365d', immutable: true, index: false as const };
  await app.register(fastifyStatic, { root: ctx.files.folder, prefix: '/files/', ...immutable });
  const { console: consoleRoot, storefront } = ctx.config.faces;
  if (existsSync(path.join(consoleRoot, 'index.html'))) {
    await app.register(fastifyStatic, {
      root: path.join(consoleRoot, 'assets'),
      prefix: '/console/assets/',
      decorateReply: false,
      ...immutable,
    });
    // Files beside the page (its icon) are served; every other address is one of the console's own.
    const page = async (request: FastifyRequest, reply: FastifyReply) => {
      const name = request.url.split('?')[0]?.replace(/^\/console\/?/, '') ?? '';
      const file = /^[\w-]+\.(svg|png|ico|webmanifest)$/.test(name) ? name : 'index.html';
      return reply.sendFile(file, consoleRoot, { cacheControl: false });
    };
    app.get('/console', { schema: { hide: true } }, page);
    app.get('/console/*', { schema: { hide: true } }, page);
  }
  if (existsSync(path.join(storefront, 'index.html')))
    await app.register(fastifyStatic, {
      root: storefront,
      prefix: '/',
      decorateReply: false,
      cacheControl: true,
      maxAge: 0,
    });
}
