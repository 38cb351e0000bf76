import { words } from '@huoshui/contracts/words';
import { channel } from '@huoshui/contracts/words/messaging';
import type { Channel } from '../../channel.ts';
import { mayByRight } from '../account/may.ts';
import { nobody } from '../account/port.ts';
import { composeSaid, LONGEST, saidField } from '../account/said.ts';

const source = 'https://developers.weixin.qq.com/doc/service/guide/product/message/Batch_Sends';
const asOf = '2026-11-28';

/**
 * 公众号群发: one call for all followers of an account who get the very same words. WeChat takes no fewer than two; who is alone with
 * her words, and whom a full account does not reach, goes by the next channel.
 */
export const accountMass: Channel = {
  name: 'account_mass',
  words: channel.account_mass,
  seen: words('平台不告诉谁看了', 'The platform does not say who did'),
  cost: 0,
  limits: [
    { kind: 'cap', per: 'month', count: 4, source, asOf },
    {
      kind: 'own',
      words: words(
        '订阅号每天只能群发一次；同样的话至少两个人，每次最多 10 000 人，每分钟 60 次',
        'A subscription account sends once a day; at least two people for the same words, at most 10 000 a call, 60 calls a minute',
      ),
      source,
      asOf,
    },
    { kind: 'length', of: words('正文', 'Text'), max: LONGEST, source, asOf },
  ],
  atOnce: 500,
  fields: (template) => (template.kind === 'marketing' ? [saidField(template)] : null),
  may: mayByRight,
  compose: composeSaid,
  ...nobody,
};
