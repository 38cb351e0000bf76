import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type JsonObject, objectAt, objectsAt, textAt } from '../json.ts';
import { publishedVector } from '../testing.ts';
import { readCertificate } from './certificates.ts';
import { decryptResource, encryptResource } from './resource.ts';
import { buildAuthorization, jsapiPaySign, oaepDecrypt, oaepEncrypt, signText, verifySignature } from './sign.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('RSA signatures', () => {
  it('of the official SDK tests verify with their certificates', async (context) => {
    const cases = objectsAt(publishedVector(context, 'wechatpay_v3_rsa_sha256'), 'cases');
    expect(cases).toHaveLength(2);
    for (const one of cases) {
      const certificate = readCertificate(textAt(one, 'certificate_pem'), null);
      expect(certificate.serial).toBe(textAt(one, 'certificate_serial'));
      // Those signatures cover the bare message; ours always frame it, so they go to the same primitive directly.
      const { verify } = await import('node:crypto');
      const signature = Buffer.from(textAt(one, 'signature'), 'base64');
      expect(verify('RSA-SHA256', Buffer.from(textAt(one, 'message')), certificate.key, signature)).toBe(true);
    }
  });

  it('of the official notification verify over the exact bytes', async (context) => {
    const vector = publishedVector(context, 'wechatpay_v3_notify');
    const headers = objectAt(vector, 'headers');
    const message = {
      timestamp: textAt(headers, 'Wechatpay-Timestamp'),
      nonce: textAt(headers, 'Wechatpay-Nonce'),
      signature: textAt(headers, 'Wechatpay-Signature'),
      body: Buffer.from(textAt(vector, 'body')),
    };
    const certificate = readCertificate(textAt(vector, 'platform_certificate_pem'), null);
    expect(certificate.serial).toBe(textAt(vector, 'certificate_serial_hex'));
    expect(await verifySignature(message, certificate.key)).toBe(true);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(textAt(vector, 'body')), null, 1));
    expect(await verifySignature({ ...message, body: rewritten }, certificate.key)).toBe(false);
  });

  it('fail for a changed time, nonce, body or key, and for text that is no base64', async () => {
    const message = { timestamp: '1700000000', nonce: 'N', body: Buffer.from('{"a":"活"}') };
    const signature = await signText('1700000000\nN\n{"a":"活"}\n', privateKey);
    expect(await verifySignature({ ...message, signature }, publicKey)).toBe(true);
    expect(await verifySignature({ ...message, timestamp: '1700000001', signature }, publicKey)).toBe(false);
    expect(await verifySignature({ ...message, nonce: 'M', signature }, publicKey)).toBe(false);
    expect(await verifySignature({ ...message, body: Buffer.from('{}'), signature }, publicKey)).toBe(false);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    expect(await verifySignature({ ...message, signature }, other)).toBe(false);
    for (const noise of ['', '!!', 'WECHATPAY/SIGNTEST/abc']) {
      expect(await verifySignature({ ...message, signature: noise }, publicKey)).toBe(false);
    }
  });
});

describe('a request', () => {
  const merchant = { mchid: '1900000001', serial: '5157F09EFDC096DE15EBE81A47057A7200000000', privateKey };

  it('is signed over five lines in the documented header layout', async () => {
    const request = { method: 'GET', url: '/v3/x?mchid=1', timestamp: 1_700_000_000, nonce: 'ABC', body: '' };
    const header = await buildAuthorization(merchant, request);
    const layout =
      /^WECHATPAY2-SHA256-RSA2048 mchid="1900000001",nonce_str="ABC",timestamp="1700000000",serial_no="5157F09EFDC096DE15EBE81A47057A7200000000",signature="([A-Za-z0-9+/=]+)"$/;
    const signature = layout.exec(header)?.[1];
    expect(signature).toBe(await signText('GET\n/v3/x?mchid=1\n1700000000\nABC\n\n', privateKey));
  });

  it('of wx.requestPayment is signed over four lines', async () => {
    const params = { appId: 'wx8888', timeStamp: '1414561699', nonceStr: '5K8264', package: 'prepay_id=wx2018' };
    const expected = await signText('wx8888\n1414561699\n5K8264\nprepay_id=wx2018\n', privateKey);
    expect(await jsapiPaySign(params, privateKey)).toBe(expected);
  });

  it('carries sensitive fields that only the holder of the private key can read', () => {
    const sealed = oaepEncrypt('张三', publicKey);
    expect(sealed).not.toBe(oaepEncrypt('张三', publicKey));
    expect(oaepDecrypt(sealed, privateKey)).toBe('张三');
    expect(oaepDecrypt(oaepEncrypt('张三', privateKey), privateKey)).toBe('张三');
    expect(() => oaepEncrypt('长'.repeat(72), createPublicKey(privateKey))).toThrow();
  });
});

describe('an encrypted resource', () => {
  const resourceOf = (one: JsonObject) => ({
    ciphertext: textAt(one, 'ciphertext'),
    nonce: textAt(one, 'nonce'),
    associatedData: String(one.associated_data),
  });

  it('opens and seals as in the SDK tests, with 16 and 32 byte keys', (context) => {
    const cases = objectsAt(publishedVector(context, 'wechatpay_v3_aes_gcm'), 'cases');
    expect(cases).toHaveLength(3);
    for (const one of cases) {
      const key = textAt(one, 'key');
      expect(decryptResource(resourceOf(one), key)).toBe(one.plaintext);
      expect(encryptResource(String(one.plaintext), key, resourceOf(one)).ciphertext).toBe(one.ciphertext);
    }
  });

  it('of the official notification opens', (context) => {
    const vector = publishedVector(context, 'wechatpay_v3_notify');
    const resource = objectAt(JSON.parse(textAt(vector, 'body')), 'resource');
    const opened = decryptResource(resourceOf(resource), textAt(vector, 'apiv3_key'));
    expect(opened).toBe(textAt(vector, 'expected_resource_plaintext'));
  });

  it('of the certificate list opens to a certificate of the announced serial', (context) => {
    const vector = publishedVector(context, 'wechatpay_v3_certificates_download');
    const item = objectAt(vector, 'item');
    const pem = decryptResource(resourceOf(objectAt(item, 'encrypt_certificate')), textAt(vector, 'apiv3_key'));
    expect(pem.trim()).toBe(textAt(vector, 'expected_pem').trim());
    expect(new X509Certificate(pem).serialNumber).toBe(textAt(item, 'serial_no'));
  });

  it('does not open with another key, another label, or one flipped bit', () => {
    const key = 'k'.repeat(32);
    const sealed = encryptResource('{"amount":1}', key, { nonce: '0123456789ab', associatedData: 'transaction' });
    expect(decryptResource(sealed, key)).toBe('{"amount":1}');
    const flipped = Buffer.from(sealed.ciphertext, 'base64');
    flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
    expect(() => decryptResource({ ...sealed, ciphertext: flipped.toString('base64') }, key)).toThrow();
    expect(() => decryptResource({ ...sealed, associatedData: 'refund' }, key)).toThrow();
    expect(() => decryptResource(sealed, 'j'.repeat(32))).toThrow();
    expect(() => decryptResource({ ...sealed, ciphertext: 'AAAA' }, key)).toThrow('shorter than');
    expect(() => decryptResource(sealed, 'too short')).toThrow('32 bytes');
  });
});
