export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export type SignatureHeaders = {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly serial: string;
};

/** The four headers that sign an answer or a notification (Node gives header names in lower case); null if one lacks. */
export function signatureHeaders(headers: Headers): SignatureHeaders | null {
  const timestamp = headers['wechatpay-timestamp'];
  const nonce = headers['wechatpay-nonce'];
  const signature = headers['wechatpay-signature'];
  const serial = headers['wechatpay-serial'];
  if (typeof timestamp !== 'string' || typeof nonce !== 'string') return null;
  if (typeof signature !== 'string' || typeof serial !== 'string') return null;
  return /^\d{1,12}$/.test(timestamp) ? { timestamp, nonce, signature, serial } : null;
}

/** WeChat and we may differ by less than five minutes. Positive: the message comes from our future. */
export const toleratedSkewSeconds = 300;

export function skewSeconds(timestamp: string, now: Date): number {
  return Number(timestamp) - Math.floor(now.getTime() / 1000);
}
