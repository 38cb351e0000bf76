import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject, type JsonObject, objectAt, parseObject } from './json.ts';
import type { WechatLog } from './log.ts';
import type { Retry } from './retry.ts';

const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
const vectorsFile = path.resolve(repositoryRoot, '../shared/reference/wechat-vectors.json');

type Skipping = { skip(note?: string): void };

/**
 * A published vector by name. Where the vectors are not at hand the test is reported as left out, with the reason; the
 * tests on keys of our own run everywhere.
 */
export function publishedVector(context: Skipping, name: string): JsonObject {
  if (!existsSync(vectorsFile)) {
    const note = `left out: the published vector '${name}' needs ${vectorsFile}`;
    console.warn(note);
    context.skip(note);
  }
  const file = parseObject(readFileSync(vectorsFile, 'utf8'));
  if (file === null) throw new Error(`${vectorsFile} is not JSON`);
  return objectAt(objectAt(file, 'vectors'), name);
}

export type ReceivedRequest = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: JsonObject;
};

export type PlayedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: JsonObject | Buffer | string;
    }
  /** Takes the request and cuts the connection without an answer. */
  | 'hang_up'
  /** Takes the request and never answers. */
  | 'silence';

export type PlayedWechat = {
  readonly baseUrl: string;
  readonly received: readonly ReceivedRequest[];
  close(): Promise<void>;
};

/** A local HTTP server that answers as the test says and remembers what it was asked. */
export async function playWechat(
  answer: (request: ReceivedRequest, index: number) => PlayedAnswer | Promise<PlayedAnswer>,
): Promise<PlayedWechat> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(incoming.url ?? '/', 'http://played');
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      text,
      json: parseObject(text) ?? {},
    };
    received.push(request);
    const played = await answer(request, received.length - 1);
    if (played === 'silence') return;
    if (played === 'hang_up') {
      incoming.socket.destroy();
      return;
    }
    const { body } = played;
    const isJson = isObject(body) && !Buffer.isBuffer(body);
    outgoing.writeHead(played.status ?? 200, {
      'Content-Type': isJson ? 'application/json; encoding=utf-8' : 'text/plain',
      ...played.headers,
    });
    outgoing.end(isJson ? JSON.stringify(body) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const quickRetry: Retry = { retries: 3, baseMs: 1 };

/** Keeps every line, so that a test can look for secrets in them. */
export function recordingLog(): WechatLog & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (fields: Readonly<Record<string, unknown>>, message: string) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, debug: keep, warn: keep };
}

/** A clock that stands until it is moved. */
export function standingClock(start: string): { now: () => Date; advance: (seconds: number) => void } {
  let at = new Date(start).getTime();
  return { now: () => new Date(at), advance: (seconds) => (at += seconds * 1000) };
}
