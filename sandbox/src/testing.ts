import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from './start.ts';
import type { App, Credentials } from './world/credentials.ts';
import { isRecord, type Json, parseRecord, recordOf, textOf } from './world/json.ts';

/** An answer as a test reads it. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: Json };

export type TestSandbox = {
  readonly credentials: Credentials;
  /** The main mini program. */
  readonly app: App;
  readonly url: () => string;
  /** The sandbox's own JSON API below `/sandbox/api`. */
  readonly api: (method: string, path: string, body?: Json) => Promise<Answer>;
  /** api.weixin.qq.com, without a token. */
  readonly mp: (method: string, path: string, body?: Json | string) => Promise<Answer>;
  /** The same with a fresh access_token in the query, of the main app or the one given. */
  readonly mpWithToken: (method: string, path: string, body?: Json | string, app?: App) => Promise<Answer>;
  /** api.mch.weixin.qq.com, signed as a merchant signs. */
  readonly pay: (method: string, path: string, body?: Json | string, changes?: SigningChanges) => Promise<Answer>;
  readonly moveClock: (ms: number) => Promise<Json>;
  readonly now: () => Promise<Date>;
  readonly faults: (changes: Json) => Promise<void>;
  readonly newShopper: () => Promise<{ readonly id: string; readonly openid: string; readonly phoneNumber: string }>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type SigningChanges = {
  /** The key by which the answer is to be signed. */
  readonly answerBy?: string;
  readonly serial?: string;
  readonly timestamp?: number;
  readonly signedBody?: string;
  /** A brand's path, signed by the merchant. */
  readonly asMerchant?: true;
  readonly type?: string;
};

/** A whole sandbox on a free port with its own folder. */
export async function testSandbox(serverUrl = 'http://127.0.0.1:5180'): Promise<TestSandbox> {
  const dir = mkdtempSync(join(tmpdir(), 'huoshui-sandbox-'));
  const options = { dir, seed: 7, serverUrl, port: 0, rsaBits: 1024, onError: console.error };
  let sandbox: Sandbox = await startSandbox(options);
  let offsetMs = 0;
  const credentials: Credentials = JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8'));
  const merchantKey = createPrivateKey(credentials.merchantPrivateKeyPem);

  const call = async (
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${sandbox.url}${path}`, {
      method,
      body,
      headers: { ...type, ...headers },
      redirect: 'manual',
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parseRecord(text) ?? {} };
  };
  const textIn = (body: Json | string | undefined): string | undefined =>
    typeof body === 'object' ? JSON.stringify(body) : body;

  const api: TestSandbox['api'] = async (method, path, body) => call(method, `/sandbox/api${path}`, textIn(body));
  const mp: TestSandbox['mp'] = async (method, path, body) => call(method, `/mp${path}`, textIn(body));

  return {
    credentials,
    app: credentials.apps[0],
    url: () => sandbox.url,
    api,
    mp,
    mpWithToken: async (method, path, body, app = credentials.apps[0]) => {
      const { appid, secret } = app;
      const token = await mp('POST', '/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
      return mp(method, `${path}?access_token=${textOf(token.body, 'access_token')}`, body);
    },
    pay: async (method, path, body, changes = {}) => {
      const text = textIn(body);
      const nonce = randomBytes(16).toString('hex');
      const timestamp = changes.timestamp ?? Math.floor((Date.now() + offsetMs) / 1000);
      const message = `${method}\n${path}\n${timestamp}\n${nonce}\n${changes.signedBody ?? text ?? ''}\n`;
      const signature = sign('sha256', Buffer.from(message), merchantKey).toString('base64');
      const serial = changes.serial ?? credentials.merchantSerial;
      const { brandId, serial: brandSerial } = credentials.brand;
      const who = path.startsWith('/brand/') && !changes.asMerchant;
      const [scheme, id, number] = who
        ? ['WECHATPAY-BRAND-SHA256-RSA2048', `brand_id="${brandId}"`, brandSerial]
        : ['WECHATPAY2-SHA256-RSA2048', `mchid="${credentials.mchid}"`, serial];
      const fields = `${id},nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${number}",signature="${signature}"`;
      return call(method, `/pay${path}`, text, {
        authorization: `${scheme} ${fields}`,
        ...(changes.type === undefined ? {} : { 'content-type': changes.type }),
        ...(changes.answerBy === undefined ? {} : { 'wechatpay-serial': changes.answerBy }),
      });
    },
    moveClock: async (ms) => {
      offsetMs += ms;
      return (await api('POST', '/clock', { offsetMs })).body;
    },
    now: async () => new Date(textOf((await api('GET', '/clock')).body, 'now') ?? ''),
    faults: async (changes) => {
      const answer = await api('PUT', '/faults', changes);
      if (answer.status !== 200) throw new Error(answer.text);
    },
    newShopper: async () => {
      const { body } = await api('POST', '/shoppers', {});
      const text = (key: string): string => textOf(body, key) ?? '';
      return { id: text('id'), openid: text('openid'), phoneNumber: text('phoneNumber') };
    },
    restart: async () => {
      await sandbox.close();
      sandbox = await startSandbox(options);
    },
    close: async () => {
      await sandbox.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export type Received = {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
  readonly body: Json;
};

export type Merchant = {
  readonly url: string;
  readonly received: Received[];
  /** How it answers from now on: an HTTP status, or nothing at all. */
  readonly answer: (status: number | 'silence') => void;
  /** Resolves as soon as `count` notifications came. */
  readonly until: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The merchant's notify address. */
export async function testMerchant(): Promise<Merchant> {
  const received: Received[] = [];
  let answer: number | 'silence' = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, text, body: parseRecord(text) ?? {} });
      if (answer !== 'silence') response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/pay/notify/transaction`,
    received,
    answer: (next) => {
      answer = next;
    },
    until: async (count) => {
      for (let waited = 0; received.length < count; waited += 10) {
        if (waited > 4000) throw new Error(`${received.length} of ${count} notifications came`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The parameters of wx.requestPayment as a merchant's server makes them. */
export function cashierParameters(sandbox: TestSandbox, prepayId: string, app = sandbox.app): Json {
  const timeStamp = String(Math.floor(Date.now() / 1000));
  const nonceStr = randomBytes(16).toString('hex');
  const message = `${app.appid}\n${timeStamp}\n${nonceStr}\nprepay_id=${prepayId}\n`;
  const paySign = sign('sha256', Buffer.from(message), sandbox.credentials.merchantPrivateKeyPem).toString('base64');
  return { timeStamp, nonceStr, package: `prepay_id=${prepayId}`, signType: 'RSA', paySign };
}

/** Whether an answer or a notification carries the platform's signature, by the key its serial names. */
export function isSignedByPlatform(
  credentials: Credentials,
  headers: { readonly timestamp: string; readonly nonce: string; readonly signature: string; readonly serial: string },
  body: string,
): boolean {
  const keys = new Map<string, KeyObject>([
    [credentials.platformPublicKeyId, createPublicKey(credentials.platformPublicKeyPem)],
    [credentials.platformCertificateSerial, new X509Certificate(credentials.platformCertificatePem).publicKey],
  ]);
  const key = keys.get(headers.serial);
  const message = Buffer.from(`${headers.timestamp}\n${headers.nonce}\n${body}\n`);
  return key !== undefined && verify('sha256', message, key, Buffer.from(headers.signature, 'base64'));
}

/** A field deep inside an answer: `at(body, 'phone_info', 'watermark', 'appid')`. */
export function at(body: Json, ...path: readonly string[]): unknown {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return body[first];
  const inner = recordOf(body, first);
  return inner ? at(inner, ...rest) : undefined;
}

export function recordsOf(body: Json, key: string): readonly Json[] {
  const value = body[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
