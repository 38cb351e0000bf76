import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { deliveryFault } from '@huoshui/contracts/words/webhooks';
import { isPrivate, openLookup, PrivateAddress } from './private-address.ts';

const TIMEOUT_MS = 10_000;

export type Letter = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  readonly attempt: number;
  readonly body: string;
  /** Unix seconds that the signature holds. */
  readonly at: number;
};

export type Answer = { readonly status: number | null; readonly fault: keyof typeof deliveryFault | null };

/** `t=…,v1=…`: HMAC-SHA-256 of `<t>.<body>`, hex, by the webhook's own key. */
export function signatureOf(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

/**
 * One try: never thrown, always answered, within ten seconds. What comes back is not read beyond its status, and no redirect is
 * followed: it could lead to where the address itself may not.
 */
export async function send(letter: Letter, mayReachPrivate: boolean): Promise<Answer> {
  const url = new URL(letter.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!mayReachPrivate && isIP(host) !== 0 && isPrivate(host)) return { status: null, fault: 'private_address' };
  const body = Buffer.from(letter.body);
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      agent: false,
      ...(mayReachPrivate ? {} : { lookup: openLookup }),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': body.length,
        'User-Agent': 'Huoshui-Webhook/1',
        'Huoshui-Event': encodeURIComponent(letter.event),
        'Huoshui-Delivery': letter.id,
        'Huoshui-Attempt': letter.attempt,
        'Huoshui-Signature': signatureOf(letter.secret, letter.at, letter.body),
      },
    });
    const end = (answer: Answer) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ status: null, fault: 'timeout' }), TIMEOUT_MS);
    request.on('response', ({ statusCode = 0 }) => end({ status: statusCode, fault: faultOf(statusCode) }));
    request.on('error', (error) =>
      end({ status: null, fault: error instanceof PrivateAddress ? 'private_address' : 'unreachable' }),
    );
    request.end(body);
  });
}

function faultOf(status: number): Answer['fault'] {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirected' : 'answered';
}
