import type { Draft, Field } from '@huoshui/contracts/form';
import { valuesOf, words } from '@huoshui/contracts/words';
import { reentryKey } from '@huoshui/contracts/words/journeys';
import { Form } from 'antd';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { ProblemsProvider } from '../../../ui/form/fields/problems.tsx';
import type { Definition } from './drawing.ts';
import { useProblemsAt } from './problems-at.ts';
import type { Editing } from './use-drawing.ts';

const days = words('天', 'days');

/** The rules of a journey, as a form like any other. */
const rules: readonly Field[] = [
  {
    key: 'exitOnGoal',
    label: words('达成目标就离开', 'Leaves at the goal'),
    hint: words('达成后不再打扰', 'Left alone once it is reached'),
    kind: 'switch',
  },
  {
    key: 'reentry',
    label: words('再次进入', 'Coming in again'),
    kind: 'choice',
    options: [
      { value: 'never', label: words('每人只进一次', 'Once a person') },
      { value: 'after_exit', label: words('离开一段时间后可以再进', 'Again, some time after leaving') },
      { value: 'order', label: words('每个订单各走各的', 'A run for each order, side by side') },
      { value: 'product', label: words('每个商品各走各的', 'A run for each product, side by side') },
      { value: 'happening', label: words('每次触发各走各的', 'A run each time, side by side') },
    ],
  },
  {
    key: 'cooldownDays',
    label: words('离开多少天后', 'Days after leaving'),
    kind: 'count',
    unit: days,
    min: 0,
    max: 365,
    hint: words(
      '按自然日：0 一离开就可以，1 第二天起',
      'Calendar days: 0 as soon as it has ended, 1 from the next day',
    ),
    when: { field: 'reentry', is: ['after_exit', 'order', 'product'] },
  },
  {
    key: 'holdout',
    label: words('对照组', 'Holdout'),
    hint: words('这些人什么都不收，用来比较真正的效果', 'Get nothing, so that the effect can be seen'),
    kind: 'percent',
    min: 0,
    max: 50,
  },
  {
    key: 'budget',
    label: words('预算', 'Budget'),
    hint: words('不选就不限；选了，花完就不再发', 'None: without limit. One: nothing is given once it is spent'),
    kind: 'picker',
    of: 'budget',
    optional: true,
  },
];

type RulesProps = { readonly editing: Editing; readonly onChange: (to: Partial<Definition>) => void };

export function Rules({ editing, onChange }: RulesProps) {
  const [form] = Form.useForm();
  const problems = useProblemsAt(editing.told.problems, null);
  const { definition } = editing.present;
  const { exitOnGoal, reentry, holdout, budgetId } = definition;
  const initial = {
    exitOnGoal,
    reentry: reentry.kind === 'by_key' ? reentry.by : reentry.kind,
    cooldownDays: reentry.kind === 'never' ? 30 : reentry.cooldownDays,
    holdout,
    budget: budgetId,
  };
  return (
    <ProblemsProvider value={problems}>
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={() => onChange(rulesOf({ ...initial, ...form.getFieldsValue(true) }, definition))}
      >
        <FormFields fields={rules} />
      </Form>
    </ProblemsProvider>
  );
}

/** What is typed half, or out of bounds, is not taken over: the last that was right stands. */
function rulesOf(typed: Draft, before: Definition): Partial<Definition> {
  const whole = (value: unknown, most: number, otherwise: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : otherwise;
  return {
    exitOnGoal: typed.exitOnGoal === true,
    reentry: reentryOf(typed.reentry, whole(typed.cooldownDays, 365, 30)),
    holdout: whole(typed.holdout, 50, before.holdout),
    budgetId: typeof typed.budget === 'string' && typed.budget !== '' ? typed.budget : null,
  };
}

function reentryOf(how: unknown, cooldownDays: number): Definition['reentry'] {
  const by = keys.find((key) => key === how);
  if (by) return { kind: 'by_key', by, cooldownDays: by === 'happening' ? 0 : cooldownDays };
  return how === 'after_exit' ? { kind: 'after_exit', cooldownDays } : { kind: 'never' };
}

const keys = valuesOf(reentryKey);
