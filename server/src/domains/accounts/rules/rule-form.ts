import type { Condition } from '@huoshui/contracts/condition';
import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { ruleFor, ruleHands, ruleLimit, ruleMatch, ruleOn } from '@huoshui/contracts/words/accounts';
import type { PickedId } from '../../../platform/form/check.ts';
import { form, type Names } from '../../../platform/form/form.ts';
import type { ConditionKit } from '../../audiences/index.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  {
    key: 'accounts',
    label: words('在哪些公众号', 'On which accounts'),
    kind: 'picker',
    of: 'official_account',
    many: 50,
    optional: true,
    hint: words('不选就是全部', 'None chosen: all of them'),
  },
  { key: 'on', label: words('什么时候', 'When'), kind: 'choice', options: optionsOf(ruleOn), initial: 'keyword' },
  {
    key: 'words',
    label: words('关键词或菜单名', 'Keywords, or names of buttons'),
    kind: 'texts',
    max: 50,
    each: 30,
    when: { field: 'on', is: ['keyword', 'menu'] },
    hint: words(
      '对上任何一个就算；大小写、全角半角、前后空格不管',
      'Any of them; capitals, full width and blanks around do not matter',
    ),
  },
  {
    key: 'match',
    label: words('怎么算对上', 'How it matches'),
    kind: 'choice',
    options: optionsOf(ruleMatch),
    initial: 'contains',
    when: { field: 'on', is: ['keyword'] },
  },
  {
    key: 'codes',
    label: words('扫的哪些码', 'By which codes'),
    kind: 'picker',
    of: 'code',
    many: 50,
    optional: true,
    when: { field: 'on', is: ['follow', 'scan'] },
    hint: words('不选就不管怎么来的', 'None chosen: however she came'),
  },
  { key: 'for', label: words('给谁', 'For whom'), kind: 'choice', options: optionsOf(ruleFor), initial: 'everybody' },
  {
    key: 'who',
    label: words('条件', 'Condition'),
    kind: 'condition',
    when: { field: 'for', is: ['some'] },
    hint: words('还认不出是哪位会员的人，不符合任何条件', 'Who is not known as a member meets none'),
  },
  {
    key: 'otherwise',
    label: words('不符合的人听到', 'Others are told'),
    kind: 'text',
    max: 300,
    lines: 3,
    optional: true,
    when: { field: 'for', is: ['some'] },
    hint: words('不填就继续找下一条规则', 'Empty: the next rule is asked'),
  },
  {
    key: 'limit',
    label: words('每人几次', 'How often'),
    kind: 'choice',
    options: optionsOf(ruleLimit),
    initial: 'always',
  },
  {
    key: 'again',
    label: words('领过的人听到', 'Who had it is told'),
    kind: 'text',
    max: 300,
    lines: 2,
    optional: true,
    when: { field: 'limit', is: ['once'] },
  },
  {
    key: 'inAll',
    label: words('总共最多', 'In all'),
    kind: 'count',
    unit: words('份', 'times'),
    min: 1,
    max: 10_000_000,
    optional: true,
    hint: words('发完就不再给', 'Then no more are given'),
  },
  {
    key: 'reply',
    label: words('回复', 'Reply'),
    kind: 'text',
    max: 600,
    lines: 5,
    optional: true,
    hint: words('也是她来领的内容，例如一段话加链接', 'What she came for, e.g. some words and a link'),
  },
  {
    key: 'hands',
    label: words('再引到', 'And leads to'),
    kind: 'choice',
    options: optionsOf(ruleHands),
    initial: 'none',
  },
  {
    key: 'account',
    label: words('哪个公众号', 'Which account'),
    kind: 'picker',
    of: 'official_account',
    when: { field: 'hands', is: ['account'] },
    hint: words('认证服务号会自动做一个带来源的二维码', 'For a certified service account a code of its own is made'),
  },
  {
    key: 'contact',
    label: words('哪个活码', 'Which contact way'),
    kind: 'picker',
    of: 'contact_way',
    when: { field: 'hands', is: ['contact_way'] },
  },
  {
    key: 'page',
    label: words('小程序页面', 'Page'),
    kind: 'text',
    max: 200,
    when: { field: 'hands', is: ['page'] },
    hint: words('例如 home/pages/home', 'e.g. home/pages/home'),
  },
  {
    key: 'quiz',
    label: words('哪个测试', 'Which quiz'),
    kind: 'picker',
    of: 'quiz',
    when: { field: 'hands', is: ['quiz'] },
  },
  {
    key: 'label',
    label: words('链接上的字', 'Words of the link'),
    kind: 'text',
    max: 30,
    optional: true,
    when: { field: 'hands', is: ['account', 'contact_way', 'page', 'quiz'] },
  },
  { key: 'tag', label: words('给她打标签', 'Tag her'), kind: 'text', max: 20, optional: true },
  {
    key: 'priority',
    label: words('优先级', 'Priority'),
    kind: 'count',
    min: 1,
    max: 100,
    initial: 50,
    hint: words('几条都对上时数字大的先', 'Of several that match the higher goes first'),
  },
] as const;

export type RuleValues = ValuesOf<typeof fields>;

/** A rule of one account, of several or of all. `conditions`: what may be asked of people. */
export function ruleForm(conditions: ConditionKit) {
  return form({
    published: true,
    fields,
    problem: (values) => problemOf(conditions, values),
    picks: ({ who }) =>
      who === null ? [] : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `who.${one.at}` })),
    sentence: (values, names) => sentenceOf(conditions, values, names),
  });
}

export type RuleForm = ReturnType<typeof ruleForm>;

function problemOf(
  conditions: ConditionKit,
  { reply, hands, words: said, on, who, accounts, account }: RuleValues,
): Problem | null {
  if ((on === 'keyword' || on === 'menu') && (said === null || said.length === 0))
    return { at: 'words', words: words('至少一个', 'At least one') };
  if (reply === null && hands === 'none')
    return { at: 'reply', words: words('写一句回复，或者引到别处', 'It says something, or leads somewhere') };
  if (hands === 'account' && accounts?.length === 1 && accounts[0] === account)
    return { at: 'account', words: words('她就在这个公众号里', 'She is in this very account') };
  const [first] = who === null ? [] : conditions.check(who).problems;
  return first ? { at: `who.${first.at}`.replace(/\.$/, ''), words: first.words } : null;
}

function sentenceOf(conditions: ConditionKit, values: RuleValues, names: Names): Words {
  const { accounts, on, words: said, who, reply, hands, tag, limit } = values;
  const where = accounts?.map((id) => names('official_account', id) ?? words(id, id)) ?? [];
  const named = (said ?? []).slice(0, 3).map((one) => words(one, one));
  const quoted = joinWords(named, words('、', ', '));
  const more = (said?.length ?? 0) > 3;
  const when =
    named.length === 0
      ? ruleOn[on]
      : words(
          `${on === 'menu' ? '点' : '发'}「${quoted.zh}」${more ? '等' : ''}`,
          `${on === 'menu' ? 'on tapping' : 'on'} “${quoted.en}”${more ? '…' : ''}`,
        );
  const [of, id] =
    hands === 'account'
      ? (['official_account', values.account] as const)
      : hands === 'quiz'
        ? (['quiz', values.quiz] as const)
        : (['contact_way', values.contact] as const);
  const to = id === null ? null : names(of, id);
  return joinWords(
    [
      where.length === 0 ? words('所有公众号', 'every account') : joinWords(where, words('、', ', ')),
      when,
      ...(who === null ? [] : [conditions.say(who, names)]),
      ...(reply === null ? [] : [words('回复', 'a reply')]),
      ...(hands === 'none'
        ? []
        : [
            to === null
              ? words(`引到${ruleHands[hands].zh}`, `leads to ${ruleHands[hands].en.toLowerCase()}`)
              : words(`引到「${to.zh}」`, `leads to “${to.en}”`),
          ]),
      ...(tag === null ? [] : [words(`打标签「${tag}」`, `tags “${tag}”`)]),
      ...(limit === 'once' ? [ruleLimit.once] : []),
    ],
    words('，', ', '),
  );
}

export function conditionOf({ for: whom, who }: RuleValues): Condition | null {
  return whom === 'some' ? who : null;
}
