import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export function sign(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** WXBizMsgCrypt: 16 random bytes, the length, the text, whom it is for; padded to blocks of 32; AES-256-CBC. */
export function seal(text: string, aesKey: string, receiver: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const content = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([randomBytes(16), length, content, Buffer.from(receiver, 'utf8')]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** What a shop sealed as an answer; null for what is not to be opened, or is somebody else's. */
export function open(sealed: string, aesKey: string, receiver: string): string | null {
  try {
    const key = Buffer.from(`${aesKey}=`, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
    const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
    const end = 20 + plain.readUInt32BE(16);
    return plain.toString('utf8', end) === receiver ? plain.toString('utf8', 20, end) : null;
  } catch {
    return null;
  }
}
