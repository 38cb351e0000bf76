import { words } from '@huoshui/contracts/words';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { attributes } from '../../members/index.ts';
import { condition } from '../condition.ts';

/** As it is now: phones keep no history. */
export const hasPhone = condition({
  kind: 'has_phone',
  about: 'profile',
  words: words('绑定了手机号', 'Has a phone number'),
  form: form({ fields: [], sentence: () => words('绑定了手机号', 'has a phone number') }),
  persons: async (ctx) => personsAmong(await attributes.withPhone(ctx)),
  holds: async (ctx, _values, personNos) => new Set(await attributes.withPhone(ctx, personNos)),
});
