import { WechatError } from '../errors.ts';
import {
  type JsonObject,
  numberAt,
  numberOrNull,
  objectAt,
  objectOrEmpty,
  objectsAt,
  textAt,
  textOrNull,
} from '../json.ts';
import type { JoinWay, Wecom, WecomGroup } from './client.ts';

type Post = (path: string, body: JsonObject, repeatable?: boolean) => Promise<JsonObject>;

/** 客户群. Source: document/path/92120, 92122, 99547 */
export function groupCalls(
  post: Post,
): Pick<Wecom, 'groups' | 'group' | 'addJoinWay' | 'updateJoinWay' | 'groupsOfJoinWay' | 'deleteJoinWay'> {
  const ask = async (verb: string, body: JsonObject, repeatable = true) =>
    post(`externalcontact/groupchat/${verb}`, body, repeatable);
  return {
    groups: async (cursor) => {
      const answer = await ask('list', { status_filter: 0, limit: PAGE, ...(cursor === null ? {} : { cursor }) });
      const chatIds = objectsAt(answer, 'group_chat_list').map((one) => textAt(one, 'chat_id'));
      return { chatIds, next: textOrNull(answer, 'next_cursor') };
    },
    group: async (chatId) => {
      try {
        return readGroup(objectAt(await ask('get', { chat_id: chatId, need_name: 1 }), 'group_chat'));
      } catch (error) {
        if (error instanceof WechatError && NO_GROUP.includes(error.errcode)) return null;
        throw error;
      }
    },
    addJoinWay: async (way) => {
      const configId = textAt(await ask('add_join_way', bodyOf(way), false), 'config_id');
      const made = objectAt(await ask('get_join_way', { config_id: configId }), 'join_way');
      return { configId, picture: textAt(made, 'qr_code') };
    },
    updateJoinWay: async (configId, way) => {
      await ask('update_join_way', { config_id: configId, ...bodyOf(way) });
    },
    groupsOfJoinWay: async (configId) => {
      const { chat_id_list: chats } = objectAt(await ask('get_join_way', { config_id: configId }), 'join_way');
      return Array.isArray(chats) ? chats.filter((one): one is string => typeof one === 'string') : [];
    },
    deleteJoinWay: async (configId) => {
      await ask('del_join_way', { config_id: configId });
    },
  };
}

const PAGE = 1000;
/** Dismissed, or nobody's. */
const NO_GROUP = [49008, 40050];
const QR = 2;

function bodyOf({ chatIds, state, remark, another }: JoinWay): JsonObject {
  // WeCom makes groups unless it is told not to.
  const rooms = another === null ? {} : { room_base_name: another.name, room_base_id: another.from };
  return { scene: QR, chat_id_list: [...chatIds], state, remark, auto_create_room: another === null ? 0 : 1, ...rooms };
}

function readGroup(group: JsonObject): WecomGroup {
  return {
    chatId: textAt(group, 'chat_id'),
    // A group that nobody has named has none.
    name: textOrNull(group, 'name') ?? '',
    owner: textOrNull(group, 'owner') ?? '',
    notice: textOrNull(group, 'notice') ?? '',
    createdAt: at(group, 'create_time'),
    members: objectsAt(group, 'member_list').map((one) => ({
      userid: textAt(one, 'userid'),
      isStaff: numberAt(one, 'type') === 1,
      name: textOrNull(one, 'name') ?? '',
      unionid: textOrNull(one, 'unionid'),
      joinedAt: at(one, 'join_time'),
      scene: numberOrNull(one, 'join_scene') ?? 0,
      invitor: textOrNull(objectOrEmpty(one, 'invitor'), 'userid'),
      state: textOrNull(one, 'state'),
    })),
  };
}

const at = (object: JsonObject, key: string): Date => new Date(numberAt(object, key) * 1000);
