import { valuesOf, type Words, words } from '@huoshui/contracts/words';
import { codePlace, codeTouch } from '@huoshui/contracts/words/codes';
import type { Names } from '../../../platform/form/form.ts';
import type { CodesAsk } from '../figures.ts';

const places = Object.entries(codePlace).map(([value, label]) => ({ value, label }));

/** What the numbers of codes ask alike. */
export const whichFields = [
  { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
  {
    key: 'touch',
    label: words('订单归', 'Orders are of her'),
    kind: 'choice',
    options: [
      {
        value: 'last',
        label: codeTouch.last,
        hint: words('付款前最近扫的码', 'The code scanned last before it was paid'),
      },
      { value: 'first', label: codeTouch.first, hint: words('她第一次扫的码', 'The code she ever scanned first') },
    ],
    initial: 'last',
  },
  { key: 'code', label: words('渠道码', 'Code'), kind: 'picker', of: 'code', optional: true },
  { key: 'place', label: words('放在哪里', 'Where it stands'), kind: 'choice', options: places, optional: true },
  { key: 'channel', label: words('渠道', 'Channel'), kind: 'picker', of: 'code_channel', optional: true },
  { key: 'store', label: words('门店', 'Store'), kind: 'picker', of: 'store', optional: true },
] as const;

type Asked = Omit<CodesAsk, 'place' | 'range'> & {
  readonly place: string | null;
  readonly range: { readonly from: string; readonly to: string };
};

export function askOf({ range, touch, code, place, channel, store }: Asked): CodesAsk {
  return { range, touch, code, channel, store, place: valuesOf(codePlace).find((one) => one === place) ?? null };
}

/** Which codes, in which days, as a sentence begins with it. */
export function whichText({ range, code, place, channel, store }: Asked, names: Names): Words {
  const { from, to } = range;
  const days = from === to ? words(from, from) : words(`${from} 至 ${to}`, `${from} to ${to}`);
  const on = Object.entries(codePlace).find(([key]) => key === place)?.[1];
  const parts = [
    ...(code === null ? [] : [nameOf(names, 'code', code)]),
    ...(on === undefined ? [] : [on]),
    ...(channel === null ? [] : [words(`渠道 ${channel}`, `channel ${channel}`)]),
    ...(store === null ? [] : [nameOf(names, 'store', store)]),
  ];
  const which = words(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '));
  return which.zh === '' ? days : words(`${days.zh} ${which.zh}`, `${days.en}, ${which.en}`);
}

function nameOf(names: Names, of: 'code' | 'store', id: string): Words {
  const name = names(of, id);
  return name === null ? words('', '') : words(`「${name.zh}」`, `“${name.en}”`);
}
