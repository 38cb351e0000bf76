import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Reward } from './reward-list.tsx';
import { useLoyaltyText } from './texts.ts';

type DialogProps = { readonly reward: Reward | null; readonly onClose: () => void };

export function RewardDialog({ reward, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('loyalty.reward');
  if (data !== undefined) return <Editor form={data} reward={reward} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, reward, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useLoyaltyText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...reward?.values }), [form, reward]);
  const save = async (values: Draft) =>
    reward === null
      ? api('POST /api/admin/rewards', { body: { ...values } })
      : api('PUT /api/admin/rewards/:id', {
          params: { id: reward.id },
          body: { ...values },
          revision: reward.revision,
        });
  return (
    <FormDialog<Draft>
      width={460}
      title={t(reward === null ? 'new_reward' : 'edit_reward')}
      initial={initial}
      onSave={save}
      changed={['rewards']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
