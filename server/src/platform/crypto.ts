import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Encrypts single fields (phone, address) and makes blind indexes to find them again by equality. */
export type FieldCrypto = {
  /** AES-256-GCM, a fresh nonce each time: `v1.` + base64url(nonce ‖ ciphertext ‖ tag). `context` is bound in as AAD. */
  encrypt(plain: string, context: string): string;
  /** Throws when the text was changed, or was written for another context. */
  decrypt(sealed: string, context: string): string;
  /** HMAC-SHA-256 of a normalized value, hex: equal values find each other, nothing else can be read from it. */
  blindIndex(value: string, context: string): string;
  /** `body.signature` that only this shop can have made. */
  sign(body: string, context: string): string;
  /** The body of a signed text, or null when the signature is not ours. */
  verify(signed: string, context: string): string | null;
};

const NONCE_BYTES = 12;

/** `master` is 32 bytes, base64: separate keys for each use are derived from it (HKDF-SHA-256). */
export function createFieldCrypto(master: string): FieldCrypto {
  const root = Buffer.from(master, 'base64');
  if (root.length !== 32) throw new Error('the data key must be 32 bytes in base64');
  const key = (use: string) => Buffer.from(hkdfSync('sha256', root, 'huoshui', use, 32));
  const sealing = key('field');
  const indexing = key('index');
  const signing = key('sign');
  const mac = (secret: Buffer, context: string, value: string) =>
    createHmac('sha256', secret).update(`${context}\0${value}`).digest();

  let pool = Buffer.alloc(0);
  /** Chance is asked for many at a time: a file of a million would ask the system a million times. */
  const nextNonce = (): Buffer => {
    if (pool.length < NONCE_BYTES) pool = randomBytes(NONCE_BYTES * 256);
    const nonce = pool.subarray(0, NONCE_BYTES);
    pool = pool.subarray(NONCE_BYTES);
    return nonce;
  };

  return {
    encrypt(plain, context) {
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${sealed.toString('base64url')}`;
    },
    decrypt(sealed, context) {
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -16)), decipher.final()]).toString('utf8');
    },
    blindIndex: (value, context) => mac(indexing, context, value).toString('hex'),
    sign: (body, context) => `${body}.${mac(signing, context, body).toString('base64url')}`,
    verify(signed, context) {
      const cut = signed.lastIndexOf('.');
      if (cut < 0) return null;
      const body = signed.slice(0, cut);
      const given = Buffer.from(signed.slice(cut + 1), 'base64url');
      const expected = mac(signing, context, body);
      return given.length === expected.length && timingSafeEqual(given, expected) ? body : null;
    },
  };
}
