import { Button, Form, Select } from 'antd';
import { Link } from 'react-router';
import { everyday } from '../../../ui/everyday.ts';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { ProblemsProvider } from '../../../ui/form/fields/problems.tsx';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import type { Definition } from './drawing.ts';
import { useProblemsAt } from './problems-at.ts';
import { Rules } from './rules.tsx';
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
      <h3>{t('exits')}</h3>
      <Exits editing={editing} kit={kit} onChange={(exits, about) => change({ exits }, about)} />
      <h3>{t('rules')}</h3>
      <Rules key={`rules ${history.epoch}`} editing={editing} onChange={(to) => change(to, 'rules')} />
      <p className="hs-soft hs-small">
        {t('quiet_note')}
        <br />
        <Link to="/governance">{t('quiet_link')}</Link>
      </p>
    </div>
  );
}

type ExitsProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly onChange: (exits: Piece[], about?: string) => void;
};

/** What ends a run whatever the goal: any number of rules, the first that holds does. */
function Exits({ editing, kit, onChange }: ExitsProps) {
  const t = useCanvasText();
  const { exits = [] } = editing.present.definition;
  const { epoch } = editing.history;
  const [first] = kit.exits;
  const put = (n: number, piece: Piece | null) => exits.flatMap((one, at) => (at === n ? (piece ?? []) : one));
  return (
    <>
      <p className="hs-soft hs-small">{t('exits_hint')}</p>
      {exits.map((exit, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name of their own, and each is kept by its place
        <div className="hs-canvas-exit" key={`exit ${n} ${exit.kind} ${exits.length} ${epoch}`}>
          <Piece
            editing={editing}
            kinds={kit.exits}
            piece={exit}
            label={t('exit_kind')}
            none={t('exit_remove')}
            at={`exits.${n}`}
            onChange={(piece, about) => onChange(put(n, piece), about)}
          />
        </div>
      ))}
      {exits.length < MOST_EXITS && first && (
        <Button size="small" onClick={() => onChange([...exits, { kind: first.kind, values: { ...first.initial } }])}>
          {t('exit_add')}
        </Button>
      )}
    </>
  );
}

/** As many as a definition takes. */
const MOST_EXITS = 8;

type Piece = Definition['trigger'];
type PieceProps = {
  readonly editing: Editing;
  readonly kinds: JourneyKit['triggers'];
  readonly piece: Piece | null;
  readonly label: string;
  /** What choosing none is called; null: one is needed. */
  readonly none: string | null;
  readonly at: 'trigger' | 'goal' | `exits.${number}`;
  readonly onChange: (piece: Piece | null, about?: string) => void;
};

const NONE = '$none';

/** A trigger or a goal: its kind, and the fields of its kind. */
function Piece({ editing, kinds, piece, label, none, at, onChange }: PieceProps) {
  const t = useCanvasText();
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
          showSearch={everyday}
          placeholder={t('choose')}
          notFoundContent={t('palette_none')}
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
