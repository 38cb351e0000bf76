import { shopperByOpenid, shoppers } from '../phone/shopper.ts';
import { isBound, mainApp } from '../world/apps.ts';
import { type Json, textOf } from '../world/json.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';
import { crowdBetween, crowdIds, crowdSize, ofCrowd } from './crowd.ts';
import { badParameter, done, type WecomEndpoint, WecomError } from './endpoint.ts';
import { customersOf, externalOf, type Friend, friendsOf, shopperOfExternal } from './friends.ts';
import { readUsers } from './people.ts';
import { tagOf } from './tags.ts';

const WECHAT_USER = 1;
/** Members who have her in one answer. Source: document/path/92114 */
const MOST_FOLLOWERS = 500;

export const customerEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'GET',
    path: '/cgi-bin/externalcontact/list',
    title: '成员的客户列表',
    answer: (world, { query }) => {
      if (!staffOf(world, query.userid)) throw new WecomError(40003, 'invalid userid');
      const userid = query.userid ?? '';
      const hers = [...customersOf(world, userid).map((friend) => friend.externalUserid), ...crowdIds(world, userid)];
      if (hers.length === 0) throw new WecomError(84061, 'not external contact');
      return { ...done, external_userid: hers };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/externalcontact/get',
    title: '客户详情',
    answer: (world, { query }) => {
      const old = ofCrowd(world, query.external_userid);
      if (old) return { ...done, external_contact: old.contact, follow_user: [{ ...old.follow, tags: [] }] };
      const shopper = shopperOfExternal(world, query.external_userid);
      if (!shopper) throw new WecomError(40096, 'invalid external userid');
      const followers = friendsOf(world, shopper.id);
      if (followers.length === 0) throw new WecomError(84061, 'not external contact');
      const from = Number(query.cursor || 0);
      return {
        ...done,
        external_contact: contactOf(world, shopper.id),
        follow_user: followers.slice(from, from + MOST_FOLLOWERS).map((friend) => ({
          ...followOf(friend),
          tags: friend.tags.flatMap((id) => {
            const tag = tagOf(world, id);
            return tag ? [{ group_name: tag.groupName, tag_name: tag.name, tag_id: id, type: 1 }] : [];
          }),
        })),
        ...(from + MOST_FOLLOWERS < followers.length ? { next_cursor: String(from + MOST_FOLLOWERS) } : {}),
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/externalcontact/batch/get_by_user',
    title: '批量获取客户详情',
    answer: (world, { body }) => {
      const users = readUsers(world, body.userid_list, 100);
      const limit = body.limit ?? 50;
      if (typeof limit !== 'number' || limit < 1 || limit > 100) throw badParameter('limit');
      const all = users.flatMap((userid) => customersOf(world, userid));
      const from = Number(body.cursor || 0);
      const rows = all.slice(from, from + limit).map((friend) => ({
        external_contact: contactOf(world, friend.shopperId),
        follow_info: { ...followOf(friend), tag_id: friend.tags },
      }));
      // Behind those with phones come those from before, of one member after the other.
      let first = all.length;
      for (const userid of users) {
        for (const { contact, follow } of crowdBetween(world, userid, from - first, from + limit - first))
          rows.push({ external_contact: contact, follow_info: { ...follow, tag_id: [] } });
        first += crowdSize(world, userid);
      }
      return {
        ...done,
        external_contact_list: rows,
        next_cursor: from + limit < first ? String(from + limit) : '',
      };
    },
  },
  {
    method: 'POST',
    path: '/cgi-bin/idconvert/unionid_to_external_userid',
    title: 'unionid 换 external_userid',
    answer: (world, { body }) => {
      const [unionid, openid] = [textOf(body, 'unionid') ?? '', textOf(body, 'openid') ?? ''];
      const shopper = [...world.credentials.apps]
        .map((app) => shopperByOpenid(world, app, openid))
        .find((found) => found?.unionid === unionid);
      if (!shopper) throw new WecomError(40097, 'invalid args');
      if (friendsOf(world, shopper.id).length > 0) return { ...done, external_userid: externalOf(world, shopper) };
      return { ...done, pending_id: `pd${seeded(world.seed, 'pending', shopper.number, 30, lettersAndDigits)}` };
    },
  },
];

function contactOf(world: World, shopperId: string): Json {
  const shopper = world.store.of(shoppers).get(shopperId);
  if (!shopper) return {};
  return {
    external_userid: externalOf(world, shopper),
    name: shopper.label,
    type: WECHAT_USER,
    avatar: '',
    gender: 0,
    // Told where the corp is bound to the same open platform as the mini program.
    ...(isBound(world, mainApp(world)) ? { unionid: shopper.unionid } : {}),
  };
}

function followOf({ userid, remark, description, createdAt, mobiles, addWay, state }: Friend): Json {
  return {
    userid,
    remark,
    description,
    createtime: Math.floor(Date.parse(createdAt) / 1000),
    remark_mobiles: mobiles,
    add_way: addWay,
    oper_userid: userid,
    ...(state === '' ? {} : { state }),
  };
}
