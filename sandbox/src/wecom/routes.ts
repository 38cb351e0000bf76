import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MpError } from '../mp/endpoint.ts';
import { minute, quota } from '../mp/quota.ts';
import { mask } from '../world/call-log.ts';
import { type Json, parseRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { type WecomEndpoint, WecomError } from './endpoint.ts';
import { checkWecomToken } from './token.ts';

const perMinute = 10_000;
const perHour = 150_000;

/**
 * Mounts the endpoints as qyapi.weixin.qq.com serves them: always HTTP 200, errors with a hint and the caller's address in errmsg.
 * Of one API a corp has 10 000 calls a minute and 150 000 an hour (45009). Source: document/path/90454
 */
export function mountWecom(app: FastifyInstance, world: World, endpoints: readonly WecomEndpoint[]): void {
  const [byMinute, byHour] = [quota(perMinute, minute), quota(perHour, 60 * minute)];
  let calls = 0;

  const answerOf = async (endpoint: WecomEndpoint, request: FastifyRequest, text: string): Promise<Json> => {
    const faults = world.faults.get();
    const now = world.clock.now();
    calls += 1;
    try {
      if (faults.busyEvery > 0 && calls % faults.busyEvery === 0) throw new WecomError(-1, 'system busy');
      if (endpoint.method !== request.method) {
        const [code, verb] = endpoint.method === 'GET' ? [43001, 'GET'] : [43002, 'POST'];
        throw new WecomError(Number(code), `require ${verb} method`);
      }
      const body = endpoint.method === 'GET' || endpoint.file ? {} : readBody(text);
      const query = queryOf(request.url);
      if (!endpoint.open) {
        checkWecomToken(world, query.access_token);
        if (faults.wecom === 'ip') throw new WecomError(60020, 'not allow to access from your ip');
        if (faults.wecom === 'forbidden') throw new WecomError(48002, 'api forbidden');
        if (faults.wecomSetup === 'ticket' && /ticket/.test(endpoint.path))
          throw new WecomError(48002, 'api forbidden');
        if (faults.wecom === '45009') throw new WecomError(45009, 'api freq out of limit');
        if (faults.wecom === '45033') throw new WecomError(45033, 'api concurrent out of limit');
      }
      if (!byMinute.take(endpoint.path, now) || !byHour.take(endpoint.path, now))
        throw new WecomError(45009, 'api freq out of limit');
      return endpoint.answer(world, { query, body, text });
    } catch (error) {
      if (!(error instanceof MpError)) throw error;
      return { errcode: error.errcode, errmsg: `${error.message}${hint(world, error.errcode, calls)}` };
    }
  };

  const serve = async (
    endpoint: WecomEndpoint,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const started = performance.now();
    const { latencyMs, down } = world.faults.get();
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const text = typeof request.body === 'string' ? request.body : '';
    const isAway = down === 'wecom' || down === 'all';
    const told = isAway ? { errcode: 'DOWN' } : await answerOf(endpoint, request, text);
    const isLost = endpoint.losable === true && world.faults.get().wecomLosesAnswers;
    const [isDown, answer] = [isAway || isLost, isLost ? { errcode: 'LOST' } : told];
    const errcode = answer.errcode ?? 0;
    const payload = JSON.stringify(answer);
    world.log.add({
      at: world.clock.now().toISOString(),
      direction: 'in',
      title: endpoint.title,
      method: endpoint.method,
      path: mask(request.url.replace(/^\/wecom/, '')),
      status: isDown ? 502 : 200,
      ok: errcode === 0,
      code: errcode === 0 ? null : String(errcode),
      request: endpoint.file ? `${text.length} 字节` : mask(text),
      response: mask(payload),
      latencyMs: Math.round(performance.now() - started),
    });
    if (isDown) return reply.code(502).type('text/html').send('<html><h1>502 Bad Gateway</h1></html>');
    return reply.code(200).type('application/json; charset=UTF-8').send(payload);
  };

  for (const endpoint of endpoints)
    app.route({
      method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
      url: endpoint.path,
      bodyLimit: 12 * 1024 * 1024,
      handler: async (request, reply) => serve(endpoint, request, reply),
    });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send(''));
}

function readBody(text: string): Json {
  if (text.trim() === '') throw new WecomError(44002, 'empty post data');
  const body = parseRecord(text);
  if (!body) throw new WecomError(47001, 'data format error');
  return body;
}

function queryOf(url: string): { readonly [name: string]: string | undefined } {
  const start = url.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start + 1)));
}

/** `, hint: [1604567890123456789], from ip: 127.0.0.1, more info at …`: stops clients from matching errmsg. */
function hint(world: World, errcode: number, calls: number): string {
  const noise = createHash('md5').update(`${world.seed}/${calls}`).digest().readBigUInt64BE();
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return `, hint: [${noise}], from ip: 127.0.0.1, more info at ${more}`;
}
