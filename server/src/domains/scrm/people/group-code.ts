import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfGroupCode } from '../groups/codes/figures.ts';

const who = [
  { value: 'visitors', label: words('打开过的人', 'Who opened it') },
  { value: 'added', label: words('进了群的人', 'Who joined a group') },
  { value: 'joined', label: words('带来的新会员', 'Whom it made a member') },
  { value: 'buyers', label: words('进群后下过单的人', 'Who bought since') },
  { value: 'first', label: words('进群后完成首单的人', 'Whose first order came since') },
] as const;

export const groupCodePeople = people({
  name: 'scrm.group_code',
  can: 'scrm.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      { key: 'code', label: words('群活码', 'Group code'), kind: 'picker', of: 'group_code' },
      { key: 'lane', label: words('哪一路', 'Which part'), kind: 'text', max: 12, optional: true },
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'visitors' },
    ],
    sentence: ({ range, code, lane, who: asked }, names) => {
      const name = names('group_code', code) ?? words(code, code);
      const said = who.find(({ value }) => value === asked)?.label ?? who[0].label;
      const of = lane === null ? words('', '') : words(`（${lane}）`, ` (${lane})`);
      return words(
        `${range.from} 到 ${range.to} 群活码「${name.zh}」${of.zh}${said.zh}`,
        `${said.en} “${name.en}”${of.en}, ${range.from} to ${range.to}`,
      );
    },
  }),
  persons: async (ctx, { range, code, lane, who: asked }) => personsOfGroupCode(ctx, { range, id: code, lane }, asked),
});
