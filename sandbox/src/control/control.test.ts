import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { payOrder } from '../pay/testing.ts';
import { type Merchant, recordsOf, type TestSandbox, testMerchant, testSandbox } from '../testing.ts';
import { textOf } from '../world/json.ts';

let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
  merchant = await testMerchant();
});
afterAll(async () => {
  await sandbox.close();
  await merchant.close();
});

describe('the log', () => {
  test('tells who called what, with request, answer and code, and shows no secret', async () => {
    const { appid, secret } = sandbox.app;
    await sandbox.mp('POST', '/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
    await sandbox.mp(
      'GET',
      `/sns/jscode2session?appid=${appid}&secret=${secret}&js_code=x&grant_type=authorization_code`,
    );
    const shopper = await sandbox.newShopper();
    const code = textOf((await sandbox.api('POST', `/shoppers/${shopper.id}/login-code`)).body, 'code');
    await sandbox.mp(
      'GET',
      `/sns/jscode2session?appid=${appid}&secret=${secret}&js_code=${code}&grant_type=authorization_code`,
    );
    await payOrder(sandbox, merchant);
    const answer = await sandbox.api('GET', '/log?limit=50');
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toMatch(/access_token\\":\\"\d+_/);
    expect(answer.text).not.toMatch(/session_key\\":\\"[^*]/);
    const calls = recordsOf(answer.body, 'calls');
    expect(calls.find((call) => call.code === '40029')).toMatchObject({
      title: '登录：code 换会话',
      direction: 'in',
      ok: false,
      status: 200,
    });
    expect(calls.at(-1)).toMatchObject({ title: '支付成功通知', direction: 'out', status: 204, ok: true });
  });

  test('a reader goes on where it stood, and starts over when the sandbox did', async () => {
    const { last } = (await sandbox.api('GET', '/log')).body;
    await sandbox.mp('GET', '/cgi-bin/token');
    const fresh = (await sandbox.api('GET', `/log?after=${last}`)).body;
    expect(recordsOf(fresh, 'calls')).toHaveLength(1);
    expect(recordsOf((await sandbox.api('GET', '/log?after=999999&limit=2')).body, 'calls')).toHaveLength(2);
    const page = recordsOf((await sandbox.api('GET', '/log?limit=2')).body, 'calls');
    const older = recordsOf((await sandbox.api('GET', `/log?before=${page[0]?.seq}&limit=2`)).body, 'calls');
    expect(older.map(({ seq }) => seq)).toEqual([Number(page[0]?.seq) - 2, Number(page[0]?.seq) - 1]);
  });
});

describe('clock and faults', () => {
  test('the pushed offset is the sandbox’s time, and outlives a restart', async () => {
    const week = 7 * 86_400_000;
    const { now } = await sandbox.moveClock(week);
    expect(Math.abs(new Date(String(now)).getTime() - Date.now() - week)).toBeLessThan(2000);
    await sandbox.faults({ notify: 'doubled' });
    await sandbox.restart();
    expect((await sandbox.api('GET', '/clock')).body.offsetMs).toBe(week);
    expect((await sandbox.api('GET', '/faults')).body.notify).toBe('doubled');
    await sandbox.faults({ notify: 'normal' });
  });

  test('bad input is 400 in Chinese and changes nothing', async () => {
    const { body: before } = await sandbox.api('GET', '/faults');
    const refused = [
      await sandbox.api('PUT', '/faults', { notify: 'sometimes' }),
      await sandbox.api('PUT', '/faults', { latencyMs: -1, notify: 'lost' }),
      await sandbox.api('PUT', '/faults', { nothing: true }),
      await sandbox.api('POST', '/clock', { offsetMs: 'tomorrow' }),
      await sandbox.api('POST', '/shoppers', { label: '' }),
      await sandbox.api('GET', '/log?after=x'),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(400);
      expect(answer.text).toMatch(/[\u4e00-\u9fff]/);
    }
    expect((await sandbox.api('GET', '/faults')).body).toEqual(before);
    expect((await sandbox.api('GET', '/shoppers/s999/chats')).status).toBe(404);
    expect((await sandbox.api('GET', '/nothing')).status).toBe(404);
  });
});

test('changes are told as server-sent events', async () => {
  const stop = new AbortController();
  const events = await fetch(`${sandbox.url()}/sandbox/api/events`, { signal: stop.signal });
  expect(events.headers.get('content-type')).toBe('text/event-stream');
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  const shopper = await sandbox.newShopper();
  const { value } = (await reader?.read()) ?? {};
  expect(value).toContain('"topic":"shoppers"');
  stop.abort();
  expect(shopper.id).toMatch(/^s\d+$/);
});

test('the same seed gives the same people', async () => {
  const other = await testSandbox();
  const first = (await sandbox.api('GET', '/shoppers/s1')).body;
  const same = await other.newShopper();
  expect(same).toMatchObject({ openid: first.openid, phoneNumber: first.phoneNumber });
  await other.close();
});
