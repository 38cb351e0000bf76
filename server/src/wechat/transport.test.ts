import { afterEach, describe, expect, it } from 'vitest';
import { WechatError, WechatUnreachable } from './errors.ts';
import { createHttp } from './http.ts';
import { askedPause, isLater } from './later.ts';
import type { PlayedAnswer, PlayedWechat, ReceivedRequest } from './testing.ts';
import { playWechat, quickRetry, recordingLog } from './testing.ts';
import { createTransport, type WechatTransport } from './transport.ts';

let played: PlayedWechat | undefined;
afterEach(async () => played?.close());

async function against(
  answer: (request: ReceivedRequest, index: number) => PlayedAnswer,
  timeoutMs = 10_000,
): Promise<WechatTransport> {
  played = await playWechat(answer);
  const http = createHttp({ timeoutMs });
  return createTransport({ baseUrl: `${played.baseUrl}/mp/`, http, log: recordingLog(), retry: quickRetry });
}

const get = { method: 'GET', path: '/x' } as const;
const send = { method: 'POST', path: '/send', body: { content: '活水' }, repeatable: false } as const;

describe('a call to WeChat', () => {
  it('writes Chinese as it is, behind the prefix of the base URL', async () => {
    const transport = await against(() => ({ body: { errcode: 0 } }));
    await transport.json(send);
    expect(played?.received[0]).toMatchObject({ url: '/mp/send', text: '{"content":"活水"}' });
  });

  it('takes an answer without errcode for success, whatever its content type', async () => {
    const transport = await against(() => ({ body: '{"openid":"o1"}', headers: { 'Content-Type': 'text/plain' } }));
    expect(await transport.json(get)).toEqual({ openid: 'o1' });
  });

  it.each([
    ['busy', { body: { errcode: -1, errmsg: 'system error' } }],
    ['too frequent', { body: { errcode: 45011, errmsg: 'too frequent' } }],
    ['a 502 page', { status: 502, body: '<html>' }],
    ['a cut connection', 'hang_up'],
    ['silence', 'silence'],
  ] as const)('is repeated after %s', async (_, trouble) => {
    const transport = await against((_request, index) => (index < 2 ? trouble : { body: { fine: 'yes' } }), 1_000);
    expect(await transport.json(get)).toEqual({ fine: 'yes' });
    expect(played?.received).toHaveLength(3);
  });

  it('is repeated three times at most', async () => {
    const transport = await against(() => ({ body: { errcode: -1, errmsg: 'system error' } }));
    await expect(transport.json(get)).rejects.toMatchObject({ errcode: -1 });
    expect(played?.received).toHaveLength(4);
  });

  it('is not repeated after a definite refusal', async () => {
    const transport = await against(() => ({
      body: { errcode: 43101, errmsg: 'user refuse rid: 65589f9c-554d1c76-364b1795' },
    }));
    const error = await transport.json(get).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WechatError);
    expect(error).toMatchObject({ errcode: 43101, rid: '65589f9c-554d1c76-364b1795', path: '/x' });
    expect(played?.received).toHaveLength(1);
  });

  it.each([
    ['a 502 page', { status: 502, body: '<html>' }, 'server_error'],
    ['a cut connection', 'hang_up', 'broken_connection'],
    ['silence', 'silence', 'timeout'],
    ['nonsense', { body: 'oops' }, 'unreadable_answer'],
  ] as const)('that may not be repeated stays unknown after %s', async (_, trouble, reason) => {
    const transport = await against(() => trouble, 1_000);
    await expect(transport.json(send)).rejects.toMatchObject({ reason, handedOver: true });
    expect(played?.received).toHaveLength(1);
  });

  it('that may not be repeated is repeated when the platform says that it did nothing', async () => {
    const transport = await against((_, index) => ({ body: { errcode: index === 0 ? -1 : 0 } }));
    await transport.json(send);
    expect(played?.received).toHaveLength(2);
  });

  it('turned away with 429 did nothing, so even a message is sent again, after the pause that was asked for', async () => {
    const transport = await against((_, index) =>
      index === 0 ? { status: 429, body: 'slow down', headers: { 'Retry-After': '1' } } : { body: { errcode: 0 } },
    );
    const before = Date.now();
    await transport.json(send);
    expect(played?.received).toHaveLength(2);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
  });

  it('told to come back in an hour comes back at once with "later", and says when', async () => {
    const transport = await against(() => ({ status: 429, body: '', headers: { 'Retry-After': '3600' } }));
    const error = await transport.json(send).catch((caught: unknown) => caught);
    expect([isLater(error), askedPause(error)]).toEqual([true, 3_600_000]);
    expect(error).toMatchObject({ reason: 'rate_limited', handedOver: false });
    expect(played?.received).toHaveLength(1);
  });

  it('knows that nothing was handed over when nobody listens', async () => {
    const transport = await against(() => 'silence');
    await played?.close();
    const error = await transport.json(send).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(WechatUnreachable);
    expect(error).toMatchObject({ reason: 'not_connected', handedOver: false });
  });

  it('for a file gives the bytes of an image and the error of a JSON answer', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    const transport = await against((_, index) =>
      index === 0
        ? { body: png, headers: { 'Content-Type': 'image/png' } }
        : { body: { errcode: 41030, errmsg: 'invalid page' } },
    );
    expect(await transport.file(get)).toEqual({ bytes: png, contentType: 'image/png' });
    await expect(transport.file(get)).rejects.toMatchObject({ errcode: 41030 });
  });
});
