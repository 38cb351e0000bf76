import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mask } from '../world/call-log.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { isSignedBy, readAuthorization, sha256 } from './acs3.ts';
import { GatewayRefusal, type SmsAction, type SmsCall, SmsRefusal } from './endpoint.ts';

const VERSION = '2017-05-25';
const longestSkewMs = 15 * 60_000;

/**
 * Mounts the actions as dysmsapi.aliyuncs.com serves them: one address, the action in a header, signed with ACS3-HMAC-SHA256. What the gateway refuses has a status of its
 * own, what the service refuses is HTTP 200 with a `Code`.
 */
export function mountSms(app: FastifyInstance, world: World, actions: readonly SmsAction[]): void {
  const byName = new Map(actions.map((action) => [action.name, action]));
  const nonces = new Set<string>();
  let calls = 0;

  const answerOf = (request: FastifyRequest, text: string, requestId: string): { status: number; body: Json } => {
    try {
      calls += 1;
      const name = headerOf(request, 'x-acs-action');
      const action = byName.get(name);
      checkSignature(world, nonces, request, text);
      if (headerOf(request, 'x-acs-version') !== VERSION)
        throw new GatewayRefusal(400, 'InvalidVersion', 'Specified parameter Version is not valid.');
      if (!action) throw new GatewayRefusal(404, 'InvalidAction.NotFound', 'Specified api is not found.');
      const { busyEvery } = world.faults.get();
      if (busyEvery > 0 && calls % busyEvery === 0) throw new SmsRefusal('isp.SYSTEM_ERROR', '系统错误');
      return { status: 200, body: { ...action.answer(world, paramsOf(request, text)), RequestId: requestId } };
    } catch (error) {
      if (!(error instanceof SmsRefusal)) throw error;
      const status = error instanceof GatewayRefusal ? error.status : 200;
      return { status, body: { Code: error.code, Message: error.message, RequestId: requestId } };
    }
  };

  app.post('/', async (request, reply) => {
    const started = performance.now();
    const { latencyMs, down } = world.faults.get();
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const text = typeof request.body === 'string' ? request.body : '';
    const isDown = down === 'sms' || down === 'all';
    const requestId = idOf(world, calls);
    const { status, body } = isDown ? { status: 502, body: { Code: 'DOWN' } } : answerOf(request, text, requestId);
    const name = headerOf(request, 'x-acs-action');
    world.log.add({
      at: world.clock.now().toISOString(),
      direction: 'in',
      title: byName.get(name)?.title ?? '短信服务',
      method: 'POST',
      path: `/?Action=${name}`,
      status,
      ok: body.Code === 'OK',
      code: body.Code === 'OK' ? null : String(body.Code),
      request: mask(readable(`${request.url.slice(request.url.indexOf('?') + 1)}${text === '' ? '' : ` ${text}`}`)),
      response: mask(JSON.stringify(body)),
      latencyMs: Math.round(performance.now() - started),
    });
    if (isDown) return reply.code(502).type('text/html').send('<html><h1>502 Bad Gateway</h1></html>');
    return reply.code(status).type('application/json;charset=utf-8').send(JSON.stringify(body));
  });
}

function checkSignature(world: World, nonces: Set<string>, request: FastifyRequest, text: string): void {
  const authorization = readAuthorization(headerOf(request, 'authorization'));
  const { accessKeyId, accessKeySecret } = world.credentials.sms;
  if (authorization === null) throw new GatewayRefusal(400, 'MissingAuthorization', 'Authorization is mandatory.');
  if (authorization.accessKeyId !== accessKeyId)
    throw new GatewayRefusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const at = Date.parse(headerOf(request, 'x-acs-date'));
  // The vendor's own SDK takes the machine's time, whatever the sandbox's clock says.
  const skew = Math.min(Math.abs(at - Date.now()), Math.abs(at - world.clock.now().getTime()));
  if (!(skew <= longestSkewMs))
    throw new GatewayRefusal(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  const nonce = headerOf(request, 'x-acs-signature-nonce');
  if (nonce === '' || nonces.has(nonce))
    throw new GatewayRefusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  const [path = '/', query = ''] = request.url.split('?');
  const headers = Object.fromEntries(authorization.signedHeaders.map((name) => [name, headerOf(request, name)]));
  const signed = { method: request.method, path, query: new URLSearchParams(query), headers, body: text };
  const bodyHash = headerOf(request, 'x-acs-content-sha256');
  if (bodyHash !== sha256(text) || !isSignedBy(accessKeySecret, authorization, signed))
    throw new GatewayRefusal(400, 'SignatureDoesNotMatch', 'Specified signature does not match our calculation.');
  if (nonces.size > 100_000) nonces.clear();
  nonces.add(nonce);
}

function paramsOf(request: FastifyRequest, text: string): SmsCall {
  const form = headerOf(request, 'content-type').includes('x-www-form-urlencoded') ? new URLSearchParams(text) : [];
  const start = request.url.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : request.url.slice(start + 1));
  return { params: { ...Object.fromEntries(query), ...Object.fromEntries(form) } };
}

function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** `819BE656-D2E0-4858-8B21-B2E477085AAF`. */
function idOf(world: World, calls: number): string {
  const noise = createHash('md5').update(`${world.seed}/sms/${calls}`).digest('hex').toUpperCase();
  return noise.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** For the log alone: a text with a lone % is shown as it came. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
