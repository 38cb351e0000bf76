import { X509Certificate } from 'node:crypto';
import { rfc3339 } from '../world/clock.ts';
import type { PayEndpoint } from './endpoint.ts';
import { encryptAead, nonce } from './signature.ts';

/** GET /v3/certificates: the platform certificate, encrypted with the APIv3 key. */
export const certificatesEndpoint: PayEndpoint = {
  method: 'GET',
  path: '/v3/certificates',
  title: '下载平台证书',
  answer: ({ world }) => {
    const { platformCertificatePem: pem, platformCertificateSerial: serial, apiV3Key } = world.credentials;
    const certificate = new X509Certificate(pem);
    const once = nonce(12);
    return {
      data: [
        {
          serial_no: serial,
          effective_time: rfc3339(new Date(certificate.validFrom)),
          expire_time: rfc3339(new Date(certificate.validTo)),
          encrypt_certificate: {
            algorithm: 'AEAD_AES_256_GCM',
            nonce: once,
            associated_data: 'certificate',
            ciphertext: encryptAead(apiV3Key, once, 'certificate', pem),
          },
        },
      ],
    };
  },
};
