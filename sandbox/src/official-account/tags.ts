import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { type Json, recordOf, textOf, textsOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';
import { type Follower, followersOf, namedFollower, putFollower } from './follower.ts';

type Tag = { readonly id: number; readonly appid: string; readonly name: string };

const tags: TableShape<Tag> = { name: 'oa-tags', by: ({ appid }) => appid };
const firstOwn = 100;
const mostTags = 100;
const mostOfUser = 20;
const mostOpenids = 50;

export const tagEndpoints: readonly MpEndpoint[] = [
  {
    method: 'POST',
    path: '/cgi-bin/tags/create',
    title: '公众号：创建标签',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'tags');
      const name = readName(world, account, body);
      if (world.store.of(tags).by(account.appid).length >= mostTags) throw new MpError(45056, 'too many tags');
      const id = firstOwn + world.store.next(`oa-tag/${account.appid}`) - 1;
      world.store.of(tags).put(`${account.appid}/${id}`, { id, appid: account.appid, name });
      return { tag: { id, name } };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/tags/get',
    title: '公众号：标签列表',
    token: true,
    answer: (world, { app }) => {
      const account = allowed(world, app, 'tags');
      const all = followersOf(world, account);
      const count = (id: number) => all.filter((one) => one.tags.includes(id)).length;
      return {
        tags: world.store
          .of(tags)
          .by(account.appid)
          .map(({ id, name }) => ({ id, name, count: count(id) })),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/tags/update',
    title: '公众号：编辑标签',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'tags');
      const tag = mustFind(world, account, recordOf(body, 'tag')?.id);
      world.store.of(tags).put(`${account.appid}/${tag.id}`, { ...tag, name: readName(world, account, body) });
      return ok;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/tags/delete',
    title: '公众号：删除标签',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'tags');
      const { id } = mustFind(world, account, recordOf(body, 'tag')?.id);
      for (const follower of followersOf(world, account))
        if (follower.tags.includes(id))
          putFollower(world, { ...follower, tags: follower.tags.filter((one) => one !== id) });
      world.store.of(tags).drop(`${account.appid}/${id}`);
      return ok;
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/tags/getidlist',
    title: '公众号：用户的标签',
    token: true,
    answer: (world, { body, app }) => {
      const { follower } = namedFollower(world, allowed(world, app, 'tags'), textOf(body, 'openid'));
      return { tagid_list: follower?.tags ?? [] };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/user/tag/get',
    title: '公众号：标签下的用户',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'tags');
      const { id } = mustFind(world, account, body.tagid);
      const openids = followersOf(world, account).flatMap((one) => (one.tags.includes(id) ? [one.openid] : []));
      return { count: openids.length, data: { openid: openids }, next_openid: openids.at(-1) ?? '' };
    },
  },
  marking('/cgi-bin/tags/members/batchtagging', '公众号：批量打标签', (follower, id) => {
    if (!follower.tags.includes(id) && follower.tags.length >= mostOfUser) throw new MpError(45059, 'too many tags');
    return [...new Set([...follower.tags, id])];
  }),
  marking('/cgi-bin/tags/members/batchuntagging', '公众号：批量取消标签', (follower, id) =>
    follower.tags.filter((one) => one !== id),
  ),
];

function marking(
  path: string,
  title: string,
  change: (follower: Follower, id: number) => readonly number[],
): MpEndpoint {
  return {
    method: 'POST',
    path,
    title,
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'tags');
      const { id } = mustFind(world, account, body.tagid);
      const openids = textsOf(body, 'openid_list') ?? [];
      if (openids.length === 0 || openids.length > mostOpenids) throw new MpError(40032, 'invalid openid list size');
      const named = openids.map((openid) => {
        const { follower } = namedFollower(world, account, openid);
        if (!follower?.subscribed) throw new MpError(49003, 'not match openid with appid');
        return follower;
      });
      const changed = named.map((follower) => ({ ...follower, tags: change(follower, id) }));
      world.store.together(() => {
        for (const follower of changed) putFollower(world, follower);
      });
      return ok;
    },
  };
}

function mustFind(world: World, { appid }: OfficialAccount, id: unknown): Tag {
  if (id === 0 || id === 1 || id === 2) throw new MpError(45058, 'can not modify sys tag');
  const tag = world.store.of(tags).get(`${appid}/${String(id)}`);
  if (!tag) throw new MpError(45159, 'invalid tagid');
  return tag;
}

function readName(world: World, { appid }: OfficialAccount, body: Json): string {
  const name = textOf(recordOf(body, 'tag') ?? {}, 'name') ?? '';
  if (name === '') throw new MpError(40058, 'invalid tag name');
  if ([...name].length > 30) throw new MpError(45158, 'tag name too long');
  if (
    world.store
      .of(tags)
      .by(appid)
      .some((tag) => tag.name === name)
  )
    throw new MpError(45157, 'duplicate tag name');
  return name;
}
