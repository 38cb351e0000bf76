import { type KeyObject, X509Certificate } from 'node:crypto';
import { WechatUnreachable } from '../errors.ts';
import { instantOrNull, type JsonObject, objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { defaultRetry, type Retry, retrying } from '../retry.ts';
import { isPassing, readRefusal } from './client.ts';
import type { PayExchange } from './exchange.ts';
import { decryptResource } from './resource.ts';
import { verifySignature } from './sign.ts';
import { signatureHeaders } from './signature-headers.ts';

export type PlatformCertificate = {
  readonly serial: string;
  readonly expiresAt: Date | null;
  readonly key: KeyObject;
};

const path = '/v3/certificates';

/**
 * The platform certificates of now (several while WeChat changes them). The list vouches for itself: only WeChat and
 * the merchant hold the APIv3 key that seals each certificate, and the answer must be signed by one of them, or by
 * `publicKey` where the merchant has that too.
 */
export async function downloadCertificates(
  exchange: PayExchange,
  keys: { readonly apiV3Key: string; readonly publicKey: { readonly id: string; readonly key: KeyObject } | null },
  retry: Retry = defaultRetry,
): Promise<readonly PlatformCertificate[]> {
  return retrying(
    retry,
    (error) => isPassing(path, error),
    async () => download(exchange, keys),
  );
}

async function download(
  exchange: PayExchange,
  { apiV3Key, publicKey }: Parameters<typeof downloadCertificates>[1],
): Promise<readonly PlatformCertificate[]> {
  const answer = await exchange({ method: 'GET', path });
  if (answer.status !== 200) throw readRefusal(path, answer);
  const list = parseObject(answer.body.toString('utf8'));
  if (list === null) throw new WechatUnreachable(path, 'unreadable_answer', true);

  const certificates = objectsAt(list, 'data').map((item) => openCertificate(item, apiV3Key));
  const headers = signatureHeaders(answer.headers);
  const signer =
    headers?.serial === publicKey?.id
      ? publicKey?.key
      : certificates.find((certificate) => certificate.serial === headers?.serial)?.key;
  if (headers === null || signer === undefined || !(await verifySignature({ ...headers, body: answer.body }, signer))) {
    throw new WechatUnreachable(path, 'unverified_answer', true);
  }
  return certificates;
}

function openCertificate(item: JsonObject, apiV3Key: string): PlatformCertificate {
  const sealed = objectAt(item, 'encrypt_certificate');
  const resource = {
    ciphertext: textAt(sealed, 'ciphertext'),
    nonce: textAt(sealed, 'nonce'),
    associatedData: textAt(sealed, 'associated_data'),
  };
  try {
    return readCertificate(decryptResource(resource, apiV3Key), instantOrNull(item, 'expire_time'));
  } catch (error) {
    const detail = `a certificate does not open, is the APIv3 key right? ${String(error)}`;
    throw new WechatUnreachable(path, 'unreadable_answer', true, detail);
  }
}

export function readCertificate(pem: string, expiresAt: Date | null): PlatformCertificate {
  const certificate = new X509Certificate(pem);
  return { serial: certificate.serialNumber.toUpperCase(), expiresAt, key: certificate.publicKey };
}
