import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';

export const synonymForm = form({
  fields: [
    {
      key: 'searched',
      label: words('顾客搜', 'Shoppers search'),
      kind: 'text',
      max: 20,
      hint: words('例如：番茄', 'e.g. tomato'),
    },
    {
      key: 'finds',
      label: words('也找', 'Find also'),
      kind: 'texts',
      max: 8,
      each: 20,
      hint: words('例如：西红柿；输入后回车', 'Type and press Enter'),
    },
    {
      key: 'bothWays',
      label: words('双向', 'Both ways'),
      kind: 'switch',
      initial: true,
      hint: words('反过来搜也一样；关掉就只从左到右', 'The other way round too; off: from left to right only'),
    },
  ],
  problem: ({ searched, finds }) =>
    finds.some((one) => one.trim().toLowerCase() === searched.trim().toLowerCase())
      ? { at: 'finds', words: words('和左边是同一个词', 'The same word as on the left') }
      : null,
  sentence: ({ searched, finds, bothWays }) =>
    words(
      `搜「${searched}」也找${finds.map((one) => `「${one}」`).join('')}${bothWays ? '，反过来也一样' : ''}`,
      `“${searched}” finds ${finds.map((one) => `“${one}”`).join(', ')} too${bothWays ? ', and the other way round' : ''}`,
    ),
});
