import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { isBound } from '../world/apps.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import { isRecord, type Json, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { allowed } from './account.ts';
import { followersOf, namedFollower, putFollower } from './follower.ts';

const mostInBatch = 100;
const mostInPage = 10_000;

export const userEndpoints: readonly MpEndpoint[] = [
  {
    method: 'GET',
    path: '/cgi-bin/user/info',
    title: '公众号：用户信息',
    token: true,
    answer: (world, { query, app }) => describe(world, allowed(world, app, 'users'), query.openid),
  },
  {
    method: 'POST',
    path: '/cgi-bin/user/info/batchget',
    title: '公众号：批量用户信息',
    token: true,
    answer: (world, { body, app }) => {
      const account = allowed(world, app, 'users');
      const asked = Array.isArray(body.user_list) ? body.user_list.filter(isRecord) : [];
      if (asked.length === 0) throw new MpError(40031, 'invalid openid list');
      if (asked.length > mostInBatch) throw new MpError(40032, 'invalid openid list size');
      return { user_info_list: asked.map((one) => describe(world, account, textOf(one, 'openid'))) };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/user/get',
    title: '公众号：关注者列表',
    token: true,
    answer: (world, { query, app }) => {
      const all = followersOf(world, allowed(world, app, 'users')).map(({ openid }) => openid);
      const after = query.next_openid ? all.indexOf(query.next_openid) + 1 : 0;
      if (query.next_openid && after === 0) throw new MpError(40003, 'invalid openid');
      const page = all.slice(after, after + mostInPage);
      const found = page.length === 0 ? {} : { data: { openid: page } };
      return { total: all.length, count: page.length, ...found, next_openid: page.at(-1) ?? '' };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/user/info/updateremark',
    title: '公众号：设置用户备注',
    token: true,
    answer: (world, { body, app }) => {
      const { follower } = namedFollower(world, allowed(world, app, 'users'), textOf(body, 'openid'));
      const remark = textOf(body, 'remark') ?? '';
      if ([...remark].length >= 30) throw new MpError(40058, 'invalid remark');
      if (!follower?.subscribed) throw new MpError(43004, 'require subscribe');
      putFollower(world, { ...follower, remark });
      return ok;
    },
  },
];

/** Name and picture are empty for everybody since 2021-12-27; who follows no more is told by openid (and unionid) alone. */
function describe(world: World, account: OfficialAccount, openid: string | undefined): Json {
  const { shopper, follower } = namedFollower(world, account, openid);
  const union = isBound(world, account) ? { unionid: shopper.unionid } : {};
  if (!follower?.subscribed) return { subscribe: 0, openid, ...union, tagid_list: [] };
  return {
    subscribe: 1,
    openid,
    nickname: '',
    sex: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: Math.floor(Date.parse(follower.subscribedAt) / 1000),
    ...union,
    remark: follower.remark,
    groupid: follower.tags[0] ?? 0,
    tagid_list: follower.tags,
    subscribe_scene: follower.scene,
    qr_scene: follower.qrScene,
    qr_scene_str: follower.qrSceneStr,
  };
}
