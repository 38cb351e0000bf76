import type { Draft, Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { Form, Select } from 'antd';
import { Link } from 'react-router';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { ProblemsProvider } from '../../../ui/form/fields/problems.tsx';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import type { Definition } from './drawing.ts';
import { useProblemsAt } from './problems-at.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type SettingsPanelProps = { readonly editing: Editing; readonly kit: JourneyKit };

/** What holds for the journey as a whole: who comes in, what it is measured by, and its rules. */
export function SettingsPanel({ editing, kit }: SettingsPanelProps) {
  const t = useCanvasText();
  const { present, edit, history } = editing;
  const { definition } = present;
  const change = (to: Partial<Definition>, about?: string) =>
    edit({ ...present, definition: { ...definition, ...to } }, about);
  return (
    <div className="hs-canvas-settings">
      <h3>{t('trigger')}</h3>
      <Piece
        key={`trigger ${definition.trigger.kind} ${history.epoch}`}
        editing={editing}
        kinds={kit.triggers}
        piece={definition.trigger.kind === '' ? null : definition.trigger}
        label={t('trigger_kind')}
        none={null}
        at="trigger"
        onChange={(trigger, about) => trigger && change({ trigger }, about)}
      />
      <h3>{t('goal')}</h3>
      <Piece
        key={`goal ${definition.goal?.kind ?? ''} ${history.epoch}`}
        editing={editing}
        kinds={kit.goals}
        piece={definition.goal}
        label={t('goal_kind')}
        none={t('goal_none')}
        at="goal"
        onChange={(goal, about) => change({ goal }, about)}
      />
      <h3>{t('rules')}</h3>
      <Rules key={`rules ${history.epoch}`} definition={definition} onChange={(to) => change(to, 'rules')} />
      <p className="hs-soft hs-small">
        {t('quiet_note')}
        <br />
        <Link to="/governance">{t('quiet_link')}</Link>
      </p>
    </div>
  );
}

type Piece = Definition['trigger'];
type PieceProps = {
  readonly editing: Editing;
  readonly kinds: JourneyKit['triggers'];
  readonly piece: Piece | null;
  readonly label: string;
  /** What choosing none is called; null: one is needed. */
  readonly none: string | null;
  readonly at: 'trigger' | 'goal';
  readonly onChange: (piece: Piece | null, about?: string) => void;
};

const NONE = '$none';

/** A trigger or a goal: its kind, and the fields of its kind. */
function Piece({ editing, kinds, piece, label, none, at, onChange }: PieceProps) {
  const say = useWords();
  const [form] = Form.useForm();
  const problems = useProblemsAt(editing.told.problems, null, `${at}.`);
  const kind = kinds.find((one) => one.kind === piece?.kind);
  const whole = editing.told.problems.find((problem) => problem.node === null && problem.at === at);
  const pick = (next: string) => {
    const chosen = kinds.find((one) => one.kind === next);
    onChange(chosen ? { kind: chosen.kind, values: { ...chosen.initial } } : null);
  };
  return (
    <>
      <Form.Item
        layout="vertical"
        label={label}
        {...(whole ? { help: <span role="alert">{say(whole.words)}</span>, validateStatus: 'error' as const } : {})}
      >
        <Select
          aria-label={label}
          showSearch={{ optionFilterProp: 'label' }}
          {...(piece === null && none === null ? {} : { value: piece?.kind ?? NONE })}
          options={[
            ...(none === null ? [] : [{ value: NONE, label: none }]),
            ...kinds.map((one) => ({ value: one.kind, label: say(one.words) })),
          ]}
          onChange={pick}
        />
      </Form.Item>
      {kind && piece && kind.fields.length > 0 && (
        <ProblemsProvider value={problems}>
          <Form
            form={form}
            layout="vertical"
            initialValues={{ ...kind.initial, ...piece.values }}
            onValuesChange={() =>
              onChange({ kind: kind.kind, values: { ...form.getFieldsValue(true) } }, `${at} values`)
            }
          >
            <FormFields fields={kind.fields} />
          </Form>
        </ProblemsProvider>
      )}
    </>
  );
}

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
    ],
  },
  {
    key: 'cooldownDays',
    label: words('离开多少天后', 'Days after leaving'),
    kind: 'count',
    unit: days,
    min: 0,
    max: 365,
    when: { field: 'reentry', is: ['after_exit'] },
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

type RulesProps = { readonly definition: Definition; readonly onChange: (to: Partial<Definition>) => void };

function Rules({ definition, onChange }: RulesProps) {
  const [form] = Form.useForm();
  const { exitOnGoal, reentry, holdout, budgetId } = definition;
  const initial = {
    exitOnGoal,
    reentry: reentry.kind,
    cooldownDays: reentry.kind === 'after_exit' ? reentry.cooldownDays : 30,
    holdout,
    budget: budgetId,
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onValuesChange={() => onChange(rulesOf({ ...initial, ...form.getFieldsValue(true) }, definition))}
    >
      <FormFields fields={rules} />
    </Form>
  );
}

/** What is typed half, or out of bounds, is not taken over: the last that was right stands. */
function rulesOf(typed: Draft, before: Definition): Partial<Definition> {
  const whole = (value: unknown, most: number, otherwise: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : otherwise;
  return {
    exitOnGoal: typed.exitOnGoal === true,
    reentry:
      typed.reentry === 'after_exit'
        ? { kind: 'after_exit', cooldownDays: whole(typed.cooldownDays, 365, 30) }
        : { kind: 'never' },
    holdout: whole(typed.holdout, 50, before.holdout),
    budgetId: typeof typed.budget === 'string' && typed.budget !== '' ? typed.budget : null,
  };
}
