import { createHash } from 'node:crypto';
import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { minute, quota, tooFrequent } from '../mp/quota.ts';
import { shoppers } from '../phone/shopper.ts';
import { takeCode } from './code.ts';
import { sameSecret } from './token.ts';

/** GET /sns/jscode2session: a code of wx.login (5 minutes, once) → openid, session_key, unionid. 100 a minute a user. */
export function sessionEndpoint(): MpEndpoint {
  const perUser = quota(100, minute);
  return {
    method: 'GET',
    path: '/sns/jscode2session',
    title: '登录：code 换会话',
    token: false,
    answer: (world, { query }) => {
      if (query.grant_type !== 'authorization_code') throw new MpError(40002, 'invalid grant_type');
      if (query.appid !== world.credentials.appid) throw new MpError(40013, 'invalid appid');
      if (!sameSecret(query.secret ?? '', world.credentials.appSecret)) throw new MpError(40125, 'invalid appsecret');
      if (!query.js_code) throw new MpError(41008, 'missing code');
      const id = takeCode(world, 'login', query.js_code, new MpError(40163, 'code been used'));
      const shopper = world.store.of(shoppers).get(id);
      if (!shopper) throw new MpError(40029, 'invalid code');
      if (!perUser.take(id, world.clock.now())) throw tooFrequent();
      return {
        session_key: createHash('md5').update(`${world.seed}/session/${query.js_code}`).digest('base64'),
        openid: shopper.openid,
        unionid: shopper.unionid,
      };
    },
  };
}
