import { Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWords } from '../../ui/words.ts';
import type { Experiment } from './experiment-list.tsx';
import { useExperimentText } from './texts.ts';

type Values = { readonly winner: number; readonly learnt: string };
type EndDialogProps = { readonly experiment: Experiment; readonly onClose: () => void };

/** Which arm is there for everybody from now on, and what is to be remembered. */
export function EndDialog({ experiment: { id, name, arms }, onClose }: EndDialogProps) {
  const t = useExperimentText();
  const say = useWords();
  const initial = useMemo<Values>(() => ({ winner: 0, learnt: '' }), []);
  return (
    <FormDialog<Values>
      title={t('end_title', { name })}
      okText={t('end_ok')}
      initial={initial}
      onSave={async (body) => api('POST /api/admin/experiments/:id/end', { params: { id }, body })}
      changed={['experiments', 'placements']}
      done={t('end_done')}
      onClose={onClose}
    >
      <Form.Item name="winner" label={t('end_winner')}>
        <Select
          options={arms.map((arm, at) => ({
            value: at,
            label: at === 0 ? t('no_winner') : `${say(arm.name)} · ${say(arm.differs)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="learnt" label={t('learnt')} extra={t('end_learnt_hint')}>
        <Input.TextArea rows={3} maxLength={500} showCount />
      </Form.Item>
    </FormDialog>
  );
}
