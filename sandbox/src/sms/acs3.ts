import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as its signature covers it. */
export type Signed = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Authorization = {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
};

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…`. Null for anything else. Source: help.aliyun.com, 签名机制 V3 */
export function readAuthorization(header: string): Authorization | null {
  const found = /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header);
  if (found === null) return null;
  const [, accessKeyId = '', names = '', signature = ''] = found;
  return { accessKeyId, signedHeaders: names.split(';'), signature };
}

export function isSignedBy(secret: string, authorization: Authorization, request: Signed): boolean {
  const given = Buffer.from(authorization.signature, 'hex');
  const expected = Buffer.from(signature(secret, authorization.signedHeaders, request), 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export function signature(secret: string, signedHeaders: readonly string[], request: Signed): string {
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join(''),
    signedHeaders.join(';'),
    request.headers['x-acs-content-sha256'] ?? sha256(request.body),
  ].join('\n');
  return createHmac('sha256', secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => [encoded(name), encoded(value)] as const);
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** RFC 3986: what `encodeURIComponent` leaves is encoded as well. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
