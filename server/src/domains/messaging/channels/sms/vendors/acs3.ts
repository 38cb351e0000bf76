import { createHash, createHmac, randomUUID } from 'node:crypto';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const SIGNED = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];

export type AliyunRequest = {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly now: Date;
};

/** Query and headers of a call without a body, signed. Source: 阿里云 OpenAPI 签名机制 V3 (ACS3-HMAC-SHA256). */
export function signedRequest(
  { accessKeyId, secret }: { readonly accessKeyId: string; readonly secret: string },
  { host, action, version, query, now }: AliyunRequest,
  nonce: string = randomUUID(),
): { readonly query: string; readonly headers: Readonly<Record<string, string>> } {
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': `${now.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  const canonicalQuery = Object.entries(query)
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const canonical = [
    'POST',
    '/',
    canonicalQuery,
    SIGNED.map((name) => `${name}:${headers[name]}\n`).join(''),
    SIGNED.join(';'),
    sha256(''),
  ].join('\n');
  const signature = createHmac('sha256', secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${SIGNED.join(';')},Signature=${signature}`;
  return { query: canonicalQuery, headers: { ...headers, authorization } };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** RFC 3986: what `encodeURIComponent` leaves is encoded as well. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
