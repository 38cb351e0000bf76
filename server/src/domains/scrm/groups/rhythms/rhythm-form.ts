import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, type WordsOf, words } from '@huoshui/contracts/words';
import { rhythmCard, rhythmDay } from '@huoshui/contracts/words/group-rhythms';
import { form, type Names } from '../../../../platform/form/form.ts';

const optionsOf = <Value extends string>(of: WordsOf<Value>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words(
      '店里自己看，不重名，例如：福利群每周节奏',
      'For yourselves, each its own, e.g. the week of benefit groups',
    ),
  },
  {
    key: 'tags',
    label: words('带这些群标签的群', 'Groups with one of these tags'),
    kind: 'texts',
    max: 10,
    each: 15,
    optional: true,
    hint: words('以后打上标签的新群自动加入', 'New groups with such a tag come in by themselves'),
  },
  {
    key: 'groups',
    label: words('再加上这些群', 'And these groups'),
    kind: 'picker',
    of: 'customer_group',
    many: 50,
    optional: true,
  },
  {
    key: 'beats',
    label: words('每周做什么', 'What each week'),
    kind: 'list',
    of: [
      { key: 'day', label: words('星期', 'Day'), kind: 'choice', options: optionsOf(rhythmDay), initial: 'wed' },
      { key: 'at', label: words('几点', 'At'), kind: 'minute_of_day', min: 0, max: 1439, initial: 20 * 60 },
      {
        key: 'title',
        label: words('做什么', 'What'),
        kind: 'text',
        max: 20,
        hint: words('群主在待办里看到，例如：周三会员日预告', 'As the owner reads it among her to-dos'),
      },
      { key: 'text', label: words('发到群里的话', 'What goes into the group'), kind: 'text', max: 1000, lines: 4 },
      { key: 'card', label: words('卡片', 'Card'), kind: 'choice', options: optionsOf(rhythmCard), initial: 'none' },
      {
        key: 'product',
        label: words('商品', 'Product'),
        kind: 'picker',
        of: 'product',
        when: { field: 'card', is: ['product'] },
      },
    ],
    min: 1,
    max: 14,
    add: words('再加一件', 'Another'),
    row: words('件', 'No.'),
  },
  {
    key: 'hours',
    label: words('多久内做完', 'Done within'),
    kind: 'count',
    min: 1,
    max: 48,
    initial: 2,
    unit: words('小时', 'hours'),
    hint: words(
      '过了就算超时，按侧边栏设置升级给店长',
      'Late after that; the settings of the sidebar say when the manager has it',
    ),
  },
] as const;

export type RhythmValues = ValuesOf<typeof fields>;

export const rhythmForm = form({ published: true, fields, problem: problemOf, sentence: sentenceOf });

function problemOf({ tags, groups, beats }: RhythmValues): Problem | null {
  if ((tags ?? []).length + (groups ?? []).length === 0)
    return { at: 'tags', words: words('选群标签，或选几个群', 'Name tags of groups, or choose some groups') };
  const twice = beats.findIndex(
    ({ day, at, title }, n) => beats.findIndex((one) => one.day === day && one.at === at && one.title === title) !== n,
  );
  return twice < 0
    ? null
    : { at: `beats.${twice}.title`, words: words('同一时间已有同样的一件', 'The same stands at that time already') };
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function sentenceOf({ tags, groups, beats, hours }: RhythmValues, names: Names): Words {
  const marked = tags ?? [];
  const chosen = (groups ?? []).map((id) => names('customer_group', id) ?? words(id, id));
  const whom = joinWords(
    [
      ...(marked.length === 0
        ? []
        : [words(`带标签「${marked.join('、')}」的群`, `groups with the tag ${marked.join(' or ')}`)]),
      ...chosen,
    ],
    words('、', ', '),
  );
  const what = beats.map(({ day, at, title }) =>
    words(`${rhythmDay[day].zh} ${clock(at)} ${title}`, `${rhythmDay[day].en} ${clock(at)} ${title}`),
  );
  return joinWords([whom, ...what, words(`${hours} 小时内做完`, `done within ${hours} hours`)], words('，', ', '));
}
