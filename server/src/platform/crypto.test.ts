import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFieldCrypto } from './crypto.ts';

const crypto = createFieldCrypto(randomBytes(32).toString('base64'));

describe('an encrypted field', () => {
  it('opens again, never looks the same twice, and opens only where it was written for', () => {
    const sealed = crypto.encrypt('13800138000', 'members.phone');
    expect(sealed).not.toContain('138');
    expect(crypto.encrypt('13800138000', 'members.phone')).not.toBe(sealed);
    expect(crypto.decrypt(sealed, 'members.phone')).toBe('13800138000');
    expect(() => crypto.decrypt(sealed, 'members.address')).toThrow();
  });

  it('does not open when a bit was changed', () => {
    const sealed = crypto.encrypt('secret', 'x');
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    expect(() => crypto.decrypt(`v1.${bytes.toString('base64url')}`, 'x')).toThrow();
  });
});

describe('a blind index', () => {
  it('finds equal values, and says nothing across uses', () => {
    expect(crypto.blindIndex('a', 'phone')).toBe(crypto.blindIndex('a', 'phone'));
    expect(crypto.blindIndex('a', 'phone')).not.toBe(crypto.blindIndex('a', 'mail'));
  });
});

describe('a signed text', () => {
  it('is read back, and refused when it was changed, cut or made elsewhere', () => {
    const signed = crypto.sign('mem_1~abc', 'session');
    expect(crypto.verify(signed, 'session')).toBe('mem_1~abc');
    expect(crypto.verify(signed.replace('mem_1', 'mem_2'), 'session')).toBeNull();
    expect(crypto.verify(signed.slice(0, -2), 'session')).toBeNull();
    expect(crypto.verify(signed, 'other')).toBeNull();
    expect(createFieldCrypto(randomBytes(32).toString('base64')).verify(signed, 'session')).toBeNull();
  });
});
