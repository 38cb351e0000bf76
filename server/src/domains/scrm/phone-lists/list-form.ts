import type { ValuesOf } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { ADDING } from '../../../platform/red-lines.ts';

export const phoneListForm = form({
  published: true,
  fields: [
    { key: 'name', label: words('名单名称', 'Name of the list'), kind: 'text', max: 40 },
    {
      key: 'basis',
      label: words('号码从哪来、她们同意过什么', 'Where the numbers are from, and what their owners agreed to'),
      hint: words(
        '手机号是个人信息，要有依据才能联系',
        'A number is personal data: whoever is called must have agreed',
      ),
      kind: 'text',
      min: 4,
      max: 200,
      lines: 2,
    },
    { key: 'staff', label: words('由谁添加', 'Who asks them'), kind: 'picker', of: 'wecom_staff', many: 50 },
    {
      key: 'perDay',
      label: words('每人每天', 'Each of them a day'),
      hint: ADDING.rule,
      kind: 'count',
      min: 1,
      max: ADDING.most,
      unit: words('位', 'people'),
      initial: ADDING.usual,
    },
    { key: 'startsOn', label: words('从哪天开始', 'From'), kind: 'day' },
    {
      key: 'announce',
      label: words('当天先发短信告知', 'A text that morning, before they are asked'),
      kind: 'switch',
      initial: true,
    },
    {
      key: 'coupon',
      label: words('通过后送的券', 'Coupon for who becomes a friend'),
      kind: 'picker',
      of: 'coupon',
      optional: true,
    },
  ],
  sentence: ({ staff, perDay, startsOn, announce, coupon }, names) => {
    const gift = coupon === null ? null : names('coupon', coupon);
    return words(
      `${staff.length} 位导购从 ${startsOn} 起每人每天添加 ${perDay} 位${announce ? '，当天上午先发短信' : ''}${gift ? `，通过后送「${gift.zh}」` : ''}`,
      `${staff.length === 1 ? 'One member' : `${staff.length} members`} of staff ask ${perDay} each a day from ${startsOn}${announce ? ', after a text that morning' : ''}${gift ? `; who becomes a friend gets “${gift.en}”` : ''}`,
    );
  },
});

export type PhoneListValues = ValuesOf<typeof phoneListForm.fields>;
