import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import type { Channel } from '../../channel.ts';
import { unfit } from '../../fill.ts';
import { mayByRight } from '../account/may.ts';
import { nobody } from '../account/port.ts';
import { composeNotice } from '../subscribe/compose-notice.ts';
import { lineFields, problemOf } from '../subscribe/fields.ts';

const source = 'https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/intro';
const asOf = '2026-11-28';

/** 公众号订阅通知: one for each time she allowed it at an account, also where she follows it no more. */
export const accountNotice: Channel = {
  name: 'account_notice',
  words: channel.account_notice,
  seen: words('点开通知、进入小程序时', 'When she enters the mini program through the notice'),
  cost: 0,
  limits: [
    { kind: 'token', source, asOf },
    { kind: 'length', of: words('thing 字段', 'thing fields'), max: 20, source, asOf },
  ],
  atOnce: 8,
  fields: lineFields,
  problem: problemOf,
  may: mayByRight,
  compose: (content, variables, { more }) =>
    more.templateId === ''
      ? unfit('', words('这个公众号没有填写这条消息的模板 ID', 'The account has no template id for it'))
      : composeNotice(content, variables, {}),
  ...nobody,
};
