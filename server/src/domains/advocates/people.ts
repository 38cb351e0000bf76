import { words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';
import { type People, people } from '../../platform/people/people.ts';
import { scoring } from './advocate-score.ts';

const kocs = people({
  name: 'advocates.kocs',
  can: 'audiences.read',
  form: form({ fields: [], sentence: () => words('KOC（超级用户）', 'KOCs') }),
  persons: async (ctx) => scoring(ctx, { atLeast: null }),
});

export const advocatePeople: readonly People[] = [kocs];
