import { afterEach, describe, expect, it } from 'vitest';
import { WechatError } from './errors.ts';
import { createHttp } from './http.ts';
import type { PlayedAnswer, PlayedWechat, ReceivedRequest } from './testing.ts';
import { playWechat, quickRetry, recordingLog, standingClock } from './testing.ts';
import { authorised, createTokenSource, stableToken } from './token.ts';
import { createTransport } from './transport.ts';

let played: PlayedWechat | undefined;
afterEach(async () => played?.close());

async function start(answer: (request: ReceivedRequest, tokensGiven: number) => PlayedAnswer) {
  const clock = standingClock('2026-11-21T00:00:00Z');
  const log = recordingLog();
  let given = 0;
  played = await playWechat(async (request) => {
    if (request.path !== '/cgi-bin/stable_token') return answer(request, given);
    given += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { body: { access_token: `token-${given}`, expires_in: 7200 } };
  });
  const open = createTransport({ baseUrl: played.baseUrl, http: createHttp(), log, retry: quickRetry });
  const tokens = createTokenSource({
    transport: open,
    call: stableToken({ appid: 'wx1', secret: 'top-secret' }),
    now: clock.now,
  });
  const call = async () => authorised(open, tokens).json({ method: 'POST', path: '/anything', body: {} });
  return { clock, log, call, received: played.received, tokenRequests: () => given };
}

describe('the access token', () => {
  it('is fetched once for fifty calls that start together', async () => {
    const { call, tokenRequests } = await start(() => ({ body: { errcode: 0 } }));
    await Promise.all(Array.from({ length: 50 }, call));
    expect(tokenRequests()).toBe(1);
  });

  it('is kept until five minutes before it expires', async () => {
    const { call, clock, tokenRequests } = await start(() => ({ body: { errcode: 0 } }));
    await call();
    clock.advance(7200 - 301);
    await call();
    expect(tokenRequests()).toBe(1);
    clock.advance(1);
    await call();
    expect(tokenRequests()).toBe(2);
  });

  it('is asked for in normal mode, so that other holders keep theirs', async () => {
    const { call, received } = await start(() => ({ body: { errcode: 0 } }));
    await call();
    expect(received[0]?.json).toEqual({
      grant_type: 'client_credential',
      appid: 'wx1',
      secret: 'top-secret',
      force_refresh: false,
    });
  });

  it.each([40001, 40014, 42001])('is fetched anew once when a call answers %i', async (errcode) => {
    const { call, tokenRequests } = await start((request) => {
      const stale = request.query.get('access_token') === 'token-1';
      return { body: stale ? { errcode, errmsg: 'no' } : { errcode: 0, fine: 'yes' } };
    });
    expect(await call()).toMatchObject({ fine: 'yes' });
    expect(tokenRequests()).toBe(2);
  });

  it('is not fetched a third time when the fresh one is refused too', async () => {
    const { call, tokenRequests } = await start(() => ({ body: { errcode: 40001, errmsg: 'no rid: 1a-2b-3c' } }));
    await expect(call()).rejects.toMatchObject({ errcode: 40001, rid: '1a-2b-3c', path: '/anything' });
    await expect(call()).rejects.toBeInstanceOf(WechatError);
    expect(tokenRequests()).toBe(3);
  });

  it('that cannot be had means that the call was never made, and may be made again', async () => {
    const down = await playWechat(async () => ({ status: 502, body: {} }));
    played = down;
    const open = createTransport({
      baseUrl: down.baseUrl,
      http: createHttp(),
      log: recordingLog(),
      retry: quickRetry,
    });
    const tokens = createTokenSource({
      transport: open,
      call: stableToken({ appid: 'wx1', secret: 's' }),
      now: () => new Date(),
    });
    const call = authorised(open, tokens).json({ method: 'POST', path: '/anything', body: {}, repeatable: false });
    await expect(call).rejects.toMatchObject({ path: '/anything', reason: 'server_error', handedOver: false });
    expect(down.received.map((request) => request.path)).not.toContain('/anything');
  });

  it('is renewed once when many calls learn together that it is stale', async () => {
    const { call, tokenRequests } = await start((request) => {
      const stale = request.query.get('access_token') === 'token-1';
      return { body: stale ? { errcode: 42001, errmsg: 'expired' } : { errcode: 0 } };
    });
    await Promise.all(Array.from({ length: 20 }, call));
    expect(tokenRequests()).toBe(2);
  });

  it('and the secret never reach the log', async () => {
    const { call, log } = await start((_, given) => ({ body: { errcode: given < 2 ? 42001 : 0, errmsg: 'x' } }));
    await call();
    expect(log.lines.length).toBeGreaterThan(3);
    expect(log.lines.join()).not.toMatch(/token-\d|top-secret/);
  });
});
