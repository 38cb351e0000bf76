import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readPush } from './push.ts';

const keys = { appid: 'wxapp', token: 'a-token', aesKey: null };
const sign = (...parts: readonly string[]) =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
const query = { timestamp: '1700000000', nonce: '42', signature: sign('a-token', '1700000000', '42') };

it('answers the check of the address with what it was sent, if WeChat sent it', () => {
  expect(readPush(keys, { query: { ...query, echostr: 'hello' }, body: '' })).toEqual({ echo: 'hello' });
  expect(readPush(keys, { query: { ...query, nonce: '43', echostr: 'hello' }, body: '' })).toBeNull();
});

it('opens an event in plain mode, and none that is unsigned or no JSON', () => {
  expect(readPush(keys, { query, body: '{"Event":"x"}' })).toEqual({ event: { Event: 'x' } });
  expect(readPush(keys, { query: { ...query, signature: '' }, body: '{"Event":"x"}' })).toBeNull();
  expect(readPush(keys, { query, body: '<xml/>' })).toBeNull();
});

it('believes nothing unsealed in safe mode: the signature there does not cover it', () => {
  const safe = { ...keys, aesKey: 'a'.repeat(43) };
  expect(readPush(safe, { query, body: '{"Event":"x"}' })).toBeNull();
  const Encrypt = Buffer.alloc(64).toString('base64');
  const msg_signature = sign('a-token', query.timestamp, query.nonce, Encrypt);
  expect(readPush(safe, { query: { ...query, msg_signature }, body: JSON.stringify({ Encrypt }) })).toBeNull();
});
