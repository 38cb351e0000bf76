import { ReviewRule } from '@huoshui/contracts/reviews';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { reviewCheck } from '@huoshui/contracts/words/reviews';
import { form, type Names } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';
import type { Rule } from './gate.ts';

export const reviewRule = defineSetting('reviews.rule', ReviewRule, {
  check: 'all',
  words: [],
  days: 30,
  addDays: 90,
  points: 0,
  gift: null,
  leastText: 15,
  leastPictures: 0,
  perDay: 3,
});

const days = words('天', 'days');

export const reviewRuleForm = form({
  fields: [
    {
      key: 'check',
      label: words('展示前', 'Before it is shown'),
      kind: 'choice',
      options: [
        { value: 'all', label: reviewCheck.all },
        {
          value: 'wechat',
          label: reviewCheck.wechat,
          hint: words(
            '文字、每张图、写的人都查；小程序审核要求用户发布的内容先过内容安全',
            'Text, each picture and who wrote it; reviews of mini programs ask for that wherever people publish',
          ),
        },
        {
          value: 'words',
          label: reviewCheck.words,
          hint: words(
            '不问微信：写完马上展示，只拦下面这些词；小程序审核可能要求改用上一种',
            'WeChat is not asked: shown at once unless it has one of the words below; a review of the mini program may ask for the way above instead',
          ),
        },
      ],
      initial: 'all',
    },
    {
      key: 'words',
      label: words('敏感词', 'Words to look at'),
      kind: 'texts',
      max: 200,
      each: 20,
      optional: true,
      hint: words(
        '输入后回车；中间加空格、符号也认得出',
        'Type and press Enter; spaces and signs between do not hide them',
      ),
      when: { field: 'check', is: ['words', 'wechat'] },
    },
    {
      key: 'days',
      label: words('收货后可评价', 'Reviewed within'),
      kind: 'count',
      min: 1,
      max: 180,
      initial: 30,
      unit: days,
    },
    {
      key: 'addDays',
      label: words('评价后可追评', 'Added to within'),
      kind: 'count',
      min: 0,
      max: 365,
      initial: 90,
      unit: days,
      hint: words('0 就是不能追评', '0: nothing can be added'),
    },
    {
      key: 'points',
      label: words('优质评价送', 'A good review earns'),
      kind: 'count',
      min: 0,
      max: 10_000,
      initial: 0,
      unit: words('积分', 'points'),
      hint: words('开启积分后有效', 'While points are on'),
    },
    { key: 'gift', label: words('再送', 'And'), kind: 'picker', of: 'benefit', optional: true },
    {
      key: 'leastText',
      label: words('至少写', 'At least'),
      kind: 'count',
      min: 0,
      max: 300,
      initial: 15,
      unit: words('字', 'letters'),
      hint: words('重复的字不算；和打几星无关', 'Repeated ones do not count; the stars never matter'),
    },
    {
      key: 'leastPictures',
      label: words('至少放', 'With at least'),
      kind: 'count',
      min: 0,
      max: 9,
      initial: 0,
      unit: words('张图', 'pictures'),
    },
    {
      key: 'perDay',
      label: words('每人每天最多奖', 'A person at most'),
      kind: 'count',
      min: 1,
      max: 100,
      initial: 3,
      unit: words('条', 'a day'),
    },
  ],
  sentence: (values, names) => ruleWords(ruleOf(values), names),
});

type Values = Omit<Rule, 'check' | 'words'> & { readonly check: string; readonly words: readonly string[] | null };

export function ruleOf({ check, words: list, ...rest }: Values): Rule {
  return { ...rest, check: check === 'words' || check === 'wechat' ? check : 'all', words: [...(list ?? [])] };
}

function ruleWords(rule: Rule, names: Names): Words {
  const look =
    rule.check === 'all'
      ? words('审核后展示', 'Shown once somebody looked')
      : rule.check === 'wechat'
        ? words('微信内容安全通过后展示', 'Shown once WeChat’s check passed it')
        : words(
            `有 ${rule.words.length} 个敏感词之一的先审`,
            `With one of ${rule.words.length} words, somebody looks first`,
          );
  const gift = rule.gift === null ? null : (names('benefit', rule.gift) ?? words('礼品', 'a gift'));
  const worth = joinWords(
    [
      ...(rule.points === 0 ? [] : [words(`${rule.points} 积分`, `${rule.points} points`)]),
      ...(gift === null ? [] : [words(`「${gift.zh}」`, `“${gift.en}”`)]),
    ],
    words('和', ' and '),
  );
  const asked = rewardWords(rule);
  return joinWords(
    [
      look,
      words(`收货后 ${rule.days} 天内评价`, `within ${rule.days} days`),
      worth.zh === ''
        ? words('没有奖励', 'without a reward')
        : words(`${asked.zh}送${worth.zh}`, `${asked.en} earns ${worth.en}`),
    ],
    words('，', ', '),
  );
}

/** What a review must have to be given for, as she reads it. */
export function rewardWords({ leastText, leastPictures }: Rule): Words {
  const parts = [
    ...(leastText === 0 ? [] : [words(`写满 ${leastText} 字`, `${leastText} letters`)]),
    ...(leastPictures === 0 ? [] : [words(`配 ${leastPictures} 张图`, `${leastPictures} pictures`)]),
  ];
  return parts.length === 0 ? words('写评价', 'a review') : joinWords(parts, words('、', ' and '));
}
