import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, objectAt, objectsAt, textAt } from './json.ts';
import { isSignedBy, openSealed, seal, signatureOf } from './sealed.ts';
import { publishedVector } from './testing.ts';
import { readCallback } from './wecom/callback.ts';
import { readXml } from './xml.ts';

const aesKeys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64').slice(0, 43));
const receivers = fc.stringMatching(/^ww[0-9a-f]{16}$/);

describe('what is sealed here and by WeCom’s own library', () => {
  it('is opened by either, whatever it says, and is for one receiver', () => {
    fc.assert(
      fc.property(aesKeys, receivers, fc.string({ unit: 'binary', maxLength: 300 }), (aesKey, receiver, text) => {
        const said = Buffer.from(text, 'utf8').toString('utf8');
        expect(decrypt(aesKey, seal(said, aesKey, receiver))).toMatchObject({ message: said, id: receiver });
        expect(openSealed(encrypt(aesKey, said, receiver), aesKey, receiver)).toBe(said);
        expect(openSealed(encrypt(aesKey, said, receiver), aesKey, 'ww0000000000000000x')).toBeNull();
        const random = Buffer.alloc(16, 7);
        expect(seal(said, aesKey, receiver, random)).toBe(encrypt(aesKey, said, receiver, random));
      }),
      { numRuns: 40 },
    );
  });

  it('is not opened when it was cut, changed or sealed by another key', () => {
    const [aesKey, other] = ['a'.repeat(43), `b${'a'.repeat(42)}`];
    const sealed = seal('<xml></xml>', aesKey, 'wwcorp');
    expect(openSealed(sealed, other, 'wwcorp')).toBeNull();
    expect(openSealed(sealed.slice(0, 40), aesKey, 'wwcorp')).toBeNull();
    expect(openSealed('', aesKey, 'wwcorp')).toBeNull();
  });

  it('is signed alike', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.string(), fc.base64String(), (token, timestamp, nonce, sealed) => {
        const signature = getSignature(token, String(timestamp), nonce, sealed);
        expect(signatureOf([token, String(timestamp), nonce, sealed])).toBe(signature);
        expect(isSignedBy([token, String(timestamp), nonce, `${sealed}A`], signature)).toBe(false);
      }),
    );
  });
});

describe('the official samples', () => {
  const keysOf = (sample: JsonObject) => ({
    token: textAt(sample, 'token'),
    aesKey: textAt(sample, 'encodingAESKey'),
    corpid: textAt(sample, 'receiveid'),
  });
  const queryOf = (sample: JsonObject) =>
    Object.fromEntries(Object.entries(objectAt(sample, 'query')).map(([name, value]) => [name, String(value)]));

  it('check the address', (context) => {
    const sample = publishedVector(context, 'wecom_url_verification');
    const [keys, query] = [keysOf(sample), queryOf(sample)];
    expect(readCallback(keys, { query, body: '' })).toEqual({ echo: sample.expected_plaintext });
    expect(readCallback({ ...keys, token: 'other' }, { query, body: '' })).toBeNull();
    expect(readCallback({ ...keys, corpid: 'ww1' }, { query, body: '' })).toBeNull();
  });

  it('bring a message, field by field', (context) => {
    const sample = publishedVector(context, 'wecom_decrypt_message');
    const [keys, query] = [keysOf(sample), queryOf(sample)];
    expect(readCallback(keys, { query, body: textAt(sample, 'post_body') })).toEqual({
      event: {
        ToUserName: 'wx5823bf96d3bd56c7',
        FromUserName: 'mycreate',
        CreateTime: '1409659813',
        MsgType: 'text',
        Content: 'hello',
        MsgId: '4561255354251345929',
        AgentID: '218',
      },
    });
    expect(readCallback(keys, { query, body: '<xml><Encrypt>x</Encrypt></xml>' })).toBeNull();
  });

  it('are signed as they stand', (context) => {
    const sample = publishedVector(context, 'wecom_signature_only');
    const parts = ['token', 'timestamp', 'nonce', 'encrypt'].map((name) => textAt(sample, name));
    expect(signatureOf(parts)).toBe(sample.expected);
  });

  it('are sealed as they stand', (context) => {
    const sample = publishedVector(context, 'official_account_encrypt_deterministic');
    const [aesKey, appid] = [textAt(sample, 'encodingAESKey'), textAt(sample, 'appid')];
    const cases = objectsAt(sample, 'cases');
    expect(cases).toHaveLength(2);
    for (const one of cases) {
      const [text, sealed] = [textAt(one, 'plaintext'), textAt(one, 'ciphertext')];
      expect(seal(text, aesKey, appid, Buffer.from(textAt(sample, 'random16')))).toBe(sealed);
      expect(openSealed(sealed, aesKey, appid)).toBe(text);
    }
  });
});

describe('the XML that is pushed', () => {
  it('has lists, elements inside of elements, CDATA and numbers', () => {
    const text = '<xml><A><![CDATA[a<b]]></A><L><I>1</I><I>2</I></L><N>3</N><E/></xml>';
    expect(readXml(text)).toBeNull();
    expect(readXml(text.replace('<E/>', '<E></E>\n'))).toEqual({ A: 'a<b', L: { I: ['1', '2'] }, N: '3', E: '' });
  });

  it('has no documents types, attributes, or elements that do not end', () => {
    const wrong = [
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
      '<xml a="1"><A>1</A></xml>',
      '<xml><A>1</xml>',
      '<xml></xml><xml></xml>',
      'text',
      '',
    ];
    expect(wrong.map(readXml)).toEqual(wrong.map(() => null));
    expect(readXml('<xml><A>&e;&amp;</A></xml>')).toEqual({ A: '&e;&' });
  });
});
