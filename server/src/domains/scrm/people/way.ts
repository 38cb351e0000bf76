import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfWay } from '../ways/figures.ts';

const who = [
  { value: 'visitors', label: words('打开过的人', 'Who opened it') },
  { value: 'added', label: words('加上好友的人', 'Who became a friend') },
  { value: 'joined', label: words('带来的新会员', 'Whom it made a member') },
  { value: 'buyers', label: words('加好友后下过单的人', 'Who bought since') },
  { value: 'first', label: words('加好友后完成首单的人', 'Whose first order came since') },
] as const;

export const wayPeople = people({
  name: 'scrm.way',
  can: 'scrm.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      { key: 'way', label: words('活码', 'Contact way'), kind: 'picker', of: 'contact_way' },
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'visitors' },
    ],
    sentence: ({ range, way, who: asked }, names) => {
      const name = names('contact_way', way) ?? words(way, way);
      const said = who.find(({ value }) => value === asked)?.label ?? who[0].label;
      return words(
        `${range.from} 到 ${range.to} 活码「${name.zh}」${said.zh}`,
        `${said.en} “${name.en}”, ${range.from} to ${range.to}`,
      );
    },
  }),
  persons: async (ctx, { range, way, who: asked }) => personsOfWay(ctx, { range, id: way }, asked),
});
