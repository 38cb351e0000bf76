import { createHash, createHmac } from 'node:crypto';
import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { minute, quota, tooFrequent } from '../mp/quota.ts';
import { openidOf, type Shopper, shopperByOpenid, shoppers } from '../phone/shopper.ts';
import { appById, isBound } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import type { World } from '../world/world.ts';
import { takeCode } from './code.ts';
import { lastLoginOf, noteLogin } from './last-login.ts';
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
      const key = sessionKeyOf(world, query.js_code ?? '');
      noteLogin(world, query.appid ?? '', shopper.id, key);
      return { session_key: key, ...identity };
    },
  };
}

function sessionKeyOf(world: World, code: string): string {
  return createHash('md5').update(`${world.seed}/session/${code}`).digest('base64');
}

/** GET /wxa/checksession: whether a session_key is still hers, by what it signs (an empty text). 87009: it is not. */
export const checkSessionEndpoint: MpEndpoint = {
  method: 'GET',
  path: '/wxa/checksession',
  title: '检验登录态',
  token: true,
  answer: (world, { query, app }) => {
    signedBy(world, app, query);
    return { ...ok };
  },
};

/** GET /wxa/resetusersessionkey: ends her session_key, and answers the next. */
export const resetSessionEndpoint: MpEndpoint = {
  method: 'GET',
  path: '/wxa/resetusersessionkey',
  title: '重置登录态',
  token: true,
  answer: (world, { query, app }) => {
    const shopper = signedBy(world, app, query);
    const key = sessionKeyOf(world, `reset-${world.store.next('session-reset')}`);
    noteLogin(world, app.appid, shopper.id, key);
    return { ...ok, openid: query.openid, session_key: key };
  },
};

function signedBy(world: World, app: App, query: { readonly [name: string]: string | undefined }): Shopper {
  const shopper = shopperByOpenid(world, app, query.openid ?? '');
  if (!shopper) throw new MpError(40003, 'invalid openid');
  if (query.sig_method !== 'hmac_sha256') throw new MpError(87008, 'invalid sig_method');
  const key = lastLoginOf(world, app.appid, shopper.id)?.key ?? '';
  if (createHmac('sha256', key).update('').digest('hex') !== query.signature)
    throw new MpError(87009, 'invalid signature');
  return shopper;
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
