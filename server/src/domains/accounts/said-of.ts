import { type Words, words } from '@huoshui/contracts/words';
import { WechatError, WechatUnreachable } from '../../wechat/index.ts';

/** What an answer of WeChat asks of the shop. Source: 全局返回码说明 */
const mends: Readonly<Record<number, Words>> = {
  40001: words('AppSecret 不对：到公众平台重新生成', 'The AppSecret is wrong: make a new one in the console'),
  40125: words('AppSecret 不对：到公众平台重新生成', 'The AppSecret is wrong: make a new one in the console'),
  40013: words('AppID 不对', 'The AppID is wrong'),
  40164: words('把服务器的 IP 加进公众号的 IP 白名单', 'Add the server’s IP to the whitelist of the account'),
  40243: words('AppSecret 被冻结：到公众平台解冻', 'The AppSecret is frozen: thaw it in the console'),
  45009: words('今天的接口次数用完，稍后自动再试', 'The calls of today are used up: it is tried again later'),
  45015: words('超过 48 小时没有互动，或已取消关注', 'No word from her for 48 hours, or she follows no more'),
  45047: words('这段时间的客服消息已发满', 'All kf messages of this time were sent'),
  48001: words(
    '这个号没有这项权限：看看类型和认证填得对不对',
    'The account may not do this: see whether its type and certificate are right',
  ),
  40018: words('菜单名太长：一级 4 个汉字，二级 8 个', 'A name of the menu is too long: four characters, eight below'),
};

export function saidOf(error: unknown): Words {
  if (error instanceof WechatUnreachable) return words('连不上微信', 'WeChat cannot be reached');
  if (!(error instanceof WechatError)) return words('出错了', 'Something went wrong');
  return mends[error.errcode] ?? words(`微信返回 ${error.errcode}`, `WeChat answered ${error.errcode}`);
}
