import { words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';

export const budgetForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 30,
      hint: words('例如：11 月复购预算', 'e.g. November repeat budget'),
    },
    { key: 'limit', label: words('上限', 'Limit'), kind: 'money', min: 1, max: 1_000_000_000 },
  ],
  sentence: ({ name, limit }) =>
    words(`「${name}」最多花 ¥${formatYuan(limit)}。`, `"${name}" spends at most ¥${formatYuan(limit)}.`),
});
