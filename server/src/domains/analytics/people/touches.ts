import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import type { Touches } from '../../../platform/touches.ts';
import { daysText } from '../reports/question.ts';
import { touchesAsked, touchFields } from '../touches/question.ts';
import { personsOfTouches } from '../touches/touches.ts';

const who = [
  { value: 'people', label: words('收到触达的人', 'Who was reached') },
  { value: 'buyers', label: words('触达后下单的人', 'Who bought after it') },
] as const;

/** Whom the report of touches counts. */
export const touchesPeople = (of: () => readonly Touches[]) =>
  people({
    name: 'analytics.touches',
    can: 'analytics.read',
    form: form({
      fields: [
        ...touchFields,
        { key: 'who', label: words('哪些人', 'Who'), kind: 'choice', options: who, initial: 'people' },
        { key: 'channel', label: words('渠道', 'Channel'), kind: 'text', max: 40, optional: true },
        { key: 'source', label: words('来源', 'Source'), kind: 'text', max: 40, optional: true },
        { key: 'thing', label: words('编号', 'Id'), kind: 'text', max: 80, optional: true },
      ],
      sentence: ({ range, who: asked, channel, source }) => {
        const days = daysText(range);
        const { zh, en } = who.find(({ value }) => value === asked)?.label ?? who[0].label;
        const named = [
          ...of().flatMap(({ channels = [] }) => channels.filter(({ name }) => name === channel)),
          ...of().flatMap(({ sources = [] }) => sources.filter(({ name }) => name === source)),
        ].map((one) => one.words);
        const which = { zh: named.map((one) => one.zh).join(' · '), en: named.map((one) => one.en).join(' · ') };
        return words(
          which.zh === '' ? `${days.zh} ${zh}` : `${days.zh} ${which.zh}：${zh}`,
          which.en === '' ? `${en}, ${days.en}` : `${en}, ${which.en}, ${days.en}`,
        );
      },
    }),
    persons: async (ctx, { who: asked, channel, source, thing, ...question }) =>
      personsOfTouches(ctx, of(), touchesAsked(question), asked, { channel, asked: source, cause: thing }),
  });
