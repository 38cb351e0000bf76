import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';

/** What a key is, and how little it may do. */
export const keyForm = form({
  fields: [
    {
      key: 'name',
      label: words('给哪个系统用', 'For which system'),
      hint: words('一个系统一把，停用时才不会牵连别的', 'One for each: then one can be stopped without the others'),
      kind: 'text',
      max: 30,
    },
    {
      key: 'journeys',
      label: words('只能带入这些旅程', 'Into these journeys alone'),
      hint: words('不选就是所有由接口带入的旅程', 'None chosen: every journey that waits to be called'),
      kind: 'picker',
      of: 'journey',
      many: 20,
      optional: true,
    },
    {
      key: 'perMinute',
      label: words('每分钟最多调用', 'Calls a minute at most'),
      hint: words('超过就回答 429，过一会儿再试', 'More are answered 429: try again after a while'),
      kind: 'count',
      unit: words('次', 'calls'),
      min: 1,
      max: 6000,
      initial: 120,
    },
  ],
  sentence: ({ name, journeys, perMinute }) => {
    const where =
      journeys === null || journeys.length === 0
        ? words('所有由接口带入的旅程', 'every journey that waits to be called')
        : words(`${journeys.length} 个旅程`, `${journeys.length} journeys`);
    return words(
      `「${name}」可以把会员带入${where.zh}，每分钟最多 ${perMinute} 次`,
      `“${name}” may bring members into ${where.en}, ${perMinute} times a minute at most`,
    );
  },
});
