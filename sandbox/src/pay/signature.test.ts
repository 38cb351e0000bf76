import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerMessage, cashierMessage, encryptAead, isSignature, requestMessage, signMessage } from './signature.ts';
import vectors from './signature.vectors.json' with { type: 'json' };

test.each(vectors.rsa.cases)('published signature $name verifies, and only over its own message', async (vector) => {
  const key = createPublicKey(vector.certificate_pem);
  expect(await isSignature(key, vector.message, vector.signature)).toBe(true);
  expect(await isSignature(key, `${vector.message} `, vector.signature)).toBe(false);
});

test('the published notification is signed over timestamp, nonce and raw body', async () => {
  const { headers, body, platform_certificate_pem: pem } = vectors.notify;
  const message = answerMessage(headers['Wechatpay-Timestamp'], headers['Wechatpay-Nonce'], body);
  expect(await isSignature(createPublicKey(pem), message, headers['Wechatpay-Signature'])).toBe(true);
});

test.each(vectors.aead.cases)('published AEAD case $name encrypts to its ciphertext', (vector) => {
  expect(encryptAead(vector.key, vector.nonce, vector.associated_data, vector.plaintext)).toBe(vector.ciphertext);
});

test('the published certificate download encrypts to its ciphertext', () => {
  const { nonce, associated_data: aad, ciphertext } = vectors.certificate.item.encrypt_certificate;
  expect(encryptAead(vectors.certificate.apiv3_key, nonce, aad, vectors.certificate.expected_pem)).toBe(ciphertext);
});

test('messages end every line', () => {
  expect(requestMessage('GET', '/v3/certificates', '1', 'n', '')).toBe('GET\n/v3/certificates\n1\nn\n\n');
  expect(answerMessage('1', 'n', '')).toBe('1\nn\n\n');
  expect(cashierMessage('wx1', '1', 'n', 'prepay_id=p')).toBe('wx1\n1\nn\nprepay_id=p\n');
});

test('what is signed here verifies here', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signature = await signMessage(privateKey, '订单');
  expect(await isSignature(publicKey, '订单', signature)).toBe(true);
  expect(await isSignature(publicKey, '订单', 'not a signature')).toBe(false);
});
