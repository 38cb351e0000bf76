import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { type Adapter, type Answer, BadWire, type Incoming, type Values } from './adapter.ts';
import { adapters } from './adapters/index.ts';
import type { Intake } from './intake.ts';
import { type Received, receive, refuseTooLarge } from './receive.ts';
import { headerText, unpack } from './wire.ts';

/** Bodies of Segment's Node SDK reach 1.5 MB, PostHog's 20; a request that is refused for its size is lost. */
const BODY_LIMIT = 24 * 1024 * 1024;
/** Of one address: a server of the merchant's sends for all of her customers. */
const PER_MINUTE = 6000;

/** The addresses that SDKs send to. Any page of the merchant's may call them: there is no cookie, and nothing to read in an answer. */
export function mountCollectors(app: FastifyInstance, base: Ctx, intake: Intake): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    const limited = base.config.requestsPerMinute > 0;
    const config = { rateLimit: limited ? { max: PER_MINUTE, timeWindow: 60_000 } : false } as const;
    for (const adapter of adapters) {
      for (const path of adapter.paths)
        scope.route({
          method: ['GET', 'POST', 'OPTIONS'],
          url: path,
          schema: { hide: true },
          config,
          bodyLimit: BODY_LIMIT,
          errorHandler: async (error, request, reply) => answerError(base, adapter, error, request, reply),
          handler: async (request, reply) => handle(base, adapter, intake, request, reply),
        });
      for (const probe of adapter.probes ?? [])
        scope.route({
          method: ['GET', 'POST', 'OPTIONS'],
          url: probe.path,
          schema: { hide: true },
          config,
          bodyLimit: BODY_LIMIT,
          handler: async (request, reply) =>
            send(request, reply, request.method === 'OPTIONS' ? NOTHING : probe.answer),
        });
    }
  });
}

const NOTHING: Answer = { status: 204, type: 'text/plain; charset=utf-8', body: '' };

async function handle(base: Ctx, adapter: Adapter, intake: Intake, request: FastifyRequest, reply: FastifyReply) {
  if (request.method === 'OPTIONS') return send(request, reply, NOTHING);
  const requestId = newId('req');
  const ctx: Ctx = { ...base, requestId, actor: { kind: 'system' }, log: base.log.child({ requestId }) };
  const incoming = await incomingOf(ctx, request);
  if (incoming instanceof BadWire) return send(request, reply, adapter.refused(400, incoming.message));
  return answer(adapter, incoming, await receive(ctx, adapter, incoming, intake), request, reply);
}

async function incomingOf(ctx: Ctx, request: FastifyRequest, readBody = true): Promise<Incoming | BadWire> {
  const query = Object.entries(isValues(request.query) ? request.query : {});
  const body = readBody && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isPacked = /gzip|deflate/.test(headerText(request.headers['content-encoding']));
  try {
    return {
      path: request.url.split('?')[0]?.replace(/\/$/, '') ?? '',
      query: Object.fromEntries(query.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []))),
      headers: request.headers,
      body: isPacked ? await unpack(body) : body,
      receivedAt: ctx.now().getTime(),
    };
  } catch (error) {
    if (error instanceof BadWire) return error;
    throw error;
  }
}

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

function answer(
  adapter: Adapter,
  incoming: Incoming,
  received: Received,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (received.is === 'taken') return send(request, reply, adapter.taken(incoming));
  if (received.is === 'refused') return send(request, reply, adapter.refused(received.status, received.why));
  if (adapter.later === 'hang_up') return hangUp(request, reply);
  reply.header('retry-after', '3');
  return send(request, reply, adapter.later(received.status, received.why));
}

/** Without a word: the sender keeps what it has and comes again. */
function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** What went wrong before there was anything to read: too large, too fast, cut off. */
async function answerError(
  base: Ctx,
  adapter: Adapter,
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = error.statusCode ?? 500;
  const why = STATUS_CODES[status] ?? 'not taken';
  if (status === 413) {
    const incoming = await incomingOf(base, request, false);
    if (!(incoming instanceof BadWire)) await refuseTooLarge(base, adapter, incoming);
  }
  if (status < 500 && status !== 429) return send(request, reply, adapter.refused(status, why));
  if (status >= 500) base.log.error({ err: error, vendor: adapter.vendor }, 'a request of an SDK failed');
  if (adapter.later === 'hang_up') return hangUp(request, reply);
  reply.header('retry-after', '3');
  return send(request, reply, adapter.later(status, why));
}

function send(request: FastifyRequest, reply: FastifyReply, { status, type, body }: Answer): FastifyReply {
  const { origin } = request.headers;
  if (origin !== undefined)
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-allow-credentials', 'true')
      .header('access-control-allow-methods', 'GET, POST, OPTIONS')
      .header(
        'access-control-allow-headers',
        headerText(request.headers['access-control-request-headers']) || 'content-type',
      )
      .header('access-control-max-age', '86400')
      .header('vary', 'origin');
  return reply.status(status).type(type).header('cross-origin-resource-policy', 'cross-origin').send(body);
}
