import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Plan } from './plan-list.tsx';
import { useDistributionText } from './texts.ts';

type DialogProps = { readonly plan: Plan | null; readonly onClose: () => void };

export function PlanDialog({ plan, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('distribution.plan');
  if (data !== undefined) return <Editor form={data} plan={plan} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, plan, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useDistributionText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...plan?.values }), [form, plan]);
  const save = async (draft: Draft) => {
    const body = { values: { ...draft } };
    return plan === null
      ? api('POST /api/admin/distribution-plans', { body })
      : api('PUT /api/admin/distribution-plans/:id', { params: { id: plan.id }, body, revision: plan.revision });
  };
  return (
    <FormDialog<Draft>
      width={520}
      title={t(plan === null ? 'add_plan' : 'edit_plan')}
      initial={initial}
      onSave={save}
      changed={['distribution-plans']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
