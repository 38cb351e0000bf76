import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Draft, Field } from '@huoshui/contracts/form';
import { Button, Form } from 'antd';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { useProblemAt } from '../../ui/form/fields/problems.tsx';
import { useWords } from '../../ui/words.ts';
import type { Experiment } from './experiment-list.tsx';
import { useExperimentText } from './texts.ts';

/** An arm as it is edited: its row of the experiment's form, and what the thing is in it. */
export type ArmRow = { readonly name?: unknown; readonly parts?: unknown; readonly version: Draft };

const MOST = 3;

/** What the arms of an experiment are, or one that begins as the thing stands. */
export function armsIn(
  experiment: Experiment | null,
  first: { readonly name: string; readonly version: Draft },
): readonly ArmRow[] {
  const rows = experiment?.values.arms;
  if (!Array.isArray(rows)) return [{ parts: 1, ...first }];
  return rows.map((row: object, at) => ({ ...row, version: experiment?.versions[at] ?? first.version }));
}

type Props = {
  /** Of the experiment. */
  readonly fields: readonly Field[];
  /** Of a version of what it is about. */
  readonly version: readonly Field[];
  /** What a new arm begins with. */
  readonly first: Draft;
};

/** The other arms, one below the other: each its name, its parts, and its version of the thing. */
export function Arms(props: Props) {
  return (
    // Not a list of antd's: names of fields inside of one are of its rows, and a version is a form of its own.
    <Form.Item name="arms" noStyle>
      <Rows {...props} />
    </Form.Item>
  );
}

type RowsProps = Props & { readonly value?: readonly ArmRow[]; readonly onChange?: (rows: readonly ArmRow[]) => void };

function Rows({ fields, version, first, value: rows = [], onChange = () => {} }: RowsProps) {
  const t = useExperimentText();
  const say = useWords();
  const problem = useProblemAt('arms');
  const list = fields.find(({ key }) => key === 'arms');
  const own = list?.kind === 'list' ? list.of : [];
  const add = () =>
    onChange([
      ...rows,
      { name: t('arm_named', { letter: 'BCD'[rows.length] ?? '' }), parts: 1, version: { ...first } },
    ]);
  return (
    <fieldset className="hs-field-list" aria-describedby="arms-problem">
      <legend>{t('other_arms')}</legend>
      {rows.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place, as it is when it is drawn
        <div key={at} className="hs-field-list-row">
          <header>
            <span className="hs-soft">{t('arm_at', { at: at + 1 })}</span>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove_arm', { at: at + 1 })}
              disabled={rows.length <= 1}
              onClick={() => onChange(rows.filter((_one, other) => other !== at))}
            />
          </header>
          <div className="hs-field-list-fields">
            <FormFields fields={own} prefix={['arms', at]} />
            <FormFields fields={version} prefix={['arms', at, 'version']} />
          </div>
        </div>
      ))}
      <Button icon={<PlusOutlined />} disabled={rows.length >= MOST} onClick={add}>
        {t('add_arm')}
      </Button>
      <div id="arms-problem" className="hs-field-problem" role={problem ? 'alert' : undefined}>
        {problem && say(problem)}
      </div>
    </fieldset>
  );
}
