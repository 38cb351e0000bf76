import { textAt, textOrNull } from '../json.ts';
import type { LoginSession } from '../mini-program/login.ts';
import type { WechatTransport } from '../transport.ts';

/**
 * Trades the code of the OAuth page (`snsapi_base` or `snsapi_userinfo`; five minutes, once) for the follower's identity.
 * WechatError 40029 bad code, 40163 used code. The `access_token` of the answer is hers alone and is not kept.
 */
export async function oauthLogin(
  transport: WechatTransport,
  app: { readonly appid: string; readonly secret: string },
  code: string,
): Promise<LoginSession> {
  const answer = await transport.json({
    method: 'GET',
    path: '/sns/oauth2/access_token',
    query: { appid: app.appid, secret: app.secret, code, grant_type: 'authorization_code' },
  });
  return { openid: textAt(answer, 'openid'), unionid: textOrNull(answer, 'unionid') };
}
