import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { WechatUnreachable } from './errors.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** What errors and logs may say about the request: the path without its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** One request, one answer of any status. Throws WechatUnreachable when no whole answer came in time. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

// Idle connections are given up before the usual 5 s of a server, so that a request is hardly ever written to a
// connection that the other side has just closed: for a message send that would be an outcome nobody knows.
const idleMs = 4_000;
/** The largest answer is the picture of a mini program code, far below; the bound keeps a wrong one out of memory. */
const maxAnswerBytes = 16 * 1024 * 1024;

/**
 * node:http with kept-alive connections rather than fetch: it tells a connection that was never made from a request
 * that was perhaps carried out, sends exactly the bytes that were signed, and costs about half the CPU a request.
 */
export function createHttp(options: { readonly timeoutMs?: number } = {}): Http {
  const timeoutMs = options.timeoutMs ?? 10_000;
  // More than the sweeps of one process ask at once, so that shoppers who pay do not wait for them. Not measured.
  const pool = { keepAlive: true, timeout: idleMs, maxSockets: 128, maxFreeSockets: 64 };
  const agents = { http: new http.Agent(pool), https: new https.Agent(pool) };

  return async (request) =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const secure = url.protocol === 'https:';
      let connected = false;
      const fail = (reason: 'timeout' | 'connection', detail: string) => {
        clearTimeout(timer);
        const why = reason === 'timeout' ? 'timeout' : connected ? 'broken_connection' : 'not_connected';
        reject(new WechatUnreachable(request.path, why, connected, detail));
      };

      const outgoing = (secure ? https : http).request(url, {
        method: request.method,
        agent: secure ? agents.https : agents.http,
        headers: { ...request.headers, 'Content-Length': String(request.body?.length ?? 0) },
      });
      const timer = setTimeout(() => {
        fail('timeout', `${timeoutMs} ms`);
        outgoing.destroy();
      }, timeoutMs);

      outgoing.on('socket', (socket) => {
        if (!socket.connecting) connected = true;
        else socket.once('connect', () => (connected = true));
      });
      outgoing.on('error', (error) => fail('connection', error.message));
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxAnswerBytes) incoming.destroy(new Error('answer too large'));
          else chunks.push(chunk);
        });
        incoming.on('error', (error) => fail('connection', error.message));
        incoming.on('end', () => {
          clearTimeout(timer);
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
        });
      });
      outgoing.end(request.body);
    });
}
