import { RetentionAims } from '@huoshui/contracts/retention';
import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';

/** Of nobody else's shop: until somebody says what is aimed at there is no line. */
export const retentionAims = defineSetting('analytics.retention_aims', RetentionAims, { aims: [] });

const periods = [
  { value: 'day', label: words('天', 'Days') },
  { value: 'week', label: words('周', 'Weeks') },
  { value: 'month', label: words('月', 'Months') },
] as const;

export const retentionAimsForm = form({
  fields: [
    {
      key: 'aims',
      label: words('留存目标', 'Aims'),
      kind: 'list',
      min: 0,
      max: 8,
      add: words('加一个目标', 'Add an aim'),
      of: [
        {
          key: 'name',
          label: words('名称', 'Name'),
          hint: words('如：新客次日', 'as: new, next day'),
          kind: 'text',
          max: 20,
        },
        { key: 'period', label: words('按', 'By'), kind: 'choice', options: periods, initial: 'day' },
        { key: 'offset', label: words('第几期', 'After'), kind: 'count', min: 1, max: 90, initial: 1 },
        {
          key: 'percent',
          label: words('至少回来', 'At least come back'),
          kind: 'percent',
          min: 1,
          max: 100,
          initial: 20,
        },
      ],
    },
  ],
  sentence: ({ aims }) => {
    if (aims.length === 0) return words('留存曲线上不画目标', 'The curve of the retention has no aims');
    const each = aims.map(({ name, period, offset, percent }) => {
      const unit = { day: words('天', 'days'), week: words('周', 'weeks'), month: words('个月', 'months') }[period];
      return words(
        `${name}：${offset} ${unit.zh}后回来 ${percent}%`,
        `${name}: ${percent}% back after ${offset} ${unit.en}`,
      );
    });
    return joinWords(each, words('；', '; '));
  },
});
