import { textAt, textOrNull } from '../json.ts';
import type { WechatTransport } from '../transport.ts';

export type LoginSession = {
  /** Who she is in this app; another app knows her by another openid. */
  readonly openid: string;
  /** Only when the app is bound to an Open Platform account; the same in every app of that account. */
  readonly unionid: string | null;
};

/**
 * Trades the code of `wx.login()` (five minutes, once) for the shopper's identity.
 * WechatError 40029 bad code, 40163 used code: log in again; 40226 blocked by the platform; 45011 over 100 a minute.
 */
export async function code2session(
  transport: WechatTransport,
  app: { readonly appid: string; readonly secret: string },
  jsCode: string,
): Promise<LoginSession> {
  const answer = await transport.json({
    method: 'GET',
    path: '/sns/jscode2session',
    query: { appid: app.appid, secret: app.secret, js_code: jsCode, grant_type: 'authorization_code' },
  });
  return {
    openid: textAt(answer, 'openid'),
    unionid: textOrNull(answer, 'unionid'),
  };
}
