import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { deliver } from './deliver.ts';
import { cancelDeliveries, queueDeliveries } from './index.ts';
import { isPrivate } from './private-address.ts';
import { send } from './send.ts';

// Systems outside of the shop, told over real HTTP: a small server here is the other side.

type Got = { readonly headers: IncomingMessage['headers']; readonly body: string };
const got: Got[] = [];
let answers: (number | 'hang' | 'cut')[] = [];
const other = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => {
    body += part;
  });
  request.on('end', () => {
    got.push({ headers: request.headers, body });
    const next = answers.shift() ?? 200;
    if (next === 'cut') request.socket.destroy();
    else if (next !== 'hang') response.writeHead(next, { location: 'http://169.254.169.254/' }).end('secret');
  });
});

// No worker of its own: each try is made when the test says so.
const app = await testApp({ env: { ROLE: 'api', WEBHOOKS_PRIVATE: '1' } });
const { ctx } = app;
let cookie = '';
let url = '';
let member: TestMember;

beforeAll(async () => {
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/hook`;
  cookie = (await signedIn(ctx)).cookie;
  member = await createMember(ctx);
});
beforeEach(() => {
  got.length = 0;
  answers = [];
});
afterAll(() => {
  other.closeAllConnections();
  other.close();
});

const call = async (what: string, body?: object, headers?: Record<string, string>) =>
  app.call(what, { cookie, ...(body ? { body } : {}), ...(headers ? { headers } : {}) });
const because = { kind: 'journey', id: 'jny_1', label: { zh: '旅程', en: 'Journey' } };
let minutes = 0;
const at = () => ({ ...ctx, now: () => new Date(ctx.now().getTime() + minutes * MINUTE_MS) });

async function webhook(name: string): Promise<{ id: string; secret: string }> {
  const { body } = await call('POST /api/admin/webhooks', { values: { name, url, active: true } });
  return body;
}

async function tell(webhookId: string, key: string): Promise<void> {
  await inTransaction(at(), async (ctx) =>
    queueDeliveries(ctx, [{ key, webhookId, event: 'came', memberId: member.id, data: { n: 1 }, because }]),
  );
}

/** Whatever is due now, until nothing is. */
async function round(): Promise<void> {
  while ((await deliver.run(at(), alone)) > 0);
}

const log = async (webhookId: string) =>
  (await call(`GET /api/admin/webhook-deliveries?webhookId=${webhookId}`)).body.items;

describe('what a system outside is told', () => {
  it('is signed by its own key, shown once, over the time and the very bytes; asked for twice it is told once', async () => {
    const { id, secret } = await webhook('签名');
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify((await call('GET /api/admin/webhooks')).body)).not.toContain(secret);
    await tell(id, 'once');
    await tell(id, 'once');
    await round();
    expect(got).toHaveLength(1);
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['huoshui-signature'])) ?? [];
    const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
    expect(timingSafeEqual(Buffer.from(mac ?? '', 'hex'), expected)).toBe(true);
    const [delivery] = await log(id);
    expect(JSON.parse(body)).toMatchObject({ id: delivery.id, event: 'came', memberId: member.id, n: 1 });
    expect(headers['huoshui-delivery']).toBe(delivery.id);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, status: 200, fault: null, nextAt: null });
    const renewed = await call(`POST /api/admin/webhooks/${id}/secret`);
    expect(renewed.body.secret).not.toBe(secret);
  });

  it('is tried again later and later, under the same id, and given up after six times', async () => {
    const { id } = await webhook('重试');
    answers = [500, 'cut', 429, 503, 502, 500, 200];
    await tell(id, 'again');
    const gaps: number[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      await round();
      expect(got).toHaveLength(tries);
      const [{ state, nextAt }] = await log(id);
      expect(state).toBe(tries < 6 ? 'waiting' : 'failed');
      if (nextAt) gaps.push(Math.round((Date.parse(nextAt) - at().now().getTime()) / MINUTE_MS));
      minutes += (gaps.at(-1) ?? 0) - 1;
      await round();
      expect(got).toHaveLength(tries);
      minutes += 2;
    }
    expect(gaps).toEqual([1, 5, 30, 120, 420]);
    expect(new Set(got.map(({ headers }) => headers['huoshui-delivery'])).size).toBe(1);
    expect(got.map(({ headers }) => headers['huoshui-attempt'])).toEqual(['1', '2', '3', '4', '5', '6']);
    const [{ id: delivery, status, fault }] = await log(id);
    expect([status, fault]).toEqual([500, 'answered']);
    const work = (await call('GET /api/admin/work')).body.items;
    expect(work.find((one: { kind: string }) => one.kind === 'webhooks.failed')).toMatchObject({ count: 1 });

    expect((await call(`POST /api/admin/webhook-deliveries/${delivery}/retry`)).body.state).toBe('waiting');
    await round();
    expect((await log(id))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
    expect((await call(`POST /api/admin/webhook-deliveries/${delivery}/retry`)).body.error.code).toBe(
      'webhooks.not_retryable',
    );
  });

  it.each([
    [404, 'answered'],
    [410, 'answered'],
    [302, 'redirected'],
  ])('is not tried again where the answer is %i, and no redirect is followed', async (status, fault) => {
    const { id } = await webhook(`一次 ${status}`);
    answers = [status];
    await tell(id, `final ${status}`);
    await round();
    minutes += 1000;
    await round();
    expect(got).toHaveLength(1);
    expect((await log(id))[0]).toMatchObject({ state: 'failed', status, fault, nextAt: null });
  });

  it('is sent once, however many send at the same time; one that was cut off is sent again under its id', async () => {
    const { id } = await webhook('并发');
    for (let n = 0; n < 20; n += 1) await tell(id, `many ${n}`);
    await Promise.all(Array.from({ length: 4 }, async () => round()));
    expect(got).toHaveLength(20);
    expect(new Set(got.map(({ headers }) => headers['huoshui-delivery'])).size).toBe(20);

    await tell(id, 'killed');
    // As if the worker had been killed right after it had sent.
    await sql`
      update webhooks.delivery set state = 'sending', attempts = 1, next_at = ${new Date(at().now().getTime() + MINUTE_MS)}
      where key = 'killed'
    `.execute(ctx.db);
    await round();
    expect(got).toHaveLength(20);
    minutes += 3;
    await round();
    expect(got).toHaveLength(21);
    expect((await log(id))[0]).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('waits while the webhook is off, and is not sent when what it stood on was taken back', async () => {
    const { id } = await webhook('停用');
    const off = async (active: boolean) =>
      call(`PUT /api/admin/webhooks/${id}`, { values: { name: '停用', url, active } });
    await off(false);
    await tell(id, 'run:7:n:1');
    await tell(id, 'run:70:n:1');
    await round();
    expect(got).toEqual([]);
    await inTransaction(at(), async (ctx) => cancelDeliveries(ctx, ['run:7:n:']));
    await off(true);
    await round();
    expect(got).toHaveLength(1);
    expect((await log(id)).map((one: { state: string }) => one.state)).toEqual(['delivered', 'cancelled']);
  });
});

describe('where webhooks may lead', () => {
  it('never to a private address unless the house allows it: as a number, as a name, in disguise', async () => {
    for (const address of [
      '10.1.2.3',
      '127.0.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      'fe80::1',
      '2002:7f00:1::',
    ])
      expect(isPrivate(address), address).toBe(true);
    for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700::1111']) expect(isPrivate(address), address).toBe(false);
    const letter = { id: 'dlv_1', secret: 's', event: 'e', attempt: 1, body: '{}', at: 1 };
    const port = (other.address() as AddressInfo).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
      expect(await send({ ...letter, url: `http://${host}:${port}/` }, false), host).toEqual({
        status: null,
        fault: 'private_address',
      });
    expect(got).toEqual([]);
  });

  it('is refused in the form where it is no address, shows its contents on the way, or carries a password', async () => {
    for (const [wrong, code] of [
      ['ftp://a.example/', 400],
      ['http://a.example/', 400],
      ['https://me:secret@a.example/', 400],
      ['nowhere', 400],
      ['https://a.example/hook', 200],
    ] as const) {
      const { status } = await call('POST /api/admin/webhooks', { values: { name: '地址', url: wrong, active: true } });
      expect(status, wrong).toBe(code);
    }
  });
});
