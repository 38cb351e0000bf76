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

/** The platform's rule. */
const toleranceMs = 5 * 60_000;
/** The server moves its clock just before it tells us: a call signed in between waits for the news this long. */
const clockNewsMs = 2000;

type Signer = {
  readonly scheme: string;
  readonly names: string;
  readonly id: string;
  readonly serial: string;
};

/** Below /brand/ a brand signs, as a brand; elsewhere the merchant. Source: 签名验签规范与排查 of wechatpay-skills (2026-04-28). */
function signerOf({ credentials: { brand, mchid, merchantSerial } }: World, url: string): Signer {
  return url.startsWith('/brand/')
    ? { scheme: 'WECHATPAY-BRAND-SHA256-RSA2048', names: 'brand_id', id: brand.brandId, serial: brand.serial }
    : { scheme: 'WECHATPAY2-SHA256-RSA2048', names: 'mchid', id: mchid, serial: merchantSerial };
}

/** Throws 401 SIGN_ERROR unless the merchant, or the brand, signed this very request within five minutes. */
export async function checkAuthorization(world: World, request: SignedRequest): Promise<void> {
  const signer = signerOf(world, request.url);
  const fields = parseAuthorization(signer.scheme, request.authorization);
  if (!fields) throw signError('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》');
  const { serial_no: serial, timestamp = '', nonce_str: nonce = '', signature = '' } = fields;
  if (fields[signer.names] !== signer.id) throw signError('商户号与证书不匹配');
  // Hex digits: libraries that read the certificate write them in either case.
  if (serial?.toUpperCase() !== signer.serial) throw signError('商户证书序列号有误');
  if (!(await isTimely(world, timestamp)))
    throw signError('Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
  const message = requestMessage(request.method, request.url, timestamp, nonce, request.body);
  if (!(await isSignature(world.keys.merchantPublic, message, signature))) throw wrongSignature(request, message);
}

function parseAuthorization(
  scheme: string,
  header: string | undefined,
): { readonly [name: string]: string | undefined } | null {
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
