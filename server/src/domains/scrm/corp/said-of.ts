import { type Words, words } from '@huoshui/contracts/words';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';

/** What an answer of WeCom asks of the shop. Source: document/path/90313, and what people ask about most. */
const mends: Readonly<Record<number, Words>> = {
  40001: words('Secret 不对：到自建应用里重新复制', 'The secret is wrong: copy it from the app again'),
  40013: words('企业 ID 不对', 'The corp ID is wrong'),
  41054: words('成员没有激活或没有实名', 'The member is not activated, or has not proved her name'),
  45009: words('接口用得太频繁，稍后自动再试', 'Called too often: it is tried again later'),
  48002: words(
    '应用不能调用客户联系：把它加进「客户联系 → 可调用接口的应用」',
    'The app may not call customer contact: name it among the apps that may',
  ),
  84074: words('成员没有客户联系权限', 'The member may not have customers'),
};

export function saidOf(error: unknown): Words {
  if (error instanceof WechatUnreachable) return words('连不上企业微信', 'WeCom cannot be reached');
  if (!(error instanceof WechatError)) return words('出错了', 'Something went wrong');
  const ip = /from ip: ?([0-9a-f.:]+)/i.exec(error.errmsg)?.[1];
  if (error.errcode === 60020)
    return words(
      `把服务器的 IP ${ip ?? ''} 加进应用的「企业可信 IP」`,
      `Add the server’s IP ${ip ?? ''} to the trusted IPs of the app`,
    );
  return mends[error.errcode] ?? words(`企业微信返回 ${error.errcode}`, `WeCom answered ${error.errcode}`);
}
