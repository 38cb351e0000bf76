import { expect, it } from 'vitest';
import { signedRequest } from './acs3.ts';

it('signs a call as the vendor does', () => {
  const asked = {
    host: 'dysmsapi.aliyuncs.com',
    action: 'SendSms',
    version: '2017-05-25',
    query: { PhoneNumbers: '13800000000', TemplateParam: '{"a":"(1)!*\' ~"}', SignName: '活水' },
    now: new Date('2026-11-29T10:00:00.123Z'),
  };
  const signed = signedRequest({ accessKeyId: 'LTAI', secret: 'secret' }, asked, 'nonce');
  expect(signed.query).toBe(
    'PhoneNumbers=13800000000&SignName=%E6%B4%BB%E6%B0%B4&TemplateParam=%7B%22a%22%3A%22%281%29%21%2A%27%20~%22%7D',
  );
  expect(signed.headers['x-acs-date']).toBe('2026-11-29T10:00:00Z');
  expect(signed.headers.authorization).toMatch(
    /^ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=[0-9a-f]{64}$/,
  );
});
