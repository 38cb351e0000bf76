import { joinWords, words } from '@huoshui/contracts/words';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { attributes } from '../../members/index.ts';
import { condition } from '../condition.ts';

/** Provinces and cities of her addresses, any of them, as they stand now. */
export const livesIn = condition({
  kind: 'lives_in',
  about: 'profile',
  words: words('收货地区', 'Where her addresses are'),
  form: form({
    fields: [{ key: 'regions', label: words('地区', 'Places'), kind: 'picker', of: 'region', many: 100 }],
    sentence: ({ regions }, names) => {
      const all = joinWords(
        regions.map((id) => names('region', id) ?? id),
        words('、', ' or '),
      );
      return words(`有${all.zh}的收货地址`, `has an address in ${all.en}`);
    },
  }),
  persons: async (ctx, { regions }) => personsAmong(await attributes.livingIn(ctx, regions)),
  holds: async (ctx, { regions }, personNos) => new Set(await attributes.livingIn(ctx, regions, personNos)),
});
