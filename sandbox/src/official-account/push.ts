import { randomBytes } from 'node:crypto';
import { open, seal, sign } from '../mp/sealed.ts';
import { openidOf, type Shopper } from '../phone/shopper.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import type { Duty } from '../world/schedule.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { accountOf } from './account.ts';
import { readReply, say } from './message.ts';

/** Something that an account is told; `answers` where what it answers is shown to her. */
type Event = {
  readonly id: string;
  readonly appid: string;
  readonly shopperId: string;
  readonly openid: string;
  readonly name: string;
  readonly xml: string;
  readonly dueAt: string;
  readonly answers: boolean;
};

export type AccountPush = { readonly duty: Duty; readonly now: () => Promise<void> };

const events: TableShape<Event> = { name: 'oa-events' };
/** It waits five seconds for an answer, and comes three times. Source: 被动回复用户消息 */
const patienceMs = 5000;
const tries = 3;
const longestShuffleMs = 4000;
const silent = '该公众号提供的服务出现故障，请稍后再试';

type Fields = Readonly<Record<string, string | number>>;

/** Tells an account what she did; resolves when it was tried and what it answered stands in her chat. */
export async function tellAccount(
  world: World,
  push: AccountPush,
  account: OfficialAccount,
  shopper: Shopper,
  fields: Fields,
): Promise<void> {
  const { accountCallbacks: travel, notifyDelaySeconds } = world.faults.get();
  if (travel === 'lost') return;
  const now = world.clock.now();
  const openid = openidOf(world, shopper, account);
  const head = { ToUserName: account.originalId, FromUserName: openid, CreateTime: Math.floor(now.getTime() / 1000) };
  const body = Object.entries({ ...head, ...fields })
    .map(([name, value]) => `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>`)
    .join('');
  const name = String(fields.Event ?? fields.MsgType);
  const table = world.store.of(events);
  world.store.together(() => {
    for (let copy = 0; copy < (travel === 'doubled' || travel === 'shuffled' ? 2 : 1); copy += 1) {
      const number = world.store.next('oa-event');
      const drawn = Number(seeded(world.seed, 'oa-shuffle', number, 4, digits)) / 9999;
      const waitMs =
        travel === 'delayed' ? notifyDelaySeconds * 1000 : travel === 'shuffled' ? drawn * longestShuffleMs : 0;
      table.put(`o${number}`, {
        id: `o${number}`,
        ...{ appid: account.appid, shopperId: shopper.id, openid, name, xml: `<xml>${body}</xml>` },
        dueAt: new Date(now.getTime() + Math.round(waitMs)).toISOString(),
        // Whoever left hears no answer, and a report of the platform has none.
        answers: copy === 0 && !['unsubscribe', 'TEMPLATESENDJOBFINISH', 'MASSSENDJOBFINISH', 'VIEW'].includes(name),
      });
    }
  });
  await push.now();
  world.schedule.wake();
}

export function openAccountPush(world: World): AccountPush {
  const table = world.store.of(events);
  const underWay = new Map<string, Promise<void>>();
  const start = async (event: Event): Promise<void> => {
    const going = deliver(world, event).finally(() => {
      underWay.delete(event.id);
      table.drop(event.id);
    });
    underWay.set(event.id, going);
    return going;
  };
  const waiting = () => [...table.all()].filter(({ id }) => !underWay.has(id));
  const run = async (now: Date): Promise<void> => {
    const due = waiting().filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
    await Promise.all(due.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt)).map(start));
  };
  return {
    duty: {
      next: () => {
        const [first] = waiting()
          .map(({ dueAt }) => dueAt)
          .sort();
        return first === undefined ? null : new Date(first);
      },
      run,
      underWay: () => (underWay.size === 0 ? null : Promise.all(underWay.values())),
    },
    now: async () => run(world.clock.now()),
  };
}

async function deliver(world: World, event: Event): Promise<void> {
  const account = accountOf(world, event.appid);
  if (!account) return;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const reply = await deliverOnce(world, account, event, attempt);
    if (reply === null) continue;
    const said = event.answers && reply !== '' && reply !== 'success' ? readReply(reply) : null;
    if (said) say(world, account, event.shopperId, said);
    return;
  }
  if (event.answers) say(world, account, event.shopperId, { title: silent });
}

/** What the shop answered, opened; null for no answer that counts. */
async function deliverOnce(
  world: World,
  account: OfficialAccount,
  event: Event,
  attempt: number,
): Promise<string | null> {
  const { appid, messageToken: token, messageAesKey: aesKey } = account;
  const mode = world.faults.get().accountMode;
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const sealed = mode === 'plain' ? null : seal(event.xml, aesKey, appid);
  const query = new URLSearchParams({
    signature: sign([token, timestamp, nonce]),
    timestamp,
    nonce,
    openid: event.openid,
    ...(sealed === null ? {} : { encrypt_type: 'aes', msg_signature: sign([token, timestamp, nonce, sealed]) }),
  });
  const encrypt = sealed === null ? '' : `<Encrypt><![CDATA[${sealed}]]></Encrypt>`;
  const body =
    mode === 'safe'
      ? `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>${encrypt}</xml>`
      : event.xml.replace('</xml>', `${encrypt}</xml>`);
  const path = `${world.serverUrl}/wechat/accounts/${appid}`;
  const started = performance.now();
  const { status, response } = await send(`${path}?${query}`, body);
  const opened = status === 200 ? openReply(account, response) : null;
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: `公众号推送 ${event.name}${attempt === 1 ? '' : `（第 ${attempt - 1} 次重试）`}`,
    method: 'POST',
    path,
    status,
    ok: opened !== null,
    code: opened !== null ? null : status === 0 ? 'NO_ANSWER' : `HTTP_${status}`,
    request: event.xml,
    response: opened ?? response.slice(0, 500),
    latencyMs: Math.round(performance.now() - started),
  });
  return opened;
}

/** `success`, nothing, or a message; sealed and signed where it says so. Null: not to be read. */
function openReply(
  { appid, messageToken: token, messageAesKey: aesKey }: OfficialAccount,
  response: string,
): string | null {
  const field = (name: string) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(response)?.[1] ?? '';
  const sealed = field('Encrypt');
  if (sealed === '') return response === '' || response === 'success' || response.startsWith('<xml>') ? response : null;
  if (sign([token, field('TimeStamp'), field('Nonce'), sealed]) !== field('MsgSignature')) return null;
  return open(sealed, aesKey, appid);
}

async function send(url: string, body: string): Promise<{ readonly status: number; readonly response: string }> {
  try {
    const headers = { 'Content-Type': 'text/xml' };
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, response: (await answer.text()).slice(0, 10_000) };
  } catch {
    return { status: 0, response: '没有应答' };
  }
}
