import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Credentials, PlatformSecrets } from './credentials.ts';

/** Parsed once: parsing a PEM costs more than a signature's hashing. */
export type Keys = {
  readonly merchantPublic: KeyObject;
  readonly platform: {
    readonly 'public-key': { readonly serial: string; readonly privateKey: KeyObject };
    readonly certificate: { readonly serial: string; readonly privateKey: KeyObject };
  };
};

export function openKeys(credentials: Credentials, secrets: PlatformSecrets): Keys {
  return {
    merchantPublic: createPublicKey(credentials.merchantPrivateKeyPem),
    platform: {
      'public-key': {
        serial: credentials.platformPublicKeyId,
        privateKey: createPrivateKey(secrets.publicKeyModePrivateKeyPem),
      },
      certificate: {
        serial: credentials.platformCertificateSerial,
        privateKey: createPrivateKey(secrets.certificateModePrivateKeyPem),
      },
    },
  };
}
