import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report } from '../../../platform/report/report.ts';
import { figuresOfStaff } from './brought.ts';

const numbers = [
  { key: 'orders', words: words('带来订单', 'Orders brought'), kind: 'count' },
  { key: 'gmv', words: words('带来成交', 'GMV brought'), kind: 'money' },
  { key: 'spent', words: words('消费（扣除退款）', 'Spent, less refunds'), kind: 'money' },
  { key: 'buyers', words: words('带来下单的人', 'Buyers'), kind: 'count' },
  { key: 'added', words: words('新加好友', 'Friends added'), kind: 'count' },
  { key: 'sent', words: words('发送次数', 'Times sent'), kind: 'count' },
  { key: 'people', words: words('发给多少人', 'Sent to'), kind: 'count' },
  { key: 'done', words: words('完成待办', 'To-dos done'), kind: 'count' },
  { key: 'putOff', words: words('推迟待办', 'To-dos put off'), kind: 'count' },
] as const;

/** 导购排行: by the orders that each brought, not by what was opened or tapped. */
export const staffReport = report({
  name: 'scrm.staff',
  words: words('导购排行', 'Staff by orders brought'),
  can: 'scrm.read',
  form: form({
    fields: [{ key: 'range', label: words('日期', 'Days'), kind: 'day_range' }],
    sentence: ({ range }) =>
      words(
        `${range.from} 至 ${range.to} 各位导购带来了多少`,
        `What each member of staff brought, ${range.from} to ${range.to}`,
      ),
  }),
  async ask(ctx, { range }) {
    const figures = await figuresOfStaff(ctx, range);
    return [
      {
        key: 'staff',
        words: words('导购', 'Staff'),
        columns: [{ key: 'name', words: words('导购', 'Staff'), kind: 'text' }, ...numbers],
        rows: figures.map((one) => [one.name, ...numbers.map(({ key }) => one[key])]),
        people: [
          {
            column: 'buyers',
            of: 'scrm.brought',
            values: { range },
            rows: figures.map(({ userid }) => ({ staff: userid })),
          },
        ],
      },
    ];
  },
});
