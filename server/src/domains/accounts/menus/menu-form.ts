import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, words } from '@huoshui/contracts/words';
import { menuDoes } from '@huoshui/contracts/words/accounts';
import { form } from '../../../platform/form/form.ts';
import type { MenuAct, MenuButton } from '../../../wechat/index.ts';

const levels = [
  { value: 'first', label: words('一级', 'First level') },
  { value: 'second', label: words('在上一个一级下面', 'Below the one before') },
] as const;

const fields = [
  {
    key: 'tag',
    label: words('给有这个标签的人', 'For people with this tag'),
    kind: 'text',
    max: 20,
    optional: true,
    hint: words('会员标签；不填就是所有人的菜单', 'A tag of members; empty: everybody’s menu'),
  },
  {
    key: 'buttons',
    label: words('按钮', 'Buttons'),
    kind: 'list',
    min: 1,
    max: 18,
    add: words('再加一个按钮', 'Another button'),
    row: words('个', 'No.'),
    of: [
      { key: 'level', label: words('位置', 'Where'), kind: 'choice', options: levels, initial: 'first' },
      { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 8 },
      {
        key: 'does',
        label: words('点了以后', 'A tap'),
        kind: 'choice',
        options: valuesOf(menuDoes).map((value) => ({ value, label: menuDoes[value] })),
        initial: 'reply',
      },
      {
        key: 'page',
        label: words('小程序页面', 'Page'),
        kind: 'text',
        max: 200,
        when: { field: 'does', is: ['page'] },
      },
      { key: 'url', label: words('网址', 'Address'), kind: 'text', max: 500, when: { field: 'does', is: ['url'] } },
    ],
  },
] as const;

export type MenuValues = ValuesOf<typeof fields>;
type Row = MenuValues['buttons'][number];

const MOST_FIRST = 3;
const MOST_SECOND = 5;
/** Bytes: four Chinese characters, and eight below. */
const BYTES = { first: 16, second: 60 } as const;

export const menuForm = form({
  fields,
  problem: ({ buttons }) => problemOf(buttons),
  sentence: ({ tag, buttons }) =>
    joinWords(
      [
        tag === null ? words('所有人', 'Everybody') : words(`有「${tag}」的人`, `who has “${tag}”`),
        words(
          buttons.flatMap(({ level, name }) => (level === 'first' ? name : [])).join(' · '),
          buttons.flatMap(({ level, name }) => (level === 'first' ? name : [])).join(' · '),
        ),
      ],
      words('：', ': '),
    ),
});

function problemOf(rows: readonly Row[]): Problem | null {
  for (const [at, { level, name, url, does }] of rows.entries()) {
    if (at === 0 && level === 'second')
      return { at: 'buttons.0.level', words: words('第一个要是一级', 'The first stands on the first level') };
    if (Buffer.byteLength(name) > BYTES[level])
      return {
        at: `buttons.${at}.name`,
        words: words('一级最多 4 个汉字，二级最多 8 个', 'Four Chinese characters, eight below'),
      };
    if (url !== null && !/^https?:\/\/\S+$/.test(url))
      return {
        at: `buttons.${at}.url`,
        words: words('以 http:// 或 https:// 开头', 'It begins with http:// or https://'),
      };
    const below = rows[at + 1]?.level === 'second';
    if (level === 'first' && (does === 'group') !== below)
      return {
        at: `buttons.${at}.does`,
        words: below
          ? words('下面有子菜单，它自己只能展开', 'It has buttons below: all it does is to open them')
          : words('展开的按钮下面要有子菜单', 'What opens needs buttons below'),
      };
    if (level === 'second' && does === 'group')
      return { at: `buttons.${at}.does`, words: words('子菜单不能再展开', 'There is no third level') };
  }
  const groups = grouped(rows);
  if (groups.length > MOST_FIRST)
    return { at: 'buttons', words: words('一级最多 3 个', 'Three on the first level at most') };
  if (groups.some(({ below }) => below.length > MOST_SECOND))
    return { at: 'buttons', words: words('每个一级下面最多 5 个', 'Five below each at most') };
  const names = rows.map(({ name }) => name);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  return twice < 0 ? null : { at: `buttons.${twice}.name`, words: words('和另一个同名', 'Another has this name') };
}

function grouped(rows: readonly Row[]) {
  const groups: { readonly row: Row; readonly below: Row[] }[] = [];
  for (const row of rows) {
    if (row.level === 'first') groups.push({ row, below: [] });
    else groups.at(-1)?.below.push(row);
  }
  return groups;
}

/** As WeChat takes it. A button that a rule answers tells its name. */
export function buttonsOf({ buttons }: MenuValues, appid: string, fallback: string): readonly MenuButton[] {
  const act = ({ name, does, page, url }: Row): MenuAct => {
    if (does === 'page') return { name, kind: 'page', appid, page: page ?? '', url: fallback };
    return does === 'url' ? { name, kind: 'url', url: url ?? '' } : { name, kind: 'click', key: name };
  };
  return grouped(buttons).map(({ row, below }) =>
    below.length === 0 ? act(row) : { name: row.name, sub: below.map(act) },
  );
}
