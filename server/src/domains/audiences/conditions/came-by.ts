import { joinWords, type Said, type Words, words } from '@huoshui/contracts/words';
import { arrivalScenes } from '@huoshui/contracts/words/arrivals';
import type { Ctx } from '../../../platform/ctx.ts';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { attributes, type Way } from '../../members/index.ts';
import { condition } from '../condition.ts';

const ways = [
  { value: 'first', label: words('第一次', 'The first time') },
  { value: 'last', label: words('最近一次', 'The last time') },
  { value: 'joined', label: words('入会', 'When she joined') },
] as const;

/** What brought her, as it is known now; how she joined is the source that her page names. */
export const cameBy = condition({
  kind: 'came_by',
  about: 'profile',
  words: words('从哪里来', 'What brought her'),
  form: form({
    fields: [
      { key: 'way', label: words('哪一次', 'Which time'), kind: 'choice', options: ways, initial: 'first' },
      {
        key: 'sources',
        label: words('来源', 'Sources'),
        hint: words('链接或二维码的标记；任意一个', 'Marks of links or codes; any of them'),
        kind: 'texts',
        max: 20,
        each: 64,
        optional: true,
      },
      {
        key: 'scenes',
        label: words('进入方式', 'Ways in'),
        hint: words('任意一个；没有列出的可以填微信的场景值', 'Any of them; of others type WeChat’s number'),
        kind: 'texts',
        options: arrivalScenes.map(([value, label]) => ({ value, label })),
        max: 20,
        each: 16,
        optional: true,
        when: { field: 'way', is: ['first', 'last'] },
      },
    ],
    problem: ({ sources, scenes }) =>
      (sources ?? []).length + (scenes ?? []).length > 0
        ? null
        : { at: 'sources', words: words('至少填一个来源或进入方式', 'At least one source or way in') },
    sentence: ({ way, sources, scenes }) => {
      const of = ways.find(({ value }) => value === way)?.label ?? words('', '');
      const listed = (all: readonly Said[] | null) => joinWords(all ?? [], words('、', ' or '));
      const [source, scene] = [listed(sources), listed((scenes ?? []).map(wayOf))];
      const parts = [
        ...((sources ?? []).length > 0 ? [words(`来源是 ${source.zh}`, `by ${source.en}`)] : []),
        ...((scenes ?? []).length > 0 ? [words(`通过${scene.zh}`, `by the way ${scene.en}`)] : []),
      ];
      const by = joinWords(parts, words('，', ' and '));
      return way === 'joined'
        ? words(`入会${by.zh}`, `joined ${by.en}`)
        : words(`${of.zh}来时${by.zh}`, `came ${of.en.toLowerCase()} ${by.en}`);
    },
  }),
  persons: async (ctx, values) => personsAmong(await brought(ctx, values)),
  holds: async (ctx, values, personNos) => new Set(await brought(ctx, values, personNos)),
});

function wayOf(scene: string): Words {
  const known = arrivalScenes.find(([number]) => number === scene)?.[1];
  return known ? words(`「${known.zh}」`, `“${known.en}”`) : words(`微信入口 ${scene}`, `number ${scene}`);
}

type Values = {
  readonly way: Way;
  readonly sources: readonly string[] | null;
  readonly scenes: readonly string[] | null;
};

async function brought(ctx: Ctx, { way, sources, scenes }: Values, among?: readonly number[]): Promise<number[]> {
  return attributes.arrivedBy(ctx, way, { sources: sources ?? [], scenes: scenes ?? [] }, among);
}
