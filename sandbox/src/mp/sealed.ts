import { createCipheriv, createHash, randomBytes } from 'node:crypto';

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
