import { createCipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textAt } from '../json.ts';
import { publishedVector } from '../testing.ts';
import { decryptUserData, isGenuineRawData } from './session.ts';

describe('data of a mini-program button', () => {
  it('opens as the official demo does', (context) => {
    const vector = publishedVector(context, 'miniprogram_encryptedData');
    const opened = decryptUserData(
      {
        sessionKey: textAt(vector, 'session_key'),
        iv: textAt(vector, 'iv'),
        encryptedData: textAt(vector, 'encryptedData'),
      },
      textAt(vector, 'appid'),
    );
    expect(opened).toEqual(JSON.parse(textAt(vector, 'expected_plaintext')));
  });

  it('is genuine with the signature of the official example only', (context) => {
    const vector = publishedVector(context, 'miniprogram_rawData_signature');
    const raw = textAt(vector, 'rawData');
    const key = textAt(vector, 'session_key');
    const signature = textAt(vector, 'expected_signature');
    expect(isGenuineRawData(raw, key, signature)).toBe(true);
    expect(isGenuineRawData(`${raw} `, key, signature)).toBe(false);
  });

  const sessionKey = Buffer.alloc(16, 7).toString('base64');
  const iv = Buffer.alloc(16, 9).toString('base64');
  const seal = (value: object) => {
    const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64'));
    return cipher.update(JSON.stringify(value), 'utf8', 'base64') + cipher.final('base64');
  };

  it('opens with the key it was sealed with, and with no other', () => {
    const encryptedData = seal({ phoneNumber: '13800000000', watermark: { appid: 'wx1' } });
    expect(decryptUserData({ sessionKey, iv, encryptedData }, 'wx1')).toMatchObject({ phoneNumber: '13800000000' });
    const otherKey = Buffer.alloc(16, 8).toString('base64');
    expect(() => decryptUserData({ sessionKey: otherKey, iv, encryptedData }, 'wx1')).toThrow('does not open');
    expect(() => decryptUserData({ sessionKey: 'short', iv, encryptedData }, 'wx1')).toThrow('does not open');
  });

  it('is refused when it was made for another app', () => {
    const encryptedData = seal({ watermark: { appid: 'wx2' } });
    expect(() => decryptUserData({ sessionKey, iv, encryptedData }, 'wx1')).toThrow('another app');
  });

  it('is not genuine with a signature that is no digest', () => {
    const signature = createHash('sha1').update(`{}${sessionKey}`).digest('hex');
    expect(isGenuineRawData('{}', sessionKey, signature)).toBe(true);
    for (const wrong of ['', 'zz', signature.slice(2), `${signature}00`]) {
      expect(isGenuineRawData('{}', sessionKey, wrong)).toBe(false);
    }
  });
});
