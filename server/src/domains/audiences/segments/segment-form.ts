import { words } from '@huoshui/contracts/words';
import { segmentRefresh } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';

const options = [
  { value: 'manual', label: segmentRefresh.manual },
  { value: 'hourly', label: segmentRefresh.hourly },
  { value: 'daily', label: segmentRefresh.daily },
] as const;

/** What a segment is called and when it is looked at; whom it means is its condition. */
export const segmentForm = form({
  fields: [
    { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 40 },
    { key: 'note', label: words('备注', 'Note'), kind: 'text', max: 200, lines: 2, optional: true },
    {
      key: 'refresh',
      label: words('更新', 'Refreshed'),
      hint: words('更新时新进入、离开的会员会触发旅程', 'Whoever enters or leaves by it starts journeys'),
      kind: 'choice',
      options,
      initial: 'daily',
    },
    {
      key: 'hour',
      label: words('几点', 'At'),
      kind: 'count',
      unit: words('点', 'o’clock'),
      min: 0,
      max: 23,
      initial: 4,
      when: { field: 'refresh', is: ['daily'] },
    },
  ],
  sentence: ({ name, refresh, hour }) => {
    if (refresh === 'daily')
      return words(`「${name}」每天 ${hour} 点更新`, `“${name}” is refreshed every day at ${hour}:00`);
    return refresh === 'hourly'
      ? words(`「${name}」每小时更新`, `“${name}” is refreshed every hour`)
      : words(`「${name}」手动更新`, `“${name}” is refreshed by hand`);
  },
});
