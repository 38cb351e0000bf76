import { words } from '@huoshui/contracts/words';
import { touchKind } from '@huoshui/contracts/words/analytics';
import { asOfField, rangeField } from '../reports/question.ts';
import type { AttributionInput } from './attribution.ts';

/** The fields that ask for an attribution, wherever it is asked. */
export const attributionFields = [
  rangeField,
  {
    key: 'window',
    label: words('只看下单前', 'Look back'),
    kind: 'count',
    unit: words('天', 'days'),
    min: 1,
    max: 90,
    initial: 30,
  },
  {
    key: 'halfLife',
    label: words('“越近越多”的半衰期', 'Half-life of time decay'),
    kind: 'count',
    unit: words('天', 'days'),
    min: 1,
    max: 60,
    initial: 7,
  },
  {
    key: 'kinds',
    label: words('哪些算触点', 'What counts as a touch'),
    kind: 'choices',
    options: [
      { value: 'source', label: touchKind.source },
      { value: 'scene', label: touchKind.scene },
      { value: 'journey', label: touchKind.journey },
      { value: 'message', label: touchKind.message },
      { value: 'coupon', label: touchKind.coupon },
    ],
    min: 1,
    initial: ['source', 'scene', 'journey', 'message', 'coupon'],
  },
  asOfField,
] as const;

type Asked = {
  readonly range: { readonly from: string; readonly to: string };
  readonly window: number;
  readonly halfLife: number;
  readonly kinds: readonly ('source' | 'scene' | 'journey' | 'message' | 'coupon')[];
  readonly asOf: string | null;
};

export function attributionInput({ range, window, halfLife, kinds, asOf }: Asked): AttributionInput {
  return { ...range, window, halfLife, kinds: [...kinds], asOf: asOf ?? undefined };
}
