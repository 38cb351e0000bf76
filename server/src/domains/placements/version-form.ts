import type { ValuesOf } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';

const fields = [
  {
    key: 'coupon',
    label: words('换成这张券', 'This coupon instead'),
    kind: 'picker',
    of: 'coupon',
    optional: true,
    hint: words('不填的都照原样', 'What is empty stays as it stands'),
  },
  { key: 'title', label: words('换成这个标题', 'This title instead'), kind: 'text', max: 24, optional: true },
  { key: 'text', label: words('换成这段说明', 'This text instead'), kind: 'text', max: 60, optional: true },
  { key: 'button', label: words('换成这个按钮', 'This button instead'), kind: 'text', max: 8, optional: true },
] as const;

type VersionValues = ValuesOf<typeof fields>;

/** What an arm of an experiment changes of a placement; null leaves it. */
export const versionForm = form({
  published: true,
  fields,
  sentence: ({ coupon, title, text, button }, names) =>
    joinWords(
      [
        ...(coupon === null ? [] : [names('coupon', coupon) ?? words('', '')]),
        ...[title, text, button].filter((one) => one !== null),
      ],
      words('，', ', '),
    ),
});

/** As it stands: a version that changes nothing. */
export const UNCHANGED: VersionValues = { coupon: null, title: null, text: null, button: null };
