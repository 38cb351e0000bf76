import { words } from '@huoshui/contracts/words';
import { briefingPlan } from '@huoshui/contracts/words/briefings';
import { form } from '../../../platform/form/form.ts';
import { isMail } from './mail-form.ts';

const weekdays = [
  { value: '1', label: words('星期一', 'Monday') },
  { value: '2', label: words('星期二', 'Tuesday') },
  { value: '3', label: words('星期三', 'Wednesday') },
  { value: '4', label: words('星期四', 'Thursday') },
  { value: '5', label: words('星期五', 'Friday') },
  { value: '6', label: words('星期六', 'Saturday') },
  { value: '7', label: words('星期日', 'Sunday') },
] as const;

export const briefingForm = form({
  fields: [
    { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 40 },
    {
      key: 'plan',
      label: words('多久一次', 'How often'),
      kind: 'choice',
      options: [
        { value: 'daily', label: briefingPlan.daily },
        { value: 'weekly', label: briefingPlan.weekly },
        { value: 'monthly', label: briefingPlan.monthly },
      ],
      initial: 'daily',
    },
    {
      key: 'weekday',
      label: words('星期几', 'Weekday'),
      kind: 'choice',
      options: weekdays,
      initial: '1',
      when: { field: 'plan', is: ['weekly'] },
    },
    {
      key: 'monthDay',
      label: words('几号', 'Day of the month'),
      kind: 'count',
      min: 1,
      max: 28,
      initial: 1,
      when: { field: 'plan', is: ['monthly'] },
    },
    { key: 'minute', label: words('几点', 'At'), kind: 'minute_of_day', min: 0, max: 1439, initial: 8 * 60 + 30 },
    {
      key: 'staff',
      label: words('送到同事的收件箱', 'Into the inbox of'),
      kind: 'picker',
      of: 'staff',
      many: 50,
      optional: true,
    },
    {
      key: 'mails',
      label: words('发邮件给', 'By mail to'),
      hint: words('一行一个地址；只发汇总的数字', 'One address each; figures of many people only'),
      kind: 'texts',
      max: 20,
      each: 120,
      optional: true,
    },
    {
      key: 'language',
      label: words('语言', 'Language'),
      kind: 'choice',
      options: [
        { value: 'zh', label: words('中文', 'Chinese') },
        { value: 'en', label: words('英文', 'English') },
      ],
      initial: 'zh',
    },
    { key: 'active', label: words('启用', 'On'), kind: 'switch', initial: true },
  ],
  problem: ({ staff, mails }) => {
    if ((staff ?? []).length + (mails ?? []).length === 0)
      return { at: 'staff', words: words('至少选一位同事，或填一个邮箱', 'Choose a colleague, or write an address') };
    const wrong = (mails ?? []).find((mail) => !isMail(mail));
    return wrong === undefined
      ? null
      : { at: 'mails', words: words(`「${wrong}」不是邮箱地址`, `“${wrong}” is no mail address`) };
  },
  sentence: ({ name, plan, staff, mails }) => {
    const often = briefingPlan[plan];
    const [people, addresses] = [(staff ?? []).length, (mails ?? []).length];
    return words(
      `${often.zh}把「${name}」送给 ${people} 位同事、${addresses} 个邮箱`,
      `“${name}” goes ${often.en.toLowerCase()} to ${people} colleagues and ${addresses} addresses`,
    );
  },
});
