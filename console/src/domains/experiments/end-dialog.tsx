import { Alert, Checkbox, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWords } from '../../ui/words.ts';
import type { Experiment } from './experiment-list.tsx';
import { useReading } from './experiment-reading.tsx';
import { useExperimentText } from './texts.ts';

type Values = { readonly winner: number; readonly learnt: string; readonly overDraft: boolean };
type EndDialogProps = { readonly experiment: Experiment; readonly onClose: () => void };

/** Which arm is there for everybody from now on, and what is to be remembered. */
export function EndDialog({ experiment: { id, name, arms, subject }, onClose }: EndDialogProps) {
  const t = useExperimentText();
  const say = useWords();
  const reading = useReading(id).data;
  // What is sure is offered; a winner at a price is for whoever reads the price.
  const won = reading?.verdict.kind === 'better' ? (reading.verdict.arm ?? 0) : 0;
  const initial = useMemo<Values>(() => ({ winner: won, learnt: '', overDraft: false }), [won]);
  return (
    <FormDialog<Values>
      title={t('end_title', { name })}
      okText={t('end_ok')}
      initial={initial}
      onSave={async (body) => api('POST /api/admin/experiments/:id/end', { params: { id }, body })}
      changed={['experiments', 'placements', 'pages']}
      done={t('end_done')}
      onClose={onClose}
    >
      {reading !== undefined && <p className="hs-soft">{say(reading.verdict.text)}</p>}
      <Form.Item name="winner" label={t('end_winner')}>
        <Select
          options={arms.map((arm, at) => ({
            value: at,
            label: at === 0 ? t('no_winner') : `${say(arm.name)} · ${say(arm.differs)}`,
          }))}
        />
      </Form.Item>
      {subject.kind === 'page_block' && (
        <>
          <Alert type="info" showIcon title={t('end_applies')} style={{ marginBottom: 16 }} />
          <Form.Item name="overDraft" valuePropName="checked">
            <Checkbox>{t('over_draft')}</Checkbox>
          </Form.Item>
        </>
      )}
      <Form.Item name="learnt" label={t('learnt')} extra={t('end_learnt_hint')}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDialog>
  );
}
