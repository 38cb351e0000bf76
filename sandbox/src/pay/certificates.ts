import { X509Certificate } from 'node:crypto';
import { rfc3339 } from '../world/clock.ts';
import { type PayEndpoint, PayError } from './endpoint.ts';
import { encryptAead, nonce } from './signature.ts';

/**
 * GET /v3/certificates: the platform certificate, encrypted with the APIv3 key. A merchant in public-key mode has none;
 * while WeChat moves merchants over, the list may also be empty, or refused once the last one ran out. Sources: community
 * 0002cab826c3… (2025), 00046ce9a00e… (2025-11-11), 000a8e0dd387… (2024-11-01).
 */
export const certificatesEndpoint: PayEndpoint = {
  method: 'GET',
  path: '/v3/certificates',
  title: '下载平台证书',
  answer: ({ world }) => {
    const { certificates, payKey } = world.faults.get();
    const answered = certificates === 'by-key' ? (payKey === 'public-key' ? 'none' : 'listed') : certificates;
    if (answered === 'none') {
      const hint =
        '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc';
      throw new PayError(404, 'RESOURCE_NOT_EXISTS', hint, undefined, 268435513);
    }
    if (answered === 'expired') throw new PayError(403, 'NOT_ENOUGH', '平台证书已过期，请更换为微信支付公钥');
    if (answered === 'empty') return { data: [] };
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
