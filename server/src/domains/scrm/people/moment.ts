import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfMoment } from '../moments/result.ts';

const who = [
  { value: 'shown', label: words('看得到的会员', 'Members to whom it is shown') },
  { value: 'like', label: words('点赞的人', 'Who liked it') },
  { value: 'comment', label: words('评论的人', 'Who commented') },
  { value: 'opened', label: words('点开链接的人', 'Who opened the link') },
  { value: 'buyers', label: words('点开后下单的人', 'Who bought since') },
] as const;

export const momentPeople = people({
  name: 'scrm.moment',
  can: 'scrm.read',
  form: form({
    fields: [
      { key: 'moment', label: words('朋友圈', 'Moment'), kind: 'picker', of: 'moment' },
      { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'shown' },
      { key: 'staff', label: words('哪位导购', 'Whose'), kind: 'picker', of: 'wecom_staff', optional: true },
    ],
    sentence: ({ moment, who: asked, staff }, names) => {
      const name = names('moment', moment) ?? words(moment, moment);
      const said = who.find(({ value }) => value === asked)?.label ?? who[0].label;
      const hers = staff === null ? null : (names('wecom_staff', staff) ?? words(staff, staff));
      return words(
        `朋友圈「${name.zh}」${hers === null ? '' : `由 ${hers.zh} 发表：`}${said.zh}`,
        `${said.en} of “${name.en}”${hers === null ? '' : `, by ${hers.en}`}`,
      );
    },
  }),
  persons: async (ctx, { moment, who: asked, staff }) => personsOfMoment(ctx, moment, asked, staff),
});
