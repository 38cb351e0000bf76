import { type CipherGCMTypes, createCipheriv, createDecipheriv } from 'node:crypto';

/** An AEAD-encrypted part of a notification or of the certificate list. */
export type EncryptedResource = {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associatedData: string;
};

const tagBytes = 16;

/**
 * Opens a resource with the APIv3 key: AES-GCM over base64(ciphertext || 16-byte tag). Production keys have 32 bytes;
 * the official samples use 16 as well. Throws when the key is wrong or a bit was altered.
 */
export function decryptResource(resource: EncryptedResource, apiV3Key: string): string {
  const sealed = Buffer.from(resource.ciphertext, 'base64');
  if (sealed.length < tagBytes) throw new Error('the resource is shorter than its authentication tag');
  const key = Buffer.from(apiV3Key, 'utf8');
  const decipher = createDecipheriv(cipherFor(key), key, Buffer.from(resource.nonce, 'utf8'), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(resource.associatedData, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const opened = [decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()];
  return Buffer.concat(opened).toString('utf8');
}

/** The other direction, for tests that play WeChat Pay. */
export function encryptResource(
  plaintext: string,
  apiV3Key: string,
  sealing: { readonly nonce: string; readonly associatedData: string },
): EncryptedResource {
  const key = Buffer.from(apiV3Key, 'utf8');
  const cipher = createCipheriv(cipherFor(key), key, Buffer.from(sealing.nonce, 'utf8'), { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(sealing.associatedData, 'utf8'));
  const sealed = [cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { ...sealing, ciphertext: Buffer.concat(sealed).toString('base64') };
}

function cipherFor(key: Buffer): CipherGCMTypes {
  if (key.length === 32) return 'aes-256-gcm';
  if (key.length === 16) return 'aes-128-gcm';
  throw new Error(`an APIv3 key has 32 bytes, this one has ${key.length}`);
}
