import { words } from '@huoshui/contracts/words';
import { rangeField } from '../reports/question.ts';
import type { Credit } from './credited.ts';
import type { TouchesQuestion } from './touches.ts';

/** The fields that ask what touches brought, wherever it is asked. */
export const touchFields = [
  rangeField,
  {
    key: 'credit',
    label: words('订单算给', 'An order is of'),
    kind: 'choice',
    options: [
      {
        value: 'reached',
        label: words('最近收到的一次', 'What she got last'),
        hint: words(
          '下单前最近收到的一次触达；订单通知一类不算',
          'The last that reached her before she paid; notices of her orders are none',
        ),
      },
      {
        value: 'opened',
        label: words('最近点开的一次', 'What she opened last'),
        hint: words(
          '下单前最近点开的一次，同归因报表的「末次」',
          'The last that she opened before she paid, as “Last” of the attribution has it',
        ),
      },
    ],
    initial: 'reached',
  },
  {
    key: 'window',
    label: words('只看下单前', 'Look back'),
    kind: 'count',
    unit: words('天', 'days'),
    min: 1,
    max: 90,
    initial: 7,
  },
] as const;

type Asked = { readonly range: TouchesQuestion['range']; readonly credit: Credit; readonly window: number };

export const touchesAsked = ({ range, credit, window }: Asked): TouchesQuestion => ({ range, credit, days: window });
