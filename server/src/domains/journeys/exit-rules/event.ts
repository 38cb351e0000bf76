import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { exitRule } from '../exit-rule.ts';
import {
  awaitedOf,
  type Happenings,
  happeningFields,
  happeningProblem,
  happeningsHeard,
  happeningWords,
  isMeant,
} from '../happenings.ts';

/** Anything that happens to her after she came in. */
export const event = (happenings: Happenings) =>
  exitRule({
    kind: 'event',
    words: words('发生某个行为', 'Something happens'),
    form: form({
      fields: happeningFields,
      problem: happeningProblem,
      sentence: (values, names) => {
        const said = happeningWords(values, names('event', values.event));
        return words(`发生${said.zh}`, `${said.en} happens`);
      },
    }),
    get on() {
      return happeningsHeard(happenings);
    },
    awaits: awaitedOf,
    ends: (values, told) => isMeant(values, told),
  });
