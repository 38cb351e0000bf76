import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { lotDay } from '@huoshui/contracts/words/catalog';
import { form } from '../../../platform/form/form.ts';

const days = words('天', 'days');

/** What the public page of a lot of goods says. */
export const lotForm = form({
  fields: [
    { key: 'product', label: words('商品', 'Product'), kind: 'picker', of: 'product' },
    {
      key: 'number',
      label: words('批次号', 'Lot number'),
      kind: 'text',
      max: 40,
      hint: words('产地或生产方的编号，同一商品不重复', 'The producer’s or your own; each once for a product'),
    },
    {
      key: 'day',
      label: words('日期是哪一天', 'The day is when it was'),
      kind: 'choice',
      options: [
        { value: 'made', label: lotDay.made },
        { value: 'picked', label: lotDay.picked },
        { value: 'caught', label: lotDay.caught },
        { value: 'butchered', label: lotDay.butchered },
      ],
      initial: 'made',
    },
    { key: 'madeOn', label: words('日期', 'Day'), kind: 'day' },
    {
      key: 'shelfDays',
      label: words('保质期', 'Shelf life'),
      kind: 'count',
      min: 1,
      max: 3650,
      unit: days,
      optional: true,
      hint: words('从第二天起算；过了这一天，溯源页会说明', 'From the next day on; afterwards its page says so'),
    },
    { key: 'origin', label: words('产地', 'Origin'), kind: 'text', max: 60, optional: true },
    { key: 'producer', label: words('生产者', 'Producer'), kind: 'text', max: 60, optional: true },
    {
      key: 'note',
      label: words('检测与说明', 'Tests and notes'),
      kind: 'text',
      max: 300,
      lines: 3,
      optional: true,
      hint: words('例如：农残 12 项未检出，报告编号 …', 'e.g. twelve residues, none found, report no. …'),
    },
    {
      key: 'reports',
      label: words('检测报告和现场图片', 'Reports and pictures of the place'),
      kind: 'texts',
      max: 9,
      each: 300,
      optional: true,
    },
  ],
  problem: () => null,
  sentence: ({ day, madeOn, shelfDays }) => {
    const made = lotDay[day];
    const parts = [words(`${madeOn} ${made.zh}`, `${made.en} on ${madeOn}`)];
    if (shelfDays !== null) parts.push(words(`保质期 ${shelfDays} 天`, `keeps ${shelfDays} days`));
    return joinWords(parts, words('，', ', '));
  },
});

export type LotValues = ValuesOf<typeof lotForm.fields>;
