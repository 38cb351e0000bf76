import type { World } from '../world/world.ts';
import { answerMessage, nonce, signMessage } from './signature.ts';

export type AnswerHeaders = {
  readonly 'Wechatpay-Timestamp': string;
  readonly 'Wechatpay-Nonce': string;
  readonly 'Wechatpay-Signature': string;
  readonly 'Wechatpay-Signature-Type': string;
  readonly 'Wechatpay-Serial': string;
};

/**
 * The signature headers of an answer or a notification. An answer is signed by the key that the request asks for
 * (`Wechatpay-Serial`); what asks for none, and every notification, by the one that the switch `payKey` names.
 */
export async function answerHeaders(world: World, body: string, wanted?: string): Promise<AnswerHeaders> {
  const keys = Object.values(world.keys.platform);
  const asked = keys.find((key) => key.serial.toUpperCase() === wanted?.toUpperCase());
  const { serial, privateKey } = asked ?? world.keys.platform[world.faults.get().payKey];
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const once = nonce(32);
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': once,
    'Wechatpay-Signature': await signMessage(privateKey, answerMessage(timestamp, once, body)),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Serial': serial,
  };
}
