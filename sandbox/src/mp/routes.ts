import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkToken } from '../login/token.ts';
import { mainApp } from '../world/apps.ts';
import { mask } from '../world/call-log.ts';
import { type Json, parseRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { type MpAnswer, type MpCall, type MpEndpoint, MpError } from './endpoint.ts';
import { reachedQuota, tooFrequent } from './quota.ts';

/**
 * Mounts the endpoints as api.weixin.qq.com would serve them: always HTTP 200, errors as `{errcode, errmsg}` with a
 * `rid:` suffix, images as bytes. The switches of `faults` stand before every endpoint.
 */
export function mountMp(app: FastifyInstance, world: World, endpoints: readonly MpEndpoint[]): void {
  let calls = 0;

  const serve = async (endpoint: MpEndpoint, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const started = performance.now();
    const text = typeof request.body === 'string' ? request.body : '';
    const outcome = await answerOf(world, endpoint, request, text, ++calls);
    world.log.add({
      at: world.clock.now().toISOString(),
      direction: 'in',
      title: endpoint.title,
      method: endpoint.method,
      path: mask(request.url.replace(/^\/mp/, '')),
      status: outcome.status,
      ok: outcome.code === null,
      code: outcome.code,
      request: endpoint.file ? `${text.length} 字节` : mask(text),
      response: Buffer.isBuffer(outcome.payload) ? `PNG ${outcome.payload.length} 字节` : mask(outcome.payload),
      latencyMs: Math.round(performance.now() - started),
    });
    // As bytes: of a text Fastify would say its own charset beside the platform's encoding.
    return reply.code(outcome.status).header('content-type', outcome.contentType).send(Buffer.from(outcome.payload));
  };

  for (const endpoint of endpoints) {
    app.route({
      method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
      url: endpoint.path,
      bodyLimit: 12 * 1024 * 1024,
      handler: async (request, reply) => serve(endpoint, request, reply),
    });
  }
  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(200).send({ errcode: 40066, errmsg: `invalid url ${rid(world)}` });
  });
}

type Outcome = {
  readonly status: number;
  readonly code: string | null;
  readonly contentType: string;
  readonly payload: string | Buffer;
};

const json = 'application/json; encoding=utf-8';

async function answerOf(
  world: World,
  endpoint: MpEndpoint,
  request: FastifyRequest,
  text: string,
  count: number,
): Promise<Outcome> {
  const faults = world.faults.get();
  if (faults.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.latencyMs));
  if (faults.down === 'mini-program' || faults.down === 'all') {
    return { status: 502, code: 'DOWN', contentType: 'text/html', payload: '<html><h1>502 Bad Gateway</h1></html>' };
  }
  try {
    if (faults.busyEvery > 0 && count % faults.busyEvery === 0) throw new MpError(-1, 'system error');
    checkVerb(endpoint, request.method);
    const query = queryOf(request.url);
    const body = readBody(endpoint, text);
    const app = endpoint.token ? checkToken(world, query.access_token) : mainApp(world);
    const call: MpCall = { query, body, app, text };
    if (endpoint.token) {
      if (faults.quota === '45009') throw reachedQuota();
      if (faults.quota === '45011') throw tooFrequent();
    }
    return asOutcome(await endpoint.answer(world, call), endpoint.contentType ?? json);
  } catch (error) {
    if (!(error instanceof MpError)) throw error;
    const payload = JSON.stringify({ errcode: error.errcode, errmsg: `${error.message} ${rid(world)}`, ...error.more });
    return { status: 200, code: String(error.errcode), contentType: endpoint.contentType ?? json, payload };
  }
}

function checkVerb({ method }: MpEndpoint, asked: string): void {
  if (method === 'GET' && asked !== 'GET') throw new MpError(43001, 'require GET method');
  if (method === 'POST' && asked !== 'POST') throw new MpError(43002, 'require POST method');
}

function readBody(endpoint: MpEndpoint, text: string): Json {
  if (endpoint.method === 'GET' || endpoint.file) return {};
  if (text.trim() === '') throw new MpError(44002, 'empty post data');
  const body = parseRecord(text);
  if (!body) throw new MpError(47001, 'data format error');
  return body;
}

function queryOf(url: string): { readonly [name: string]: string | undefined } {
  const start = url.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start + 1)));
}

function asOutcome(answer: MpAnswer, contentType: string): Outcome {
  if (Buffer.isBuffer(answer.image))
    return { status: 200, code: null, contentType: 'image/png', payload: answer.image };
  return { status: 200, code: null, contentType, payload: JSON.stringify(answer) };
}

let rids = 0;

/** `rid: 65589f9c-554d1c76-364b1795`: stops clients from matching errmsg. */
function rid(world: World): string {
  rids += 1;
  const noise = createHash('md5').update(`${world.clock.now().getTime()}/${rids}`).digest('hex');
  return `rid: ${noise.slice(0, 8)}-${noise.slice(8, 16)}-${noise.slice(16, 24)}`;
}
