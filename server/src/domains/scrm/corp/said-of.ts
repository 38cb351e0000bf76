import { type Words, words } from '@huoshui/contracts/words';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';

/** A card of a mini program that is not linked to the corp. */
export const UNLINKED: readonly number[] = [90207, 40165];

/** What an answer of WeCom asks of the shop. Source: document/path/90313, and what people ask about most. */
const mends: Readonly<Record<number, Words>> = {
  40001: words('Secret 不对：到自建应用里重新复制', 'The secret is wrong: copy it from the app again'),
  40013: words('企业 ID 不对', 'The corp ID is wrong'),
  40056: words('AgentId 不对：到自建应用的详情里重新复制', 'The AgentId is wrong: copy it from the page of the app'),
  301002: words(
    '这个 Secret 管不到这个 AgentId：两者要来自同一个自建应用',
    'This Secret is of another app than this AgentId: copy both from one app',
  ),
  60011: words('成员不在应用的可见范围里', 'The member is out of the visible range of the app'),
  90207: words(
    '小程序没有关联到企业：管理后台 → 应用管理 → 小程序 → 关联小程序',
    'The mini program is not linked to the corp: console → apps → mini programs → link one',
  ),
  40050: words('没有这个客户群，或应用看不到它', 'No such group, or the app does not see it'),
  41091: words('一个群活码里的群太多', 'Too many groups in one join way'),
  40096: words('她已经不是这位成员的好友', 'She is no friend of this member any more'),
  40097: words('这位成员还没有离职', 'The member has not left'),
  40098: words('接替人没有实名或不能添加客户', 'The taker has not proved her name, or may not have customers'),
  40099: words('接替人的好友已满', 'The taker is full'),
  40100: words('已经在转接中', 'She is being handed over already'),
  40128: words('90 天内已经转接过 2 次', 'Handed over twice within 90 days'),
  41048: words('没有可以看到的客户', 'There is no customer who could see it'),
  41055: words('入群欢迎语已有 100 条：先停用一些', 'There are a hundred group welcomes: archive some first'),
  41078: words('创建得太频繁，稍后自动再试', 'Made too often: it is tried again later'),
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
  return saidOfCode(error.errcode);
}

export function saidOfCode(code: number): Words {
  return mends[code] ?? words(`企业微信返回 ${code}`, `WeCom answered ${code}`);
}
