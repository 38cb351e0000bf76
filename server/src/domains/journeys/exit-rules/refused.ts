import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { findByPersonNo } from '../../members/index.ts';
import { consentRefused } from '../../messaging/events.ts';
import { exitRule } from '../exit-rule.ts';

const name = words('她拒绝订阅消息，或账号被停用', 'She refuses messages, or her account is blocked');

/** Who wants to hear nothing is let alone in everything that the journey still had for her: to-dos, benefits, other channels. */
export const refused = exitRule({
  kind: 'refused',
  words: words('她拒绝订阅消息', 'She refuses messages'),
  form: form({ fields: [], sentence: () => name }),
  on: [consentRefused],
  ends: (_values, told) => told.type === consentRefused.type,
  async holds(ctx, _values, persons) {
    const members = await findByPersonNo(ctx, [...persons]);
    return new Set(persons.filter((personNo) => members.get(personNo)?.blocked));
  },
});
