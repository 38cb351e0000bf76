import { isRecord, type Json, recordOf, textOf, textsOf } from '../../world/json.ts';
import { seeded, urlSafe } from '../../world/seed.ts';
import type { World } from '../../world/world.ts';
import { staffOf } from '../corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from '../endpoint.ts';
import { customersOf, friendOf, isFriend } from '../friends.ts';
import { allGroups } from '../groups.ts';
import { readParts } from '../parts.ts';
import {
  type ChatType,
  isTold,
  latestOf,
  type MassMessage,
  massMessages,
  massTasks,
  putMass,
  taskKey,
} from './message.ts';

const mostCustomers = 10_000;
const mostGroups = 2000;
const dayMs = 86_400_000;
const mostReminders = 3;

/** 群发: source document/path/92135 (2025-11-17), 93338, 97610, 97611. */
export const massEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/add_msg_template',
    title: '创建企业群发',
    losable: true,
    answer: (world, { body }) => {
      const chatType = readChatType(body.chat_type ?? 'single');
      const parts = readParts(world, body);
      const { targets, failed } = chatType === 'group' ? chosenGroups(world, body) : chosen(world, body);
      if (targets.size === 0) throw new WecomError(41048, 'no customer to send');
      const msgid = `msg${seeded(world.seed, 'mass', world.store.next('wecom-mass'), 29, urlSafe)}`;
      putMass(
        world,
        {
          msgid,
          chatType,
          madeBy: 'corp',
          creator: '',
          createdAt: world.clock.now().toISOString(),
          text: textOf(recordOf(body, 'text') ?? {}, 'content') ?? '',
          attachments: Array.isArray(body.attachments) ? body.attachments.filter(isRecord) : [],
          parts,
          cancelledAt: null,
          remindedAt: [],
        },
        targets,
      );
      return { ...done, fail_list: failed, msgid };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_groupmsg_list_v2',
    title: '群发记录列表',
    answer: (world, { body }) => {
      const { start_time: start, end_time: end } = body;
      if (typeof start !== 'number' || typeof end !== 'number' || end < start || end - start > 31 * 86_400)
        throw badParameter('start_time, end_time: at most a month');
      const type = readChatType(body.chat_type);
      const filter = body.filter_type ?? 2;
      const met = [...world.store.of(massMessages).all()]
        .filter(({ chatType }) => chatType === type)
        .filter(({ createdAt }) => Date.parse(createdAt) >= start * 1000 && Date.parse(createdAt) < (end + 1) * 1000)
        .filter(({ creator }) => body.creator === undefined || body.creator === creator)
        .filter(({ madeBy }) => filter === 2 || (filter === 0) === (madeBy === 'corp'));
      const page = pageOf(met, body, 100, 50);
      return { ...done, next_cursor: page.next, group_msg_list: page.rows.map(told) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_groupmsg_task',
    title: '群发成员发送任务',
    answer: (world, { body }) => {
      const { msgid } = found(world, body);
      const page = pageOf(world.store.of(massTasks).by(msgid), body, 1000, 500);
      return {
        ...done,
        next_cursor: page.next,
        task_list: page.rows.map((task) => ({
          userid: task.userid,
          ...(isTold(world, task) ? { status: 2, send_time: secondsOf(task.confirmedAt) } : { status: 0 }),
        })),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_groupmsg_send_result',
    title: '企业群发成员执行结果',
    answer: (world, { body }) => {
      const { msgid, chatType } = found(world, body);
      const task = world.store.of(massTasks).get(taskKey(msgid, textOf(body, 'userid') ?? ''));
      if (!task) throw new WecomError(40003, 'invalid userid');
      const page = pageOf(task.targets, body, 1000, 500);
      const { userid } = task;
      return {
        ...done,
        next_cursor: page.next,
        send_list: page.rows.map((target) => {
          const status = isTold(world, task) ? (task.results[target] ?? 0) : 0;
          const who = chatType === 'group' ? { chat_id: target } : { external_userid: target };
          return { ...who, userid, status, ...(status === 1 ? { send_time: secondsOf(task.confirmedAt) } : {}) };
        }),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/remind_groupmsg_send',
    title: '提醒成员群发',
    answer: (world, { body }) => {
      const message = found(world, body);
      if (message.cancelledAt !== null) throw new WecomError(41093, 'group msg has been cancelled');
      const now = world.clock.now();
      const recent = message.remindedAt.filter((at) => now.getTime() - Date.parse(at) < dayMs);
      if (recent.length >= mostReminders) throw new WecomError(41094, 'remind over limit');
      put(world, { ...message, remindedAt: [...recent, now.toISOString()] });
      return done;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/cancel_groupmsg_send',
    title: '停止企业群发',
    answer: (world, { body }) => {
      const message = found(world, body);
      put(world, { ...message, cancelledAt: message.cancelledAt ?? world.clock.now().toISOString() });
      return done;
    },
  },
];

type Chosen = { readonly targets: ReadonlyMap<string, readonly string[]>; readonly failed: readonly string[] };

/** Who writes to whom: the sender that was named; without one, of the members who have her whoever wrote to her last. */
function chosen(world: World, body: Json): Chosen {
  const sender = textOf(body, 'sender') || undefined;
  const customers = textsOf(body, 'external_userid') ?? [];
  if (sender === undefined && customers.length === 0) throw badParameter('external_userid and sender are empty');
  if (customers.length > mostCustomers) throw badParameter('external_userid: too many');
  if (sender !== undefined && !staffOf(world, sender)) throw new WecomError(40003, 'invalid userid');
  if (sender !== undefined && !staffOf(world, sender)?.canContact)
    throw new WecomError(84074, 'no external contact permission');
  const asked =
    customers.length > 0 ? customers : customersOf(world, sender ?? '').map(({ externalUserid }) => externalUserid);
  const ownChoice = world.faults.get().wecomMassChoice === 'latest';
  const targets = new Map<string, string[]>();
  const failed: string[] = [];
  for (const external of new Set(asked)) {
    const friend = friendOf(world, sender, external);
    const hers = sender !== undefined && friend !== undefined && isFriend(friend) ? sender : undefined;
    const userid = sender === undefined || ownChoice ? latestOf(world, external) : hers;
    if (userid === undefined) failed.push(external);
    else targets.set(userid, [...(targets.get(userid) ?? []), external]);
  }
  return { targets, failed };
}

/** Groups are written to by their owner alone: those that are named, or all of hers. */
function chosenGroups(world: World, body: Json): Chosen {
  const sender = textOf(body, 'sender') ?? '';
  const chats = textsOf(body, 'chat_id_list') ?? [];
  if (sender === '') throw badParameter('sender');
  if (chats.length > mostGroups) throw badParameter('chat_id_list: too many');
  if (!staffOf(world, sender)) throw new WecomError(40003, 'invalid userid');
  const hers = new Set(allGroups(world).flatMap(({ chatId, owner }) => (owner === sender ? [chatId] : [])));
  const asked = chats.length > 0 ? [...new Set(chats)] : [...hers];
  const good = asked.filter((chatId) => hers.has(chatId));
  const failed = asked.filter((chatId) => !hers.has(chatId));
  return { targets: new Map(good.length > 0 ? [[sender, good]] : []), failed };
}

function found(world: World, body: Json): MassMessage {
  const message = world.store.of(massMessages).get(textOf(body, 'msgid') ?? '');
  if (!message) throw badParameter('msgid');
  return message;
}

function put(world: World, message: MassMessage): void {
  world.store.of(massMessages).put(message.msgid, message);
  world.bus.tell({ topic: 'wecom' });
}

function readChatType(value: unknown): ChatType {
  if (value !== 'single' && value !== 'group') throw badParameter('chat_type');
  return value;
}

function told({ msgid, madeBy, creator, createdAt, text, attachments }: MassMessage): Json {
  return {
    msgid,
    ...(creator === '' ? {} : { creator }),
    create_time: String(secondsOf(createdAt)),
    create_type: madeBy === 'corp' ? 0 : 1,
    ...(text === '' ? {} : { text: { content: text } }),
    attachments,
  };
}

const secondsOf = (at: string | null): number => Math.floor(Date.parse(at ?? '') / 1000);

/** By limit and cursor; the last page has an empty cursor. */
export function pageOf<Row>(rows: readonly Row[], body: Json, most: number, usual: number) {
  const limit = body.limit ?? usual;
  if (typeof limit !== 'number' || limit < 1 || limit > most) throw badParameter('limit');
  const from = Number(body.cursor || 0);
  const page = rows.slice(from, from + limit);
  return { rows: page, next: from + page.length < rows.length ? String(from + page.length) : '' };
}
