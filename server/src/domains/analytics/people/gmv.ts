import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { type People, people } from '../../../platform/people/people.ts';
import { personsOfGmv } from '../gmv/gmv-tree.ts';
import { comparedText, gmvFields, gmvInput } from '../gmv/question.ts';
import type { Stages } from '../gmv/stages.ts';

const figures = [
  { value: 'visitors', label: words('访客', 'Visitors') },
  { value: 'buyers', label: words('来访并支付的人', 'Visitors who paid') },
  { value: 'unseenBuyers', label: words('没有访问记录的买家', 'Buyers not seen visiting') },
] as const;
const parts = [
  { value: 'current', label: words('本期', 'Now') },
  { value: 'previous', label: words('对比期', 'Before') },
] as const;

export function gmvPeople(stages: Stages): People {
  return people({
    name: 'analytics.gmv',
    can: 'analytics.read',
    form: form({
      fields: [
        ...gmvFields,
        { key: 'part', label: words('哪一期', 'Which time'), kind: 'choice', options: parts, initial: 'current' },
        { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: figures, initial: 'buyers' },
        {
          key: 'branch',
          label: words('哪个分支', 'Which branch'),
          hint: words('不填就是全部；“=”后面是分支的编号', 'Empty: all of them; behind “=” the key of the branch'),
          kind: 'text',
          max: 1100,
          optional: true,
        },
      ],
      sentence: ({ part, who, ...asked }) => {
        const days = comparedText(asked);
        const label = figures.find(({ value }) => value === who)?.label ?? words(who, who);
        const time = parts.find(({ value }) => value === part)?.label ?? words(part, part);
        return words(
          `GMV 拆解（${days.zh}）${time.zh}的${label.zh}`,
          `${label.en}, ${time.en.toLowerCase()}: GMV tree of ${days.en}`,
        );
      },
    }),
    persons: async (ctx, { part, who, branch, ...asked }) =>
      personsOfGmv(ctx, stages, gmvInput(asked), {
        part,
        who,
        branch: branch === null ? null : branch.replace(/^=/, ''),
      }),
  });
}
