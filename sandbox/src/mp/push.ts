import { randomBytes } from 'node:crypto';
import { appById } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { seal, sign } from './sealed.ts';

/** The platform waits five seconds for an answer, and comes three times. */
const patienceMs = 5000;
const tries = 3;

/**
 * Pushes an event to the address that the app's console names: JSON, safe mode (sealed, and signed over what is sealed).
 * It does not wait for the answer; what nobody took after three tries is lost, as with the real one.
 */
export function pushEvent(world: World, appid: string, openid: string, name: string, fields: Json): void {
  const app = appById(world, appid);
  if (!app) return;
  const createTime = Math.floor(world.clock.now().getTime() / 1000);
  const event = {
    ToUserName: 'gh_sandbox',
    FromUserName: openid,
    CreateTime: createTime,
    MsgType: 'event',
    Event: name,
  };
  void push(world, app, JSON.stringify({ ...event, ...fields }), name);
}

async function push(world: World, app: App, event: string, name: string): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt++) if (await deliver(world, app, event, name, attempt)) return;
}

async function deliver(world: World, app: App, event: string, name: string, attempt: number): Promise<boolean> {
  const sealed = seal(event, app.messageAesKey, app.appid);
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const query = new URLSearchParams({
    signature: sign([app.messageToken, timestamp, nonce]),
    timestamp,
    nonce,
    encrypt_type: 'aes',
    msg_signature: sign([app.messageToken, timestamp, nonce, sealed]),
  });
  const path = `${world.serverUrl}/wechat/push/${app.appid}`;
  const started = performance.now();
  const { status, response } = await send(
    `${path}?${query}`,
    JSON.stringify({ ToUserName: 'gh_sandbox', Encrypt: sealed }),
  );
  const taken = status === 200 && (response === 'success' || response === '');
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: `消息推送 ${name}${attempt === 1 ? '' : `（第 ${attempt - 1} 次重试）`}`,
    method: 'POST',
    path,
    status,
    ok: taken,
    code: taken ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
    request: event,
    response,
    latencyMs: Math.round(performance.now() - started),
  });
  return taken;
}

async function send(url: string, body: string): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, response: (await answer.text()).slice(0, 500) };
  } catch {
    return { status: 0, response: '没有应答' };
  }
}
