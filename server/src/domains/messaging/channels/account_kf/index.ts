import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import type { Channel } from '../../channel.ts';
import { mayByRight } from '../account/may.ts';
import { nobody } from '../account/port.ts';
import { composeSaid, LONGEST, saidField } from '../account/said.ts';

const source = 'https://developers.weixin.qq.com/doc/service/guide/product/kf/intro';
const asOf = '2026-11-28';

/**
 * 公众号客服消息: into the chat of an account that she was in touch with, while the time that this opened lasts and something of it is left.
 * Replies of the account take of the same, so what a journey may say is what they leave.
 */
export const accountKf: Channel = {
  name: 'account_kf',
  words: channel.account_kf,
  seen: words('点开消息里的链接、进入小程序时', 'When she enters the mini program by the link in it'),
  cost: 0,
  limits: [
    { kind: 'window', hours: 48, source, asOf },
    { kind: 'length', of: words('正文', 'Text'), max: LONGEST, source, asOf },
  ],
  atOnce: 8,
  fields: (template) => [
    saidField(template),
    {
      key: 'page',
      kind: 'text',
      label: words('链接打开的页面', 'Page of the link'),
      max: 200,
      optional: true,
      initial: template.page,
    },
    {
      key: 'link',
      kind: 'text',
      label: words('链接上的字', 'Words of the link'),
      max: 20,
      initial: '点这里看看',
    },
  ],
  may: (recipient) => {
    const right = mayByRight(recipient);
    if (right !== 'ok') return right;
    if (recipient.actedAt === null) return 'window_closed';
    return recipient.more.left === '0' ? 'channel_cap' : 'ok';
  },
  compose: composeSaid,
  ...nobody,
};
