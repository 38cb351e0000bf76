import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import type { Channel } from '../../channel.ts';
import { unfit } from '../../fill.ts';
import { mayByRight } from '../account/may.ts';
import { nobody } from '../account/port.ts';
import { composeNotice } from '../subscribe/compose-notice.ts';
import { lineFields, problemOf } from '../subscribe/fields.ts';

const source = 'https://developers.weixin.qq.com/doc/service/guide/product/template_message/Template_Message_Interface';
const asOf = '2026-11-28';

/** 公众号模板消息: to followers of a certified service account, for service alone: what promotes has no text here. */
export const accountTemplate: Channel = {
  name: 'account_template',
  words: channel.account_template,
  seen: words('点开消息、进入小程序时', 'When she enters the mini program through the message'),
  cost: 0,
  limits: [
    {
      kind: 'own',
      words: words('只许服务通知，营销内容不走这里', 'For service alone; promotions do not go this way'),
      source,
      asOf,
    },
    {
      kind: 'own',
      words: words(
        '每个公众号每天 100 000 条，发满顺延到第二天',
        '100 000 a day an account; more waits for the next day',
      ),
      source,
      asOf,
    },
    { kind: 'length', of: words('thing 字段', 'thing fields'), max: 20, source, asOf },
  ],
  atOnce: 8,
  fields: (template) => (template.kind === 'service' ? lineFields(template) : null),
  problem: problemOf,
  may: mayByRight,
  compose: (content, variables, { more }) =>
    more.templateId === ''
      ? unfit('', words('这个公众号没有填写这条消息的模板 ID', 'The account has no template id for it'))
      : composeNotice(content, variables, {}),
  ...nobody,
};
