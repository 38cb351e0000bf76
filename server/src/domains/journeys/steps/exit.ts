import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { step } from '../step.ts';

export const exit = step({
  kind: 'exit',
  words: words('离开旅程', 'Leave the journey'),
  group: 'end',
  form: form({ fields: [], sentence: () => words('离开旅程', 'Leave the journey') }),
  ways: [],
  ends: words('按流程离开', 'Left where the journey says so'),
});
