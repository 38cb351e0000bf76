import { shoppers } from '../phone/shopper.ts';
import { isBound, mainApp } from '../world/apps.ts';
import { type Json, recordOf, textOf, textsOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { allStaff } from './corp.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { allGroups, type GroupMember, groupOf, groups, membersOf, nameOfMember } from './groups.ts';

const mostOwners = 100;
const mostOfPage = 1000;
/** Of more members than this nobody lists the groups without naming owners. */
const mostStaff = 1000;
const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);

/** Source: document/path/92120, 92122 */
export const groupEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/list',
    title: '客户群列表',
    answer: (world, { body }) => {
      const { limit, status_filter: status = 0 } = body;
      if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > mostOfPage)
        throw badParameter('limit');
      if (typeof status !== 'number' || ![0, 1, 2, 3].includes(status)) throw badParameter('status_filter');
      const owners = textsOf(recordOf(body, 'owner_filter') ?? {}, 'userid_list') ?? [];
      if (owners.length > mostOwners) throw badParameter('owner_filter.userid_list');
      if (owners.length === 0 && allStaff(world).length > mostStaff)
        throw new WecomError(81017, 'unauthorized staff over limit');
      // Nobody of this corp has left it, so every group is a normal one.
      const all = allGroups(world).filter(({ owner }) => owners.length === 0 || owners.includes(owner));
      const met = status === 0 ? all : [];
      const from = Number(textOf(body, 'cursor') || 0);
      if (!Number.isInteger(from) || from < 0) throw badParameter('cursor');
      const page = met.slice(from, from + limit);
      return {
        ...done,
        group_chat_list: page.map(({ chatId }) => ({ chat_id: chatId, status: 0 })),
        ...(from + page.length < met.length ? { next_cursor: String(from + page.length) } : {}),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/groupchat/get',
    title: '客户群详情',
    answer: (world, { body }) => {
      const chatId = textOf(body, 'chat_id') ?? '';
      const group = groupOf(world, chatId);
      if (!group)
        throw world.store.of(groups).get(chatId)
          ? new WecomError(49008, 'group has been dismissed')
          : new WecomError(40050, 'invalid chat id');
      const { name, owner, createdAt, notice, version } = group;
      const named = body.need_name === 1;
      return {
        ...done,
        group_chat: {
          ...{ chat_id: chatId, name, owner, create_time: seconds(createdAt), notice },
          member_list: membersOf(world, chatId).map((member) => shown(world, member, named)),
          admin_list: [],
          member_version: version,
        },
      };
    },
  },
];

function shown(world: World, member: GroupMember, named: boolean): Json {
  const { userid, shopperId, joinedAt, scene, invitor, state } = member;
  const shopper = shopperId === null ? undefined : world.store.of(shoppers).get(shopperId);
  return {
    userid,
    type: shopperId === null ? 1 : 2,
    ...(shopper && isBound(world, mainApp(world)) ? { unionid: shopper.unionid } : {}),
    join_time: seconds(joinedAt),
    join_scene: scene,
    ...(invitor === null ? {} : { invitor: { userid: invitor } }),
    group_nickname: '',
    ...(named ? { name: nameOfMember(world, member) } : {}),
    ...(scene === 3 && state !== '' ? { state } : {}),
  };
}
