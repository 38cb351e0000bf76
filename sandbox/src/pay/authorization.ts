import type { World } from '../world/world.ts';
import { PayError } from './endpoint.ts';
import { isSignature, requestMessage } from './signature.ts';

export type SignedRequest = {
  readonly authorization: string | undefined;
  readonly method: string;
  /** Path and query exactly as the client signs them: `/v3/…`. */
  readonly url: string;
  readonly body: string;
};

const scheme = 'WECHATPAY2-SHA256-RSA2048';
/** The platform's rule. */
const toleranceMs = 5 * 60_000;
/** The server moves its clock just before it tells us: a call signed in between waits for the news this long. */
const clockNewsMs = 2000;

/** Throws 401 SIGN_ERROR unless the merchant signed this very request within five minutes. */
export async function checkAuthorization(world: World, request: SignedRequest): Promise<void> {
  const fields = parseAuthorization(request.authorization);
  if (!fields) throw signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
  const { mchid, serial_no: serial, timestamp = '', nonce_str: nonce = '', signature = '' } = fields;
  if (mchid !== world.credentials.mchid) throw signError('商户号与证书不匹配');
  // Hex digits: libraries that read the certificate write them in either case.
  if (serial?.toUpperCase() !== world.credentials.merchantSerial) throw signError('商户证书序列号有误');
  if (!(await isTimely(world, timestamp)))
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  const message = requestMessage(request.method, request.url, timestamp, nonce, request.body);
  if (!(await isSignature(world.keys.merchantPublic, message, signature))) throw wrongSignature(request, message);
}

function parseAuthorization(header: string | undefined): { readonly [name: string]: string | undefined } | null {
  if (!header?.startsWith(`${scheme} `)) return null;
  const pairs = header.slice(scheme.length + 1).matchAll(/([a-z_]+)="([^"]*)"/g);
  return Object.fromEntries(Array.from(pairs, ([, name, value]) => [name, value]));
}

async function isTimely(world: World, timestamp: string): Promise<boolean> {
  if (!/^\d{10}$/.test(timestamp)) return false;
  const signedAt = Number(timestamp) * 1000;
  const isNear = (at: Date | null): boolean => at !== null && Math.abs(signedAt - at.getTime()) <= toleranceMs;
  if (isNear(world.clock.now()) || isNear(world.clock.justBefore())) return true;
  if (signedAt < world.clock.now().getTime()) return false;
  await world.clock.moved(clockNewsMs);
  return isNear(world.clock.now());
}

function signError(message: string): PayError {
  return new PayError(401, 'SIGN_ERROR', message, { location: 'authorization' });
}

/** Tells the message the platform itself built, as the real one does: the quickest way to find one's mistake. */
function wrongSignature(request: SignedRequest, message: string): PayError {
  return new PayError(401, 'SIGN_ERROR', '签名错误，请检查后再试', {
    field: 'signature',
    issue: 'sign not match',
    location: 'authorization',
    sign_information: {
      method: request.method,
      url: request.url,
      truncated_sign_message: message.slice(0, 256),
      sign_message_length: Buffer.byteLength(message),
    },
  });
}
