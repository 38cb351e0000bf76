import { type Json, recordOf, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';

/** What the corp's app told a member: a card of her workbench. */
export type AppMessage = {
  readonly id: string;
  readonly userid: string;
  readonly title: string;
  readonly description: string;
  readonly url: string | null;
  readonly button: string;
  readonly at: string;
};

const messages: TableShape<AppMessage> = { name: 'wecom-app-messages', by: ({ userid }) => userid };
const keptPerMember = 200;
const mostUsers = 1000;
const longestTextBytes = 2048;
const longestTitleBytes = 128;
const longestDescriptionBytes = 512;
/** Beyond these the platform drops what it is given, and says nothing. Source: document/path/90454 */
const perMinute = 30;
const perHour = 1000;
/** The same message to the same members is sent once in this time where it was asked for. */
const defaultCheckSeconds = 1800;

/** POST message/send: text or textcard to members of the corp. 81013 where none of them may see the app. */
export function appMessageEndpoint(): WecomEndpoint {
  const sent = new Map<string, number>();
  return {
    method: 'POST',
    path: '/cgi-bin/message/send',
    title: '发送应用消息',
    answer: (world, { body }) => {
      if (String(body.agentid ?? '') !== world.credentials.corp.agentid) throw new WecomError(40056, 'invalid agentid');
      const asked = (textOf(body, 'touser') ?? '').split('|').filter((userid) => userid !== '');
      if (asked.length === 0 || asked.length > mostUsers) throw new WecomError(40031, 'invalid userid list');
      const users = asked.filter((userid) => staffOf(world, userid)?.active);
      if (users.length === 0) throw new WecomError(81013, 'user & party & tag all invalid');
      const shown = readMessage(body);
      const id = `app${world.store.next('wecom-app-message')}`;
      if (!isDuplicate(world, sent, body)) for (const userid of users) post(world, { ...shown, id, userid });
      const invalid = asked.filter((userid) => !users.includes(userid));
      return { ...done, ...(invalid.length > 0 ? { invaliduser: invalid.join('|') } : {}), msgid: id };
    },
  };
}

function readMessage(body: Json): Pick<AppMessage, 'title' | 'description' | 'url' | 'button'> {
  const type = textOf(body, 'msgtype');
  const what = recordOf(body, type ?? '') ?? {};
  if (type === 'text') {
    const content = textOf(what, 'content') ?? '';
    if (content === '') throw new WecomError(44004, 'text content is empty');
    // Longer ones are cut, not refused.
    const cut = Buffer.from(content).subarray(0, longestTextBytes).toString('utf8').replace(/�$/, '');
    return { title: cut, description: '', url: null, button: '' };
  }
  if (type !== 'textcard') throw new WecomError(40008, 'invalid message type');
  const [title, description, url] = [textOf(what, 'title'), textOf(what, 'description'), textOf(what, 'url')];
  if (!title || Buffer.byteLength(title) > longestTitleBytes) throw badParameter('textcard.title');
  if (!description || Buffer.byteLength(description) > longestDescriptionBytes)
    throw badParameter('textcard.description');
  if (!url || !URL.canParse(url)) throw badParameter('textcard.url');
  return { title, description: description.replace(/<[^>]+>/g, ''), url, button: textOf(what, 'btntxt') ?? '详情' };
}

function isDuplicate(world: World, sent: Map<string, number>, body: Json): boolean {
  if (body.enable_duplicate_check !== 1) return false;
  const seconds = Number(body.duplicate_check_interval ?? defaultCheckSeconds);
  const now = world.clock.now().getTime();
  const key = JSON.stringify([body.touser, body.msgtype, body[String(body.msgtype)]]);
  const last = sent.get(key);
  if (last !== undefined && now - last < seconds * 1000) return true;
  sent.set(key, now);
  return false;
}

function post(world: World, message: Omit<AppMessage, 'at'>): void {
  const table = world.store.of(messages);
  const older = table.by(message.userid);
  const now = world.clock.now();
  const within = (ms: number) => older.filter(({ at }) => now.getTime() - Date.parse(at) < ms).length;
  if (within(60_000) >= perMinute || within(3_600_000) >= perHour) return;
  world.store.together(() => {
    for (const old of older.slice(0, Math.max(older.length + 1 - keptPerMember, 0))) table.drop(keyOf(old));
    table.put(keyOf(message), { ...message, at: now.toISOString() });
  });
  world.bus.tell({ topic: 'wecom' });
}

const keyOf = ({ id, userid }: Pick<AppMessage, 'id' | 'userid'>): string => `${id}/${userid}`;

/** The newest first. */
export function appMessagesOf(world: World, userid: string): readonly AppMessage[] {
  return world.store.of(messages).by(userid).toReversed();
}
