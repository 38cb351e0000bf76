import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { findByPersonNo } from '../../members/index.ts';
import { exitRule } from '../exit-rule.ts';

const name = words('她不再接收商家消息', 'She takes no messages of the shop any more');

/** Who wants to hear nothing gets no message anyway; with this she gets nothing else of the journey either. */
export const blocked = exitRule({
  kind: 'blocked',
  words: name,
  form: form({ fields: [], sentence: () => name }),
  on: [],
  async holds(ctx, _values, persons) {
    const members = await findByPersonNo(ctx, [...persons]);
    return new Set(persons.filter((personNo) => members.get(personNo)?.blocked));
  },
});
