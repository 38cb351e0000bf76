import { randomBytes } from 'node:crypto';
import { open, seal, sign } from '../mp/sealed.ts';
import { openidOf, type Shopper } from '../phone/shopper.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import {
  openPushes,
  type Pushed,
  type Pushes,
  pushUntilTaken,
  putPushes,
  type Road,
  xmlField,
} from '../world/pushes.ts';
import type { World } from '../world/world.ts';
import { accountOf } from './account.ts';
import { readReply, say } from './message.ts';

/** Something that an account is told; `answers` where what it answers is shown to her. */
type Event = Pushed & {
  readonly appid: string;
  readonly shopperId: string;
  readonly openid: string;
  readonly answers: boolean;
};

export type AccountPush = Pushes;

/** Source of the repeats: 被动回复用户消息 */
const road: Road<Event> = { table: { name: 'oa-events' }, name: 'oa', prefix: 'o', longestShuffleMs: 4000 };
const silent = '该公众号提供的服务出现故障，请稍后再试';
/** `inner`: lists of elements, as its reports on notices have them. */
type Fields = Readonly<
  Record<string, string | number | { readonly inner: readonly Readonly<Record<string, string>>[] }>
>;

/** What the platform says of messages that it took, a moment after it did. */
const sentReports = ['TEMPLATESENDJOBFINISH', 'MASSSENDJOBFINISH', 'subscribe_msg_sent_event'];
/** Whoever left hears no answer, and a report of the platform has none. */
const unanswered = [
  ...['unsubscribe', 'VIEW', 'subscribe_msg_popup_event', 'subscribe_msg_change_event'],
  ...sentReports,
];
const reportAfterMs = 2000;
/** Who speaks of a mass message: 公众号群发助手. */
const massHelper = 'mphelper';

/** Tells an account what she did; resolves when it was tried and what it answered stands in her chat. */
export async function tellAccount(
  world: World,
  push: AccountPush,
  account: OfficialAccount,
  shopper: Shopper,
  fields: Fields,
): Promise<void> {
  const name = String(fields.Event ?? fields.MsgType);
  const openid = name === 'MASSSENDJOBFINISH' ? massHelper : openidOf(world, shopper, account);
  const seconds = Math.floor(world.clock.now().getTime() / 1000);
  const head = { ToUserName: account.originalId, FromUserName: openid, CreateTime: seconds };
  const body = Object.entries({ ...head, ...fields }).map(([key, value]) => elementOf(key, value));
  const what = { appid: account.appid, shopperId: shopper.id, openid, name, xml: `<xml>${body.join('')}</xml>` };
  const afterMs = sentReports.includes(name) ? reportAfterMs : 0;
  putPushes(world, road, world.faults.get().accountCallbacks, (copy, one) => ({
    ...one,
    ...what,
    dueAt: new Date(Date.parse(one.dueAt) + afterMs).toISOString(),
    answers: copy === 0 && !unanswered.includes(name),
  }));
  await push.now();
  world.schedule.wake();
}

function elementOf(name: string, value: Fields[string]): string {
  if (typeof value !== 'object') return xmlField(name, value);
  const lists = value.inner.map((one) => {
    const inner = Object.entries(one).map(([key, text]) => xmlField(key, text));
    return `<List>${inner.join('')}</List>`;
  });
  return `<${name}>${lists.join('')}</${name}>`;
}

export const openAccountPush = (world: World): AccountPush =>
  openPushes(world, road, async (event) => deliver(world, event));

async function deliver(world: World, event: Event): Promise<void> {
  const account = accountOf(world, event.appid);
  if (!account) return;
  const reply = await pushUntilTaken(
    world,
    () => postOf(world, account, event),
    (status, response) => (status === 200 ? openReply(account, response) : null),
    (opened) => opened,
  );
  if (!event.answers) return;
  const said = reply !== null && reply !== '' && reply !== 'success' ? readReply(reply) : null;
  if (said) say(world, account, event.shopperId, said);
  else if (reply === null) say(world, account, event.shopperId, { title: silent });
}

function postOf(world: World, account: OfficialAccount, event: Event) {
  const { appid, messageToken: token, messageAesKey: aesKey } = account;
  const mode = world.faults.get().accountMode;
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const sealed = mode === 'plain' ? null : seal(event.xml, aesKey, appid);
  const encrypt = sealed === null ? '' : `<Encrypt><![CDATA[${sealed}]]></Encrypt>`;
  return {
    title: `公众号推送 ${event.name}`,
    path: `/wechat/accounts/${appid}`,
    query: new URLSearchParams({
      signature: sign([token, timestamp, nonce]),
      timestamp,
      nonce,
      openid: event.openid,
      ...(sealed === null ? {} : { encrypt_type: 'aes', msg_signature: sign([token, timestamp, nonce, sealed]) }),
    }),
    body:
      mode === 'safe'
        ? `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>${encrypt}</xml>`
        : event.xml.replace('</xml>', `${encrypt}</xml>`),
    request: event.xml,
    type: 'text/xml',
  };
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
