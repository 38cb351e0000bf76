import { words } from '@huoshui/contracts/words';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOn } from './level-in.ts';

/** The number of members beside a level. */
export const levelPeople = people({
  name: 'loyalty.level',
  can: 'loyalty.read',
  form: form({
    fields: [{ key: 'level', label: words('等级', 'Level'), kind: 'picker', of: 'level' }],
    sentence: ({ level }, names) => {
      const name = names('level', level) ?? words('等级', 'the level');
      return words(`现在是${name.zh}的会员`, `Members who are ${name.en} now`);
    },
  }),
  persons: async (ctx, { level }) => personsAmong(await personsOn(ctx, [level])),
});
