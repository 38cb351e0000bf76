import { rfc3339 } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import type { Delivery } from './notification.ts';
import { answerHeaders } from './sign-answer.ts';
import { encryptAead, nonce } from './signature.ts';

/** WeChat waits five seconds for the answer to a notification, its documents say, and then takes it as lost. */
const patienceMs = 5000;

/** One attempt. True when the merchant answered 200 or 204 within five seconds. */
export async function deliver(world: World, delivery: Delivery): Promise<boolean> {
  const body = bodyOf(world, delivery);
  if (world.faults.get().signTest) await probe(world, delivery, body);
  const headers = await answerHeaders(world, body, keyOf(world, delivery));
  return post(world, delivery, body, headers, `${delivery.summary}通知${ordinal(delivery.attempts)}`);
}

/** The platform's own test of the merchant: a signature that must not verify. It comes before the true one and is not retried. */
async function probe(world: World, delivery: Delivery, body: string): Promise<void> {
  const headers = await answerHeaders(world, body, keyOf(world, delivery));
  const forged = {
    ...headers,
    'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${headers['Wechatpay-Signature'].slice(20)}`,
  };
  const accepted = await post(world, delivery, body, forged, `${delivery.summary}通知（验签探测）`);
  if (accepted) warnAccepted(world, delivery);
}

/** A brand has WeChat's public key and no certificate. */
function keyOf({ credentials }: World, { brand }: Delivery): string | undefined {
  return brand ? credentials.platformPublicKeyId : undefined;
}

function ordinal(attempts: number): string {
  return attempts === 0 ? '' : `(第 ${attempts} 次重试)`;
}

function bodyOf(world: World, delivery: Delivery): string {
  const once = nonce(12);
  const plaintext = JSON.stringify(delivery.resource);
  const { brand, apiV3Key } = world.credentials;
  const associated = delivery.brand ? 'product_coupon' : delivery.originalType;
  return JSON.stringify({
    id: delivery.notificationId,
    create_time: rfc3339(new Date(delivery.createdAt)),
    resource_type: 'encrypt-resource',
    event_type: delivery.eventType,
    summary: delivery.summary,
    resource: {
      original_type: delivery.originalType,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: encryptAead(delivery.brand ? brand.apiV3Key : apiV3Key, once, associated, plaintext),
      associated_data: associated,
      nonce: once,
    },
  });
}

async function post(
  world: World,
  delivery: Delivery,
  body: string,
  headers: { readonly [name: string]: string },
  title: string,
): Promise<boolean> {
  const started = performance.now();
  const { status, response } = await send(delivery.url, body, headers);
  const accepted = status === 200 || status === 204;
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title,
    method: 'POST',
    path: delivery.url,
    status,
    ok: accepted,
    code: accepted ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
    request: JSON.stringify({
      event_type: delivery.eventType,
      id: delivery.notificationId,
      decrypted: delivery.resource,
    }),
    response,
    latencyMs: Math.round(performance.now() - started),
  });
  return accepted;
}

async function send(
  url: string,
  body: string,
  headers: { readonly [name: string]: string },
): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', Accept: '*/*', 'User-Agent': 'Mozilla/4.0' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, response: await answer.text() };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { status: 0, response: timedOut ? '5 秒内没有应答' : '连接失败' };
  }
}

function warnAccepted(world: World, delivery: Delivery): void {
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: '警告：商户接受了伪造签名的通知',
    method: 'POST',
    path: delivery.url,
    status: 0,
    ok: false,
    code: 'SIGNTEST_ACCEPTED',
    request: '',
    response: '验签探测的签名以 WECHATPAY/SIGNTEST/ 开头，必须验签失败并拒绝',
    latencyMs: 0,
  });
}
