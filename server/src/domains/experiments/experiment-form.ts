import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { experimentMetric } from '@huoshui/contracts/words/experiments';
import { form } from '../../platform/form/form.ts';

const metricOptions = valuesOf(experimentMetric).map((value) => ({ value, label: experimentMetric[value] }));

const fields = [
  {
    key: 'name',
    label: words('名称', 'Name'),
    kind: 'text',
    max: 30,
    hint: words('店里自己看，不重名', 'For yourselves, each its own'),
  },
  {
    key: 'question',
    label: words('想弄清什么', 'What it is to find out'),
    kind: 'text',
    max: 100,
    optional: true,
    hint: words(
      '例如：15 元券比 10 元券多带来的单，够不够多送的钱',
      'e.g. whether ¥15 off brings enough more than ¥10',
    ),
  },
  {
    key: 'controlParts',
    label: words('原样占几份', 'Parts of it as it stands'),
    kind: 'count',
    unit: words('份', 'parts'),
    min: 1,
    max: 9,
    initial: 1,
  },
  {
    key: 'arms',
    label: words('别的版本', 'Other arms'),
    kind: 'list',
    min: 1,
    max: 3,
    add: words('再加一个版本', 'Add an arm'),
    row: words('版本', 'Arm'),
    of: [
      { key: 'name', label: words('叫什么', 'Called'), kind: 'text', max: 20 },
      {
        key: 'parts',
        label: words('占几份', 'Parts'),
        kind: 'count',
        unit: words('份', 'parts'),
        min: 1,
        max: 9,
        initial: 1,
      },
    ],
  },
  {
    key: 'metric',
    label: words('看哪个数', 'Decided by'),
    kind: 'choice',
    options: metricOptions,
    initial: 'bought',
    hint: words('只按它定胜负；其余的数一起看，不作数', 'It alone decides; the others are only shown'),
  },
  {
    key: 'guards',
    label: words('不能变差的数', 'Must not get worse'),
    kind: 'choices',
    options: metricOptions,
    min: 0,
    optional: true,
    initial: ['revenue'],
  },
  {
    key: 'least',
    label: words('多少才算数', 'The least that matters'),
    kind: 'percent',
    min: 1,
    max: 100,
    initial: 10,
    hint: words(
      '相对原样提升的百分比；越小要的人越多',
      'In percent of how it stands; the less, the more people it takes',
    ),
  },
  {
    key: 'within',
    label: words('算几天内的订单', 'Orders count for'),
    kind: 'count',
    unit: words('天', 'days after she saw it'),
    min: 1,
    max: 60,
    initial: 7,
  },
  {
    key: 'share',
    label: words('多少人参加', 'Who is in it'),
    kind: 'percent',
    min: 1,
    max: 100,
    initial: 100,
    hint: words('其余的人看到原样，不算在内', 'Others see it as it stands, and are not counted'),
  },
  {
    key: 'layer',
    label: words('互斥层', 'Layer'),
    kind: 'text',
    max: 20,
    optional: true,
    hint: words(
      '同一层的实验不会有同一个人；不填就和别的实验互不相干',
      'Experiments of one layer share nobody; without one it is independent of others',
    ),
  },
] as const;

export type ExperimentValues = ValuesOf<typeof fields>;

/** An experiment: a thing as it stands against other versions of it. What those are is edited by the form of the thing. */
export const experimentForm = form({ fields, problem: problemOf, sentence: sentenceOf });

/** The arm that changes nothing. */
export const AS_IT_STANDS = words('原样', 'As it stands');

function problemOf({ arms, metric, guards }: ExperimentValues): Problem | null {
  for (const [at, arm] of arms.entries()) {
    const name = arm.name.toLowerCase();
    const first = arms.findIndex((other) => other.name.toLowerCase() === name);
    if (first < at || name === AS_IT_STANDS.zh || name === AS_IT_STANDS.en.toLowerCase())
      return { at: `arms.${at}.name`, words: words('版本的名字不能重复', 'Arms have different names') };
  }
  if (guards?.includes(metric))
    return { at: 'guards', words: words('定胜负的数不用再守', 'What decides needs no guarding') };
  return null;
}

function sentenceOf({ arms, metric, least, within, share }: ExperimentValues): Words {
  const others = joinWords(
    arms.map(({ name }) => words(`「${name}」`, `“${name}”`)),
    words('、', '; '),
  );
  const by = experimentMetric[metric];
  const who = share === 100 ? words('', '') : words(`，${share}% 的人参加`, `, of ${share}% of people`);
  return words(
    `原样比${others.zh}，看 ${within} 天${by.zh}，差 ${least}% 才算数${who.zh}`,
    `As it stands against ${others.en}; by ${by.en.toLowerCase()} within ${within} days, ${least}% at least${who.en}`,
  );
}
