import type { Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { activityFor, activityPays } from '@huoshui/contracts/words/activities';
import { addDays, dayStart, daysBetween } from '../../platform/calendar.ts';
import { checkForm, type PickedId } from '../../platform/form/check.ts';
import { type Form, form, type Names } from '../../platform/form/form.ts';
import type { ConditionKit } from '../audiences/index.ts';
import { asksFriends, type Play } from './play.ts';

const MOST_DAYS = 92;
/** So long after the end she may still choose one of several gifts; then the first is hers. */
export const CHOICE_DAYS = 7;

/** What every activity asks for, before what its play asks for. */
const head = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 24,
    hint: words('顾客看到的就是它，不重名', 'Shoppers read it; each its own'),
  },
  {
    key: 'text',
    label: words('一句话介绍', 'In one line'),
    kind: 'text',
    max: 60,
    lines: 2,
    optional: true,
  },
  {
    key: 'days',
    label: words('活动日期', 'Days'),
    kind: 'day_range',
    hint: words('第一天和最后一天都算', 'First and last day both count'),
  },
  {
    key: 'warmDays',
    label: words('提前预热', 'Warm-up'),
    kind: 'count',
    unit: words('天', 'days before'),
    min: 0,
    max: 30,
    initial: 0,
    hint: words('预热时看得到、还不能参加', 'It is seen, and nobody takes part yet'),
  },
  {
    key: 'for',
    label: words('给谁参加', 'For whom'),
    kind: 'choice',
    options: valuesOf(activityFor).map((value) => ({ value, label: activityFor[value] })),
    initial: 'everybody',
  },
  { key: 'who', label: words('条件', 'Condition'), kind: 'condition', when: { field: 'for', is: ['some'] } },
  {
    key: 'places',
    label: words('名额', 'Places'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 1,
    max: 10_000_000,
    optional: true,
    hint: words('发货和门店忙得过来的人数；不填就不限', 'As many as the shop can serve; empty: any number'),
  },
] as const satisfies readonly Field[];

/** What fulfilment can take a day (交付风控), in what the play counts. */
const perDay = {
  key: 'perDay',
  label: words('每天最多接', 'A day takes'),
  kind: 'count',
  min: 1,
  max: 1_000_000,
  optional: true,
} as const satisfies Field;

/** What it gives and how it is measured, after that. */
const tail = [
  {
    key: 'pays',
    label: words('什么时候发', 'When it is given'),
    kind: 'choice',
    options: valuesOf(activityPays).map((value) => ({ value, label: activityPays[value] })),
    initial: 'at_once',
  },
  {
    key: 'payDays',
    label: words('结束后', 'After the end'),
    kind: 'count',
    unit: words('天发放', 'days'),
    min: 0,
    max: 60,
    initial: 7,
    when: { field: 'pays', is: ['settled'] },
    hint: words('等售后期过去，退款的就不会发', 'Once orders can go back no more'),
  },
  {
    key: 'budget',
    label: words('预算', 'Budget'),
    kind: 'picker',
    of: 'budget',
    optional: true,
    hint: words('用完就不再发，活动页会说明', 'Once it is spent nothing more is given'),
  },
  {
    key: 'holdout',
    label: words('对照组', 'Holdout'),
    kind: 'percent',
    min: 0,
    max: 50,
    initial: 10,
    hint: words(
      '这些人抽到看不到它，用来比出它真正带来了多少',
      'So many are drawn not to see it: by them shows what it really brings',
    ),
  },
  {
    key: 'within',
    label: words('效果看', 'Orders count for'),
    kind: 'count',
    unit: words('天内的订单', 'days after she met it'),
    min: 1,
    max: 60,
    initial: 14,
  },
] as const satisfies readonly Field[];

/** Tiers as they are kept: what a tier asks, in the unit of its play, and what it brings (`<kind>:<id>`). */
const tiers = {
  key: 'tiers',
  label: words('奖品', 'Gifts'),
  kind: 'list',
  min: 0,
  max: 5,
  add: words('加一档', 'Add a tier'),
  row: words('档', 'Tier'),
  of: [
    { key: 'at', label: words('达到', 'From'), kind: 'count', min: 1, max: Number.MAX_SAFE_INTEGER },
    { key: 'gift', label: words('送', 'brings'), kind: 'picker', of: 'benefit' },
    {
      key: 'others',
      label: words('或者任选', 'or one of'),
      kind: 'picker',
      of: 'benefit',
      many: 3,
      optional: true,
      hint: words(
        `填了就是几选一，顾客自己挑；活动结束 ${CHOICE_DAYS} 天后还没挑的发第一份`,
        `She chooses one of them; who has not chosen ${CHOICE_DAYS} days after the end is given the first`,
      ),
    },
  ],
} as const satisfies Field;
/** A play without tiers has none. */
const common = form({
  fields: [...head, perDay, { ...tiers, min: 0 }, ...tail],
  sentence: () => words('', ''),
});

export type CommonValues = ValuesOf<typeof common.fields>;
export type Tier = CommonValues['tiers'][number];
/** What the play asks for besides, in the same values. */
export type OwnValues = ValuesOf<readonly Field[]>;

const poster = {
  key: 'poster',
  label: words('邀请海报', 'Poster'),
  kind: 'picker',
  of: 'poster',
  optional: true,
  hint: words('每人一张，带她自己的小程序码；不选就用朴素的一张', 'Each has one with her own code; empty: a plain one'),
} as const satisfies Field;

const tiersOf = ({ tier }: Play): readonly Field[] =>
  tier === null
    ? []
    : [
        {
          ...tiers,
          min: tier.least ?? 1,
          of: [
            {
              key: 'at',
              label: tier.label,
              kind: tier.kind,
              min: 1,
              max: tier.max,
              initial: tier.initial,
              ...(tier.unit ? { unit: tier.unit } : {}),
            },
            tiers.of[1],
            tiers.of[2],
          ],
        },
      ];

/** The whole form of an activity of one play; it stands as `activities.<play>` among the forms. */
export function activityForm(play: Play, conditions: ConditionKit): Form {
  return form({
    published: true,
    fields: [
      ...asked(head, play),
      ...(play.perDay === undefined ? [] : [{ ...perDay, ...play.perDay }]),
      ...play.fields,
      ...tiersOf(play),
      ...(asksFriends(play) ? [poster] : []),
      ...asked(tail, play),
    ],
    problem: (values) => problemOf(conditions, commonOf(values)) ?? play.problem?.(values) ?? null,
    picks: (values) => {
      const { who } = commonOf(values);
      return who === null ? [] : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `who.${one.at}` }));
    },
    sentence: (values, names) => sentenceOf(play, conditions, { values: commonOf(values), own: values }, names),
  });
}

const asked = (fields: readonly Field[], { without = [] }: Play): readonly Field[] =>
  fields.filter(({ key }) => !without.some((one) => one === key));

/** What stands where a play does not ask for it. */
const unasked: Readonly<Record<string, unknown>> = {
  tiers: [],
  places: null,
  perDay: null,
  pays: 'at_once',
  payDays: null,
  budget: null,
};

/** Of checked values what every activity has, by its type. */
export function commonOf(values: OwnValues): CommonValues {
  const known = common.fields.map(({ key }) => [key, values[key] ?? unasked[key]]);
  const checked = checkForm(common, Object.fromEntries(known));
  if (!checked.ok) throw new Error(`values of an activity were not checked: ${JSON.stringify(checked.problems)}`);
  return checked.values;
}

function problemOf(conditions: ConditionKit, { days, who, tiers }: CommonValues): Problem | null {
  if (daysBetween(days.from, days.to) >= MOST_DAYS)
    return { at: 'days', words: words(`最长 ${MOST_DAYS} 天`, `At most ${MOST_DAYS} days`) };
  const twice = tiers.findIndex(({ at }, n) => n > 0 && at <= (tiers[n - 1]?.at ?? 0));
  if (twice >= 0)
    return { at: `tiers.${twice}.at`, words: words('要比上一档高', 'Each tier asks more than the one before') };
  const repeats = tiers.findIndex((tier) => new Set(giftsOf(tier)).size < giftsOf(tier).length);
  if (repeats >= 0)
    return { at: `tiers.${repeats}.others`, words: words('几样奖品各不相同', 'Each of them is another gift') };
  if (who === null) return null;
  const [first] = conditions.check(who).problems;
  return first ? { at: `who.${first.at}`.replace(/\.$/, ''), words: first.words } : null;
}

/** Before the first day, from which moment it is shown, and when it is over (half-open). */
export function timesOf({ days, warmDays }: CommonValues) {
  return {
    warmAt: dayStart(addDays(days.from, -warmDays)),
    startsAt: dayStart(days.from),
    endsAt: dayStart(addDays(days.to, 1)),
  };
}

/** What a tier brings: one of these, as she chooses. Terms that were kept before there was a choice have none. */
export const giftsOf = ({ gift, others }: Pick<Tier, 'gift'> & Partial<Tier>): readonly string[] => [
  gift,
  ...(others ?? []),
];

/** 「A」或「B」 */
export function giftWords(tier: Pick<Tier, 'gift'> & Partial<Tier>, names: Names): Words {
  const told = giftsOf(tier).map((gift) => names('benefit', gift) ?? words('礼品', 'a gift'));
  return words(told.map(({ zh }) => `「${zh}」`).join('或'), told.map(({ en }) => `“${en}”`).join(' or '));
}

export function tierWords(play: Play, tier: Tier, names: Names): Words {
  const need = play.said(tier.at);
  const gifts = giftWords(tier, names);
  return words(`${need.zh}送${gifts.zh}`, `${need.en}: ${gifts.en}`);
}

type Terms = { readonly values: CommonValues; readonly own: OwnValues };

function sentenceOf(play: Play, conditions: ConditionKit, { values, own }: Terms, names: Names): Words {
  const { days, tiers, pays, payDays, places, perDay, who } = values;
  return joinWords(
    [
      words(`${days.from} 至 ${days.to}`, `${days.from} to ${days.to}`),
      who === null ? words('所有人', 'everybody') : conditions.say(who, names),
      ...tiers.map((tier) => tierWords(play, tier, names)),
      ...play.says(own),
      ...(places === null ? [] : [words(`限 ${places} 人`, `for ${places} people`)]),
      ...perDayWords(play, perDay),
      ...(tiers.length === 0 ? [] : [givenWords(pays, payDays)]),
    ],
    words('，', ', '),
  );
}

/** 每天最多接 50 单 */
export function perDayWords({ perDay: counts }: Play, most: number | null): readonly Words[] {
  if (counts === undefined || most === null) return [];
  return [words(`每天最多接 ${most} ${counts.unit.zh}`, `at most ${most} ${counts.unit.en} a day`)];
}

function givenWords(pays: CommonValues['pays'], payDays: number | null): Words {
  return pays === 'at_once'
    ? words('达成就发', 'given as soon as it is reached')
    : words(`结束 ${payDays ?? 0} 天后发`, `given ${payDays ?? 0} days after the end`);
}
