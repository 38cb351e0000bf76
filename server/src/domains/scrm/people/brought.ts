import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { buyersOf } from '../reports/brought.ts';

export const broughtPeople = people({
  name: 'scrm.brought',
  can: 'scrm.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      { key: 'staff', label: words('导购', 'Staff'), kind: 'picker', of: 'wecom_staff' },
    ],
    sentence: ({ range, staff }, names) => {
      const name = names('wecom_staff', staff) ?? words(staff, staff);
      return words(
        `${range.from} 至 ${range.to} 导购 ${name.zh} 带来下单的人`,
        `Who bought by ${name.en}, ${range.from} to ${range.to}`,
      );
    },
  }),
  persons: async (ctx, { range, staff }) => buyersOf(ctx, range, staff),
});
