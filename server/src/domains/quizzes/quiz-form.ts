import type { Condition } from '@huoshui/contracts/condition';
import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { quizFor, quizGiftFor, quizLeads } from '@huoshui/contracts/words/quizzes';
import type { PickedId } from '../../platform/form/check.ts';
import { form, type Names } from '../../platform/form/form.ts';
import type { ConditionKit } from '../audiences/index.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const says = words('选它的人打标签', 'Who chooses it is tagged');

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  { key: 'title', label: words('标题', 'Title'), kind: 'text', max: 30 },
  {
    key: 'intro',
    label: words('开头的话', 'Words before it begins'),
    kind: 'text',
    max: 200,
    lines: 3,
    optional: true,
  },
  {
    key: 'questions',
    label: words('题目', 'Questions'),
    kind: 'list',
    min: 2,
    max: 5,
    add: words('再加一题', 'Another question'),
    row: words('题', 'Question'),
    hint: words('两三题最好做完', 'Two or three are finished best'),
    of: [
      { key: 'text', label: words('题目', 'Question'), kind: 'text', max: 60, lines: 2 },
      { key: 'a', label: words('选项一', 'First answer'), kind: 'text', max: 30 },
      { key: 'aTag', label: says, kind: 'text', max: 20, optional: true },
      { key: 'b', label: words('选项二', 'Second answer'), kind: 'text', max: 30 },
      { key: 'bTag', label: says, kind: 'text', max: 20, optional: true },
      { key: 'c', label: words('选项三', 'Third answer'), kind: 'text', max: 30, optional: true },
      { key: 'cTag', label: says, kind: 'text', max: 20, optional: true },
    ],
  },
  {
    key: 'results',
    label: words('结果', 'Results'),
    kind: 'list',
    min: 2,
    max: 3,
    add: words('再加一种结果', 'Another result'),
    row: words('种', 'Result'),
    hint: words(
      '选项一选得最多的人得第一种结果，依此类推；一样多时在前的算',
      'Whoever chose most first answers gets the first result, and so on; of equals the first',
    ),
    of: [
      { key: 'title', label: words('结果', 'Result'), kind: 'text', max: 20 },
      { key: 'text', label: words('说明', 'What it means'), kind: 'text', max: 300, lines: 3 },
      { key: 'tag', label: words('给她打标签', 'Tag her'), kind: 'text', max: 20, optional: true },
      { key: 'gift', label: words('当场送', 'Given at once'), kind: 'picker', of: 'benefit', optional: true },
    ],
  },
  {
    key: 'giftFor',
    label: words('礼包给谁', 'Who is given the gift'),
    kind: 'choice',
    options: optionsOf(quizGiftFor),
    initial: 'everybody',
    hint: words('别人照样做题、看结果', 'Others take it and see their result all the same'),
  },
  {
    key: 'giftWho',
    label: words('条件', 'Condition'),
    kind: 'condition',
    when: { field: 'giftFor', is: ['some'] },
  },
  {
    key: 'budget',
    label: words('预算', 'Budget'),
    kind: 'picker',
    of: 'budget',
    optional: true,
    hint: words('用完就不再发，结果页会说明', 'Once it is spent nothing more is given, and the result says so'),
  },
  {
    key: 'for',
    label: words('谁能看结果', 'Who is told the result'),
    kind: 'choice',
    options: optionsOf(quizFor),
    initial: 'everybody',
  },
  {
    key: 'who',
    label: words('条件', 'Condition'),
    kind: 'condition',
    when: { field: 'for', is: ['some'] },
    hint: words('例如关注着某个公众号，或已是导购好友', 'E.g. she follows an account, or is a friend of staff'),
  },
  {
    key: 'otherwise',
    label: words('不符合的人听到', 'Others are told'),
    kind: 'text',
    max: 200,
    lines: 2,
    when: { field: 'for', is: ['some'] },
    hint: words('例如：结果算好了，关注后回来看', 'E.g. your result is ready: follow us and come back for it'),
  },
  {
    key: 'leads',
    label: words('带她去', 'And led to'),
    kind: 'choice',
    options: optionsOf(quizLeads),
    initial: 'account',
    when: { field: 'for', is: ['some'] },
  },
  {
    key: 'account',
    label: words('哪个公众号', 'Which account'),
    kind: 'picker',
    of: 'official_account',
    when: { field: 'leads', is: ['account'] },
    hint: words('认证服务号会自动做一个带来源的二维码', 'For a certified service account a code of its own is made'),
  },
  {
    key: 'contact',
    label: words('哪个活码', 'Which contact way'),
    kind: 'picker',
    of: 'contact_way',
    when: { field: 'leads', is: ['contact_way'] },
  },
] as const;

export type QuizValues = ValuesOf<typeof fields>;

/** Questions with two or three answers; the answer chosen most decides the result. `conditions`: what may be asked of people. */
export function quizForm(conditions: ConditionKit) {
  return form({
    published: true,
    fields,
    problem: (values) => problemOf(conditions, values),
    picks: ({ who, giftWho }) => [...pickedBy(conditions, 'who', who), ...pickedBy(conditions, 'giftWho', giftWho)],
    sentence: (values, names) => sentenceOf(conditions, values, names),
  });
}

export type QuizForm = ReturnType<typeof quizForm>;

function pickedBy(conditions: ConditionKit, at: string, condition: Condition | null): PickedId[] {
  if (condition === null) return [];
  return conditions.check(condition).picked.map((one): PickedId => ({ ...one, at: `${at}.${one.at}` }));
}

function problemOf(conditions: ConditionKit, values: QuizValues): Problem | null {
  const { questions, results, who, giftWho } = values;
  const third = questions.findIndex(({ c }) => c !== null);
  if (third >= 0 && results.length < 3)
    return { at: `questions.${third}.c`, words: words('没有第三种结果', 'There is no third result') };
  if (third < 0 && results.length > 2)
    return { at: 'results', words: words('没有哪一题能选到第三种', 'No question leads to the third') };
  const nobodys = questions.findIndex(({ c, cTag }) => c === null && cTag !== null);
  if (nobodys >= 0)
    return { at: `questions.${nobodys}.cTag`, words: words('没有选项三，没有人会选它', 'There is no third answer') };
  return whoProblem(conditions, 'who', who) ?? whoProblem(conditions, 'giftWho', giftWho);
}

function whoProblem(conditions: ConditionKit, at: string, condition: Condition | null): Problem | null {
  const [first] = condition === null ? [] : conditions.check(condition).problems;
  return first ? { at: `${at}.${first.at}`.replace(/\.$/, ''), words: first.words } : null;
}

function sentenceOf(conditions: ConditionKit, values: QuizValues, names: Names): Words {
  const { title, questions, results, who, giftFor, giftWho } = values;
  const gifts = new Set(results.flatMap(({ gift }) => gift ?? []));
  const named = [...gifts].map((gift) => names('benefit', gift) ?? words('礼品', 'a gift'));
  const given = joinWords(named, words('、', ', '));
  const whom = giftWho === null ? quizGiftFor[giftFor] : conditions.say(giftWho, names);
  const heard = who === null ? words('所有人', 'everybody') : conditions.say(who, names);
  return joinWords(
    [
      words(
        `${title}：${questions.length} 题，${results.length} 种结果，${heard.zh}能看`,
        `${title}: ${questions.length} questions, ${results.length} results, told to: ${heard.en}`,
      ),
      ...(gifts.size === 0
        ? []
        : [words(`当场送「${given.zh}」（${whom.zh}）`, `at once gives “${given.en}” (${whom.en})`)]),
    ],
    words('，', ', '),
  );
}
