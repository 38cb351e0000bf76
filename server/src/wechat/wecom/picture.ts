import { createHttp } from '../http.ts';
import type { WechatLog } from '../log.ts';
import { createTransport } from '../transport.ts';

const TIMEOUT_MS = 10_000;

/** The picture of a code, at the address that WeCom answered with it, which is on a host of its own. Throws as the transport does. */
export function pictureCall(log: WechatLog): (address: string) => Promise<Buffer> {
  const http = createHttp({ timeoutMs: TIMEOUT_MS });
  return async (address) => {
    const { origin, pathname, searchParams } = new URL(address);
    const { bytes } = await createTransport({ baseUrl: origin, http, log }).file({
      method: 'GET',
      path: pathname,
      query: Object.fromEntries(searchParams),
    });
    return bytes;
  };
}
