import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

// WXBizMsgCrypt, by which mini programs, official accounts and WeCom seal what they push: AES-256-CBC under EncodingAESKey
// (43 characters), its first half the start vector, padded to blocks of 32; inside 16 random bytes, the length, the text, and
// whom it is for. Source: developer.work.weixin.qq.com/document/path/90968, held to its samples in `sealed.test.ts`.

const BLOCK = 32;
const HEAD = 20;

/** What signs a push: SHA-1 of the parts in the order of their bytes. */
export function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

export function isSignedBy(parts: readonly string[], signature: string): boolean {
  const [expected, given] = [Buffer.from(signatureOf(parts), 'hex'), Buffer.from(signature, 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The text, or null for what another key sealed, what was cut off, and what is for somebody else. */
export function openSealed(sealed: string, aesKey: string, receiver: string): string | null {
  try {
    const key = keyOf(aesKey);
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
    const pad = padded.at(-1) ?? 0;
    if (pad < 1 || pad > BLOCK || padded.length < HEAD + pad) return null;
    const plain = padded.subarray(0, padded.length - pad);
    const end = HEAD + plain.readUInt32BE(16);
    if (end > plain.length || plain.toString('utf8', end) !== receiver) return null;
    return plain.toString('utf8', HEAD, end);
  } catch {
    // Another key, or cut off: which of the steps failed says nothing more.
    return null;
  }
}

/** `random` is for tests. */
export function seal(text: string, aesKey: string, receiver: string, random: Buffer = randomBytes(16)): string {
  const key = keyOf(aesKey);
  const content = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([random, length, content, Buffer.from(receiver, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

function keyOf(aesKey: string): Buffer {
  return Buffer.from(`${aesKey}=`, 'base64');
}
