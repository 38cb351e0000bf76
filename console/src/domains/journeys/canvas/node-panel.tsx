import { ArrowLeftOutlined, CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Select, Tooltip } from 'antd';
import { useMemo } from 'react';
import { FieldKitProvider, useFieldKit } from '../../../ui/form/fields/field-kit.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { ProblemsProvider } from '../../../ui/form/fields/problems.tsx';
import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { RunsLink } from '../runs-link.tsx';
import { leadsTo, type Node, nodeOf, outletsOf, stepOf } from './drawing.ts';
import { connect, setValues } from './edits.ts';
import { useProblemsAt } from './problems-at.ts';
import { useSentence } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type NodePanelProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly node: string;
  readonly onAdd: () => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
};

/** One step: what it does, where it leads, who stands there. */
export function NodePanel({ editing, kit, node: key, onAdd, onCopy, onRemove, onClose }: NodePanelProps) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const node = nodeOf(editing.present.definition, key);
  if (!node) return null;
  const step = stepOf(kit.steps, node.kind);
  const whole = editing.told.problems.filter((problem) => problem.node === key && problem.at === '');
  return (
    <section className="hs-canvas-node" aria-label={sentence(key)}>
      <header>
        <Tooltip title={t('back')}>
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('back')} onClick={onClose} />
        </Tooltip>
        <h2>{sentence(key)}</h2>
      </header>
      <div className="hs-inline hs-canvas-acts">
        {outletsOf(kit.steps, node).length > 0 && (
          <Button size="small" icon={<PlusOutlined />} onClick={onAdd}>
            {t('add_step')}
          </Button>
        )}
        <Button size="small" icon={<CopyOutlined />} onClick={onCopy}>
          {t('copy_step')}
        </Button>
        <Button size="small" danger icon={<DeleteOutlined />} onClick={onRemove}>
          {t('remove_step')}
        </Button>
      </div>
      {whole.map(({ words }) => (
        <p key={words.zh} className="hs-down" role="alert">
          {say(words)}
        </p>
      ))}
      {step ? (
        <NodeForm key={`${key} ${editing.history.epoch}`} editing={editing} kit={kit} node={node} step={step} />
      ) : (
        <p className="hs-down">{t('step_unknown', { kind: node.kind })}</p>
      )}
      <Ways editing={editing} kit={kit} node={node} />
      <Live editing={editing} node={key} />
    </section>
  );
}

type NodeFormProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  readonly node: Node;
  readonly step: JourneyKit['steps'][number];
};

function NodeForm({ editing, kit, node, step }: NodeFormProps) {
  const t = useCanvasText();
  const [form] = Form.useForm();
  const around = useFieldKit();
  const sentence = useSentence(editing, kit);
  const problems = useProblemsAt(editing.told.problems, node.key);
  const { present, told, edit } = editing;
  const fieldKit = useMemo(
    () => ({
      ...around,
      nodes: present.definition.nodes.map(({ key }) => {
        const zh = sentence(key);
        return { key, words: { zh, en: zh }, does: told.does[key] ?? [] };
      }),
    }),
    [around, present.definition, told.does, sentence],
  );
  if (step.fields.length === 0) return <p className="hs-soft">{t('step_plain')}</p>;
  return (
    <FieldKitProvider value={fieldKit}>
      <ProblemsProvider value={problems}>
        <Form
          form={form}
          layout="vertical"
          initialValues={{ ...step.initial, ...node.values }}
          onValuesChange={() =>
            edit(
              {
                ...present,
                definition: setValues(present.definition, node.key, { ...form.getFieldsValue(true) }, kit.steps),
              },
              `values ${node.key}`,
            )
          }
        >
          <FormFields fields={step.fields} />
        </Form>
      </ProblemsProvider>
    </FieldKitProvider>
  );
}

const OUT = '$out';

/** Where each way leads, by name: what is drawn can be written as well. */
function Ways({ editing, kit, node }: Omit<NodeFormProps, 'step'>) {
  const t = useCanvasText();
  const say = useWords();
  const { present, edit } = editing;
  const sentence = useSentence(editing, kit);
  const outlets = outletsOf(kit.steps, node);
  if (outlets.length === 0) return null;
  const known = stepOf(kit.steps, node.kind)?.ways ?? [];
  const others = present.definition.nodes.filter(({ key }) => key !== node.key);
  return (
    <div className="hs-canvas-ways">
      <h3>{t('ways')}</h3>
      {outlets.map((outlet) => {
        const words = known.find(({ key }) => key === outlet.way)?.words;
        const label = words ? say(words) : outlet.way;
        return (
          <div key={outlet.way} className="hs-canvas-way">
            <span>{label}</span>
            <Select
              aria-label={label}
              showSearch={{ optionFilterProp: 'label' }}
              value={leadsTo(present.definition, outlet) ?? OUT}
              options={[
                { value: OUT, label: t('way_out') },
                ...others.map(({ key }) => ({ value: key, label: sentence(key) })),
              ]}
              onChange={(to) =>
                edit({ ...present, definition: connect(present.definition, outlet, to === OUT ? null : to) })
              }
            />
          </div>
        );
      })}
    </div>
  );
}

function Live({ editing: { told }, node }: { readonly editing: Editing; readonly node: string }) {
  const t = useCanvasText();
  const count = told.counts.find(({ key }) => key === node);
  if (!count || (count.waiting === 0 && count.visited === 0)) return null;
  return (
    <p className="hs-soft">
      {t('live')} <RunsLink journeyId={told.journeyId} of={{ node, run: 'waiting' }} count={count.waiting} />{' '}
      {t('here', { count: '' }).trim()} · {t('came', { count: count.visited })}
    </p>
  );
}
