import { createHash, createPublicKey, createSign } from 'node:crypto';

/**
 * A certificate as the platform's consoles issue them: for this key, self-signed, its serial 40 hex digits and positive
 * (RFC 5280, 4.1.2.2), so that whoever reads the serial out of the file finds the one that was given.
 */
export function issueCertificate(
  privateKeyPem: string,
  name: string,
): { readonly pem: string; readonly serial: string } {
  const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' });
  const digest = createHash('sha1').update(spki).update(name).digest('hex').toUpperCase();
  // The first digit between 1 and 7: neither negative nor shortened.
  const serial = `${(Number.parseInt(digest[0] ?? '0', 16) % 7) + 1}${digest.slice(1)}`;
  const sha256Rsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name)))));
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const version3 = der(0xa0, der(0x02, Buffer.from([2])));
  const number = der(0x02, Buffer.from(serial, 'hex'));
  const body = sequence(version3, number, sha256Rsa, commonName, validity, commonName, spki);
  const signature = createSign('RSA-SHA256').update(body).sign(privateKeyPem);
  const certificate = sequence(body, sha256Rsa, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return { serial, pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** One element of DER: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
