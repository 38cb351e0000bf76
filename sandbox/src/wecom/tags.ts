import { isRecord, type Json, textOf, textsOf } from '../world/json.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { changeFriend, friendOf, isFriend } from './friends.ts';

type Tag = {
  readonly id: string;
  readonly name: string;
  readonly groupId: string;
  readonly groupName: string;
  readonly at: number;
};

const tags: TableShape<Tag> = { name: 'wecom-tags', by: ({ groupId }) => groupId };
const mostTags = 10_000;
const mostOfFriend = 3000;

export const tagEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/get_corp_tag_list',
    title: '企业标签库',
    answer: (world, { body }) => {
      const wanted = new Set([...(textsOf(body, 'tag_id') ?? []), ...(textsOf(body, 'group_id') ?? [])]);
      const met = [...world.store.of(tags).all()].filter(
        ({ id, groupId }) => wanted.size === 0 || wanted.has(id) || wanted.has(groupId),
      );
      const groups = [...new Set(met.map(({ groupId }) => groupId))];
      return { ...done, tag_group: groups.map((id) => groupOf(met.filter(({ groupId }) => groupId === id))) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/add_corp_tag',
    title: '添加企业标签',
    answer: (world, { body }) => {
      const table = world.store.of(tags);
      const names = Array.isArray(body.tag)
        ? body.tag.map((one) => (isRecord(one) ? (textOf(one, 'name') ?? '') : ''))
        : [];
      if (names.length === 0 || names.some((name) => name === '' || [...name].length > 30)) throw badParameter('tag');
      const all = [...table.all()];
      if (all.length + names.length > mostTags) throw new WecomError(40126, 'tag count over limit');
      const [id, name] = [textOf(body, 'group_id'), textOf(body, 'group_name')];
      const known = all.find(({ groupId, groupName }) => (id === undefined ? groupName === name : groupId === id));
      if (!known && (id !== undefined || !name || [...name].length > 30))
        throw new WecomError(40068, 'invalid tag group');
      const groupId =
        known?.groupId ?? `et${seeded(world.seed, 'tag-group', world.store.next('tag-group'), 30, lettersAndDigits)}`;
      if (names.some((one) => all.some((tag) => tag.groupId === groupId && tag.name === one)))
        throw new WecomError(40071, 'duplicate tag name');
      const at = Math.floor(world.clock.now().getTime() / 1000);
      const made = names.map((one) => {
        const tag = {
          id: `et${seeded(world.seed, 'tag', world.store.next('wecom-tag'), 30, lettersAndDigits)}`,
          name: one,
          groupId,
          groupName: known?.groupName ?? name ?? '',
          at,
        };
        table.put(tag.id, tag);
        return tag;
      });
      return { ...done, tag_group: groupOf(made) };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/mark_tag',
    title: '编辑客户企业标签',
    answer: (world, { body }) => {
      const [add, remove] = [textsOf(body, 'add_tag') ?? [], textsOf(body, 'remove_tag') ?? []];
      if (add.length + remove.length === 0) throw badParameter('add_tag and remove_tag are empty');
      if ([...add, ...remove].some((id) => !world.store.of(tags).get(id)))
        throw new WecomError(40068, 'invalid tag id');
      const friend = mustBeFriend(world, body);
      const next = [...new Set([...friend.tags, ...add])].filter((id) => !remove.includes(id));
      if (next.length > mostOfFriend) throw new WecomError(40126, 'tag count over limit');
      changeFriend(world, friend, { tags: next });
      return done;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/remark',
    title: '修改客户备注',
    answer: (world, { body }) => {
      const friend = mustBeFriend(world, body);
      const [remark, description] = [textOf(body, 'remark'), textOf(body, 'description')];
      const mobiles = textsOf(body, 'remark_mobiles');
      if (remark === undefined && description === undefined && mobiles === undefined)
        throw badParameter('nothing to change');
      if ([...(remark ?? '')].length > 20 || [...(description ?? '')].length > 150)
        throw badParameter('remark is too long');
      changeFriend(world, friend, {
        ...(remark === undefined ? {} : { remark }),
        ...(description === undefined ? {} : { description }),
        ...(mobiles === undefined ? {} : { mobiles: mobiles.filter((mobile) => mobile !== '') }),
      });
      return done;
    },
  },
];

function mustBeFriend(world: World, body: Json) {
  const friend = friendOf(world, textOf(body, 'userid'), textOf(body, 'external_userid'));
  if (!friend || !isFriend(friend)) throw new WecomError(84061, 'not external contact');
  return friend;
}

export function tagOf(world: World, id: string): Tag | undefined {
  return world.store.of(tags).get(id);
}

function groupOf(met: readonly Tag[]): Json {
  const [first] = met;
  return {
    group_id: first?.groupId,
    group_name: first?.groupName,
    create_time: first?.at,
    order: 1,
    tag: met.map(({ id, name, at }) => ({ id, name, create_time: at, order: 1 })),
  };
}
