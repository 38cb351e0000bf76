import type { Condition } from '@huoshui/contracts/condition';
import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { groupLaneFor } from '@huoshui/contracts/words/scrm-groups';
import type { PickedId } from '../../../../platform/form/check.ts';
import { form, type Names } from '../../../../platform/form/form.ts';
import type { ConditionKit } from '../../../audiences/index.ts';
import { MOST_BY_CODE, MOST_GROUPS } from '../limits.ts';

const whom = valuesOf(groupLaneFor).map((value) => ({ value, label: groupLaneFor[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名，例如：包裹卡进群', 'For yourselves, each its own, e.g. card in parcels'),
  },
  {
    key: 'lanes',
    label: words('谁进哪个群', 'Who joins which'),
    kind: 'list',
    of: [
      {
        key: 'lane',
        label: words('这一路叫什么', 'Called'),
        kind: 'text',
        max: 12,
        hint: words('数据按它分，例如：福利群', 'Figures are told by it, e.g. benefits'),
      },
      { key: 'for', label: words('给谁', 'For whom'), kind: 'choice', options: whom, initial: 'everyone' },
      {
        key: 'who',
        label: words('条件', 'Condition'),
        kind: 'condition',
        when: { field: 'for', is: ['some'] },
      },
      {
        key: 'groups',
        label: words('客户群', 'Groups'),
        kind: 'picker',
        of: 'customer_group',
        many: MOST_GROUPS,
        hint: words('按顺序，一个满了换下一个', 'In this order: the next when one is full'),
      },
      {
        key: 'another',
        label: words('都满了就让企业微信自动建新群', 'WeCom makes another when all are full'),
        kind: 'switch',
        initial: false,
      },
      {
        key: 'base',
        label: words('新群叫什么', 'Called'),
        kind: 'text',
        max: 30,
        hint: words('后面接序号，例如：会员福利群 → 会员福利群3', 'With a number behind it, e.g. Benefits → Benefits3'),
        when: { field: 'another', is: [true] },
      },
    ],
    min: 1,
    max: 6,
    add: words('再加一路', 'Another'),
    row: words('路', 'No.'),
    hint: words('从上往下，她进第一个符合的', 'From above: the first that fits is hers'),
  },
  {
    key: 'fullAt',
    label: words('到多少人换下一个群', 'The next group from'),
    kind: 'count',
    unit: words('人', 'people'),
    min: 2,
    max: MOST_BY_CODE,
    initial: 190,
    hint: words(
      `扫码最多进 ${MOST_BY_CODE} 人，留一点给群成员自己邀请的`,
      `By a code ${MOST_BY_CODE} fit; some are left for those whom members invite`,
    ),
  },
  {
    key: 'lead',
    label: words('进群页上的一句话', 'A sentence on the page'),
    kind: 'text',
    max: 60,
    optional: true,
    hint: words('告诉她群里有什么，例如：每周三群里先到先得', 'What the group is good for'),
  },
] as const;

export type GroupCodeValues = ValuesOf<typeof fields>;
export type Lane = GroupCodeValues['lanes'][number];

/** A group code: by who she is, which groups, and what happens when they are full. `conditions`: what may be asked of people. */
export function groupCodeForm(conditions: ConditionKit) {
  return form({
    published: true,
    fields,
    problem: (values) => problemOf(conditions, values),
    picks: ({ lanes }) =>
      lanes.flatMap(({ who }, at) =>
        who === null
          ? []
          : conditions.check(who).picked.map((one): PickedId => ({ ...one, at: `lanes.${at}.who.${one.at}` })),
      ),
    sentence: ({ lanes }, names) =>
      joinWords(
        lanes.map((lane) => sayLane(conditions, lane, names)),
        words('；', '; '),
      ),
  });
}

export type GroupCodeForm = ReturnType<typeof groupCodeForm>;

function problemOf(conditions: ConditionKit, { lanes }: GroupCodeValues): Problem | null {
  for (const [at, { lane, for: whom, who, groups }] of lanes.entries()) {
    if (lanes.findIndex((one) => one.lane === lane) !== at)
      return { at: `lanes.${at}.lane`, words: words('这个名字已经有了', 'Another is called so') };
    if (whom === 'everyone' && at < lanes.length - 1)
      return {
        at: `lanes.${at}.for`,
        words: words('所有人都进这一路，后面的就没有人了，请放到最后', 'Everybody ends here: put it last'),
      };
    const twice = lanes.findIndex((one) => one.groups.some((id) => groups.includes(id)));
    if (twice !== at)
      return {
        at: `lanes.${at}.groups`,
        words: words('同一个群不能在两路里', 'A group is in one of them only'),
      };
    const [first] = who === null ? [] : conditions.check(who).problems;
    if (first) return { at: `lanes.${at}.who.${first.at}`.replace(/\.$/, ''), words: first.words };
  }
  return null;
}

export const HAS_BOUGHT: Condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };

/** Null: for everybody. */
export function conditionOf({ for: whom, who }: Pick<Lane, 'for' | 'who'>): Condition | null {
  if (whom === 'bought') return HAS_BOUGHT;
  return whom === 'not_bought' ? { not: HAS_BOUGHT } : who;
}

export function sayWhom(conditions: ConditionKit, { for: whom, who }: Lane, names: Names): Words {
  return who === null ? groupLaneFor[whom] : conditions.say(who, names);
}

function sayLane(conditions: ConditionKit, lane: Lane, names: Names): Words {
  const whom = sayWhom(conditions, lane, names);
  const into = joinWords(
    lane.groups.map((id) => names('customer_group', id) ?? words(id, id)),
    words('、', ', '),
  );
  return words(`${whom.zh} → ${into.zh}`, `${whom.en} → ${into.en}`);
}
