import { createHash } from 'node:crypto';
import { type MpEndpoint, MpError } from '../mp/endpoint.ts';
import { minute, quota, tooFrequent } from '../mp/quota.ts';
import { openidOf, type Shopper, shoppers } from '../phone/shopper.ts';
import { appById, isBound } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import type { World } from '../world/world.ts';
import { takeCode } from './code.ts';
import { sameSecret } from './token.ts';

/**
 * GET /sns/jscode2session: a code of wx.login (5 minutes, once, of this very app) → openid, session_key, and the unionid
 * when the app is bound to an open platform. 100 a minute a user.
 */
export function sessionEndpoint(): MpEndpoint {
  const perUser = quota(100, minute);
  return {
    method: 'GET',
    path: '/sns/jscode2session',
    title: '登录：code 换会话',
    contentType: 'text/plain',
    token: false,
    answer: (world, { query }) => {
      const { shopper, identity } = trade(world, 'mini_program', { ...query, code: query.js_code });
      if (!perUser.take(shopper.id, world.clock.now())) throw tooFrequent();
      return {
        session_key: createHash('md5').update(`${world.seed}/session/${query.js_code}`).digest('base64'),
        ...identity,
      };
    },
  };
}

/** GET /sns/oauth2/access_token: the code of an official account's OAuth page → openid and, when bound, unionid. */
export const oauthEndpoint: MpEndpoint = {
  method: 'GET',
  path: '/sns/oauth2/access_token',
  title: '网页授权：code 换身份',
  token: false,
  answer: (world, { query }) => {
    const { identity } = trade(world, 'official_account', query);
    const token = createHash('sha256').update(`${world.seed}/oauth/${query.code}`).digest('base64url');
    return { access_token: token, expires_in: 7200, refresh_token: `${token}r`, scope: 'snsapi_base', ...identity };
  },
};

function trade(
  world: World,
  kind: App['kind'],
  query: { readonly [name: string]: string | undefined },
): { readonly shopper: Shopper; readonly identity: { readonly openid: string; readonly unionid?: string } } {
  if (query.grant_type !== 'authorization_code') throw new MpError(40002, 'invalid grant_type');
  const app = appById(world, query.appid);
  if (app?.kind !== kind) throw new MpError(40013, 'invalid appid');
  if (!sameSecret(query.secret ?? '', app.secret)) throw new MpError(40125, 'invalid appsecret');
  if (!query.code) throw new MpError(41008, 'missing code');
  const id = takeCode(world, 'login', app, query.code, new MpError(40163, 'code been used'));
  const shopper = world.store.of(shoppers).get(id);
  if (!shopper) throw new MpError(40029, 'invalid code');
  const openid = openidOf(world, shopper, app);
  return { shopper, identity: isBound(world, app) ? { openid, unionid: shopper.unionid } : { openid } };
}
