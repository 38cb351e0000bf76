import { createHash } from 'node:crypto';

export type JsSignature = { readonly timestamp: number; readonly nonceStr: string; readonly signature: string };

type Signed = { readonly ticket: string; readonly nonceStr: string; readonly timestamp: number; readonly url: string };

/** What a page signs itself in to the JS-SDK with; the address without what stands behind `#`. Source: document/path/90506 */
export function jsSignature({ ticket, nonceStr, timestamp, url }: Signed): JsSignature {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url.split('#')[0]}`;
  return { timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') };
}
