import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mask } from '../world/call-log.ts';
import { parseRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { checkAuthorization } from './authorization.ts';
import { billFile } from './bills.ts';
import { type Pay, type PayCall, type PayEndpoint, PayError } from './endpoint.ts';
import { partOf } from './multipart.ts';
import { answerHeaders } from './sign-answer.ts';

/**
 * Mounts the endpoints as api.mch.weixin.qq.com would serve them: every request's signature is checked, every answer
 * (also the empty 204) is signed, errors are HTTP errors with `{code, message, detail}`.
 */
export function mountPay(app: FastifyInstance, pay: Pay, endpoints: readonly PayEndpoint[]): void {
  const { world } = pay;
  let calls = 0;
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const serve = async (endpoint: PayEndpoint, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const started = performance.now();
    const text = textIn(request);
    // The prefix `/pay` is ours: the merchant signs what follows the host of the real platform.
    const url = request.url.replace(/^\/pay/, '');
    const outcome = await answerOf(pay, endpoint, request, url, text, ++calls);
    world.log.add({
      at: world.clock.now().toISOString(),
      direction: 'in',
      title: endpoint.title,
      method: endpoint.method,
      path: url,
      status: outcome.status,
      ok: outcome.code === null,
      code: outcome.code,
      request: text,
      response: mask(outcome.payload),
      latencyMs: Math.round(performance.now() - started),
    });
    return reply
      .code(outcome.status)
      .headers(outcome.headers)
      .send(outcome.payload === '' ? undefined : outcome.payload);
  };

  for (const endpoint of endpoints) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: async (request, reply) => serve(endpoint, request, reply),
    });
  }
  // The file of a bill: asked for with a signature like everything, and itself unsigned.
  app.get('/v3/billdownload/file', async (request, reply) => {
    const { authorization } = request.headers;
    const url = request.url.replace(/^\/pay/, '');
    try {
      await checkAuthorization(world, { authorization, method: 'GET', url, body: '' });
    } catch (error) {
      if (!(error instanceof PayError)) throw error;
      return reply.code(error.status).send({ code: error.code, message: error.message });
    }
    const token = new URLSearchParams(url.split('?')[1]).get('token') ?? '';
    const file = billFile(world, token);
    return file === null ? reply.code(404).send() : reply.type('application/octet-stream').send(file);
  });
  app.setNotFoundHandler(async (_request, reply) => {
    const missing = new PayError(404, 'RESOURCE_NOT_EXISTS', '接口不存在');
    const { status, payload, headers } = await refused(world, missing, undefined);
    return reply.code(status).headers(headers).send(payload);
  });
}

type Outcome = {
  readonly status: number;
  readonly code: string | null;
  readonly headers: { readonly [name: string]: string };
  readonly payload: string;
};

async function answerOf(
  pay: Pay,
  endpoint: PayEndpoint,
  request: FastifyRequest,
  url: string,
  text: string,
  count: number,
): Promise<Outcome> {
  const { world } = pay;
  const faults = world.faults.get();
  const wanted = headerOf(request, 'wechatpay-serial');
  if (faults.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.latencyMs));
  if (faults.down === 'pay' || faults.down === 'all') {
    return {
      status: 502,
      code: 'DOWN',
      headers: { 'content-type': 'text/html' },
      payload: '<html><h1>502 Bad Gateway</h1></html>',
    };
  }
  try {
    const { authorization } = request.headers;
    await checkAuthorization(world, { authorization, method: request.method, url, body: text });
    if (faults.busyEvery > 0 && count % faults.busyEvery === 0)
      throw new PayError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试');
    const answer = endpoint.answer(pay, readCall(request, text));
    const payload = answer === null ? '' : JSON.stringify(answer);
    return await signed(world, { status: answer === null ? 204 : 200, payload, code: null, number: 0 }, wanted);
  } catch (error) {
    if (!(error instanceof PayError)) throw error;
    return refused(world, error, wanted);
  }
}

async function refused(world: World, error: PayError, wanted: string | undefined): Promise<Outcome> {
  const { status, code, number } = error;
  const payload = JSON.stringify({ code, message: error.message, detail: error.detail });
  const outcome = await signed(world, { status, payload, code, number }, wanted);
  return status === 429 ? { ...outcome, headers: { ...outcome.headers, 'Retry-After': '60' } } : outcome;
}

/** What is signed: the body, and of a form with a file its `meta` alone. Source: 签名验签规范与排查 6.4. */
function textIn({ body }: FastifyRequest): string {
  if (Buffer.isBuffer(body)) return partOf(body, 'meta')?.toString('utf8') ?? '';
  return typeof body === 'string' ? body : '';
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function readCall(request: FastifyRequest, text: string): PayCall {
  const body = text === '' ? {} : parseRecord(text);
  if (!body) throw new PayError(400, 'PARAM_ERROR', '参数错误：请求体不是合法的 JSON 对象');
  const start = request.url.indexOf('?');
  const query = Object.fromEntries(new URLSearchParams(start < 0 ? '' : request.url.slice(start + 1)));
  const params: PayCall['params'] = Object.fromEntries(
    Object.entries(request.params ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const file = Buffer.isBuffer(request.body) ? partOf(request.body, 'file') : undefined;
  return { params, query, body, file, origin: `http://${request.headers.host ?? '127.0.0.1'}/pay` };
}

type Said = {
  readonly status: number;
  readonly payload: string;
  readonly code: string | null;
  readonly number: number;
};

/** With the fault `forgedAnswers` the signature is that of another body. `Request-ID` ends with the number of the error. */
async function signed(
  world: World,
  { status, payload, code, number }: Said,
  wanted: string | undefined,
): Promise<Outcome> {
  const body = world.faults.get().forgedAnswers ? `${payload} ` : payload;
  const headers = await answerHeaders(world, body, wanted);
  const answerId = { 'Request-ID': `${randomBytes(16).toString('hex').toUpperCase()}-${number}` };
  if (payload === '') return { status, code, headers: { ...headers, ...answerId }, payload };
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, code, headers: { ...type, ...headers, ...answerId }, payload };
}
