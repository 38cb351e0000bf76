import { ExperimentOutlined } from '@ant-design/icons';
import { experimentState } from '@huoshui/contracts/words/experiments';
import { blockKind } from '@huoshui/contracts/words/pages';
import { Button, Form } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { May } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { type FormProblems, ProblemsProvider } from '../../ui/form/fields/problems.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Block, PageKit } from './composition.ts';
import type { Preview } from './phone.tsx';
import { usePageText } from './texts.ts';
import type { Composing } from './use-composition.ts';

type Props = {
  readonly kit: PageKit;
  readonly composing: Composing;
  readonly block: Block;
  readonly preview: Preview;
};

/** What one block shows, and whom it is for. */
export function BlockPanel({ kit, composing, block, preview }: Props) {
  const t = usePageText();
  const say = useWords();
  const kind = kit.blocks.find((one) => one.kind === block.kind);
  const whole = preview.problems.filter((problem) => problem.block === block.key && problem.at === '');
  const { epoch } = composing.history;
  return (
    <section className="hs-card hs-composer-panel" aria-label={say(blockKind[block.kind])}>
      <h2>{say(blockKind[block.kind])}</h2>
      {kind && <p className="hs-soft">{say(kind.hint)}</p>}
      {whole.map(({ words }) => (
        <p key={words.zh} className="hs-down" role="alert">
          {say(words)}
        </p>
      ))}
      {kind && kind.fields.length > 0 && (
        <PartForm
          key={`values ${epoch}`}
          part="values"
          fields={kind.fields}
          initial={kind.initial}
          {...{ composing, block, preview }}
        />
      )}
      <h3>{t('for_whom')}</h3>
      <PartForm
        key={`audience ${epoch}`}
        part="audience"
        fields={kit.audience.fields}
        initial={kit.audience.initial}
        {...{ composing, block, preview }}
      />
      {kind && kind.fields.length > 0 && <Testing composing={composing} block={block} />}
    </section>
  );
}

/** What is tested of it, and the way to test it. */
function Testing({ composing: { told }, block }: Pick<Props, 'composing' | 'block'>) {
  const t = usePageText();
  const say = useWords();
  const navigate = useNavigate();
  const here = told.experiments.filter((one) => one.block === block.key);
  const runs = here.some(({ state }) => state === 'running');
  return (
    <>
      <h3>{t('testing')}</h3>
      {here.map(({ id, name, state }) => (
        <p key={id} className="hs-inline">
          <StateTag tone={state === 'running' ? 'good' : 'neutral'}>{say(experimentState[state])}</StateTag>
          <Link to={`/experiments/${id}`}>{name}</Link>
        </p>
      ))}
      <p className="hs-soft">{t(runs ? 'testing_runs' : told.live === null ? 'testing_first' : 'testing_hint')}</p>
      {!runs && told.live !== null && (
        <May call="POST /api/admin/experiments">
          <Button
            icon={<ExperimentOutlined />}
            onClick={() => void navigate(`/experiments/new?block=${told.id}.${block.key}`)}
          >
            {t('test_it')}
          </Button>
        </May>
      )}
    </>
  );
}

type PartProps = Omit<Props, 'kit'> & {
  readonly part: 'values' | 'audience';
  readonly fields: PageKit['audience']['fields'];
  readonly initial: PageKit['audience']['initial'];
};

function PartForm({ composing, block, preview, part, fields, initial }: PartProps) {
  const [form] = Form.useForm();
  const problems = useProblemsOf(preview, block.key, `${part}.`);
  const change = () =>
    composing.edit(
      composing.present.blocks.map((one) =>
        one.key === block.key ? { ...one, [part]: { ...form.getFieldsValue(true) } } : one,
      ),
      `${part} ${block.key}`,
    );
  return (
    <ProblemsProvider value={problems}>
      <Form
        form={form}
        layout="vertical"
        disabled={!composing.writes}
        initialValues={{ ...initial, ...block[part] }}
        onValuesChange={change}
      >
        <FormFields fields={fields} />
      </Form>
    </ProblemsProvider>
  );
}

const NONE: FormProblems = {
  at: () => null,
  elsewhere: [],
  refuse: () => false,
  changed: () => {},
  clear: () => {},
  onFieldsChange: () => {},
  found: () => {},
  drawn: () => {},
};

/** What the last preview found at one part of a block, for the fields of its form. */
function useProblemsOf({ problems }: Preview, key: string, prefix: string): FormProblems {
  return useMemo(() => {
    const here = problems.flatMap(({ block, at, words }) =>
      block === key && at.startsWith(prefix) ? [{ at: at.slice(prefix.length), words }] : [],
    );
    return { ...NONE, at: (path) => here.find(({ at }) => at === path)?.words ?? null };
  }, [problems, key, prefix]);
}
