import { toBuffer } from 'qrcode';
import type { Shopper } from '../phone/shopper.ts';
import { type Json, textOf, textsOf } from '../world/json.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { type Group, groupOf, hasRoom, isIn, joinGroup, makeGroup } from './groups.ts';
import type { Deliver } from './push.ts';
import { mayMakeWay } from './way-quota.ts';

/** 加入群聊: a code that leads into the first of its groups with room. */
type JoinWay = {
  readonly config_id: string;
  readonly scene: 1 | 2;
  readonly remark: string;
  readonly auto_create_room: 0 | 1;
  readonly room_base_name: string;
  readonly room_base_id: number;
  readonly chat_id_list: readonly string[];
  readonly state: string;
  readonly mark_source: boolean;
  /** What the code says. */
  readonly key: string;
  /** Groups that it made by itself. */
  readonly made: number;
};

const ways: TableShape<JoinWay> = { name: 'wecom-join-ways' };
const byKey: TableShape<string> = { name: 'wecom-join-keys' };
const mostGroups = 5;
const longest = 30;
const longestBaseName = 40;

const at = (verb: string) => `/cgi-bin/externalcontact/groupchat/${verb}_join_way`;

/** Source: document/path/99547 */
export const joinWayEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: at('add'),
    title: '配置「加入群聊」',
    answer: (world, { body }) => {
      mayMakeWay(world);
      const number = world.store.next('join-way');
      const way: JoinWay = {
        config_id: seeded(world.seed, 'join-way', number, 32, 'abcdef0123456789'),
        key: `gc${seeded(world.seed, 'join-key', number, 16, lettersAndDigits)}`,
        made: 0,
        ...readWay(world, body),
      };
      world.store.together(() => {
        world.store.of(ways).put(way.config_id, way);
        world.store.of(byKey).put(way.key, way.config_id);
      });
      world.bus.tell({ topic: 'codes' });
      return { ...done, config_id: way.config_id };
    },
  },
  {
    method: 'POST',
    path: at('get'),
    title: '获取「加入群聊」',
    answer: (world, { body }) => {
      const { key, made: _, ...way } = found(world, body);
      return { ...done, join_way: { ...way, qr_code: `${world.serverUrl}/sandbox/wecom/group-qr/${key}.png` } };
    },
  },
  {
    // What is left out is not kept: the whole is said anew.
    method: 'POST',
    path: at('update'),
    title: '更新「加入群聊」',
    answer: (world, { body }) => {
      const way = found(world, body);
      world.store.of(ways).put(way.config_id, { ...way, ...readWay(world, body) });
      return done;
    },
  },
  {
    method: 'POST',
    path: at('del'),
    title: '删除「加入群聊」',
    answer: (world, { body }) => {
      const { config_id, key } = found(world, body);
      world.store.of(ways).drop(config_id);
      world.store.of(byKey).drop(key);
      return done;
    },
  },
];

function found(world: World, body: Json): JoinWay {
  const way = world.store.of(ways).get(textOf(body, 'config_id') ?? '');
  if (!way) throw new WecomError(41044, 'invalid config_id');
  return way;
}

function readWay(world: World, body: Json): Omit<JoinWay, 'config_id' | 'key' | 'made'> {
  const { scene, auto_create_room: auto = 1, room_base_id: baseId = 1 } = body;
  if (scene !== 1 && scene !== 2) throw new WecomError(41040, 'invalid join way scene');
  if (auto !== 0 && auto !== 1) throw badParameter('auto_create_room');
  if (typeof baseId !== 'number' || !Number.isInteger(baseId) || baseId < 0) throw badParameter('room_base_id');
  const chats = textsOf(body, 'chat_id_list') ?? [];
  if (chats.length === 0) throw badParameter('chat_id_list');
  if (chats.length > mostGroups) throw new WecomError(41091, 'chat_id_list is too long');
  for (const chat of chats) if (!groupOf(world, chat)) throw new WecomError(40050, 'invalid chat id');
  const text = (name: string, most: number) => {
    const value = textOf(body, name) ?? '';
    if ([...value].length > most) throw badParameter(name);
    return value;
  };
  return {
    scene,
    remark: text('remark', longest),
    auto_create_room: auto,
    room_base_name: text('room_base_name', longestBaseName),
    room_base_id: baseId,
    chat_id_list: chats,
    state: text('state', longest),
    mark_source: body.mark_source !== false,
  };
}

const wayByKey = (world: World, key: string) => world.store.of(ways).get(world.store.of(byKey).get(key) ?? '');

export type ScannedGroup =
  | { readonly outcome: 'unknown' | 'full' }
  /** `made`: there is none with room, and whoever joins makes one. */
  | { readonly outcome: 'shown'; readonly group: Group; readonly isIn: boolean; readonly made: boolean };

/** What a phone shows that reads the code. */
export function readJoinWay(world: World, shopper: Shopper, key: string): ScannedGroup {
  const way = wayByKey(world, key);
  if (!way) return { outcome: 'unknown' };
  const there = way.chat_id_list.flatMap((chatId) => groupOf(world, chatId) ?? []);
  const hers = there.find(({ chatId }) => isIn(world, chatId, shopper));
  if (hers) return { outcome: 'shown', group: hers, isIn: true, made: false };
  const free = there.find(({ chatId }) => hasRoom(world, chatId));
  if (free) return { outcome: 'shown', group: free, isIn: false, made: false };
  const last = there.at(-1);
  if (!last || way.auto_create_room === 0) return { outcome: 'full' };
  return { outcome: 'shown', group: { ...last, name: nextName(way, last) }, isIn: false, made: true };
}

/** She taps 加入群聊. Of a code whose groups are full another group is made first, by whose group was the last. */
export async function joinByWay(world: World, deliver: Deliver, shopper: Shopper, key: string): Promise<Group | null> {
  const way = wayByKey(world, key);
  const scanned = readJoinWay(world, shopper, key);
  if (!way || scanned.outcome !== 'shown') return null;
  if (scanned.isIn) return scanned.group;
  const group = scanned.made ? await another(world, deliver, way, scanned.group) : scanned.group;
  if (!group || !(await joinGroup(world, deliver, group, shopper, { scene: 3, state: way.state }))) return null;
  return group;
}

const nextName = ({ room_base_name, room_base_id, made }: JoinWay, last: Group) =>
  room_base_name === '' ? last.name : `${room_base_name}${room_base_id + made}`;

async function another(world: World, deliver: Deliver, way: JoinWay, { owner, name }: Group): Promise<Group | null> {
  const group = await makeGroup(world, deliver, owner, name);
  const now = world.store.of(ways).get(way.config_id);
  if (!group || !now) return group;
  // Nobody says what becomes of a sixth: here the oldest makes room for it.
  const chats = [...now.chat_id_list, group.chatId].slice(-mostGroups);
  world.store.of(ways).put(now.config_id, { ...now, chat_id_list: chats, made: now.made + 1 });
  return group;
}

const linkOf = (world: World, key: string) => `${world.serverUrl}/sandbox/wecom/join/${key}`;

/** The picture at `qr_code`; null for one that was deleted. */
export async function drawJoinWay(world: World, key: string): Promise<Buffer | null> {
  if (!wayByKey(world, key)) return null;
  return toBuffer(linkOf(world, key), { type: 'png', width: 480, errorCorrectionLevel: 'M', margin: 2 });
}

/** The newest ones, for the scanner of the phones. */
export function recentJoinWays(world: World): readonly { readonly url: string; readonly name: string }[] {
  return [...world.store.of(ways).all()]
    .slice(-20)
    .reverse()
    .map(({ key, chat_id_list }) => ({
      url: linkOf(world, key),
      name: `进群 · ${chat_id_list.map((chat) => groupOf(world, chat)?.name ?? chat).join('、')}`,
    }));
}
