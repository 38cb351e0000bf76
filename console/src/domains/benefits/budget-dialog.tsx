import type { Draft } from '@huoshui/contracts/form';
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useBenefitText } from './texts.ts';

type Budget = Answer<'GET /api/admin/budgets'>['items'][number];
type DialogProps = { readonly budget: Budget | null; readonly onClose: () => void };

export function BudgetDialog({ budget, onClose }: DialogProps) {
  const definition = useFormOf('benefits.budget');
  const { data, error, refetch } = definition;
  if (data !== undefined) return <Editor form={data} budget={budget} onClose={onClose} />;
  return (
    <Modal open width={420} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, budget, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useBenefitText();
  // As it stands now: what somebody else makes of it while this is open is told.
  const { data: now = budget } = useQuery({
    queryKey: ['budgets', 'one', budget?.id],
    enabled: budget !== null,
    queryFn: async () => (budget === null ? null : api('GET /api/admin/budgets/:id', { params: { id: budget.id } })),
  });
  const { name, limit } = now ?? {};
  const initial = useMemo<Draft>(
    () => (name === undefined ? form.initial : { ...form.initial, name, limit }),
    [form, name, limit],
  );
  const save = async (values: Draft) =>
    now === null
      ? api('POST /api/admin/budgets', { body: { ...values } })
      : api('PATCH /api/admin/budgets/:id', { params: { id: now.id }, body: { ...values }, revision: now.revision });
  return (
    <FormDialog<Draft>
      width={420}
      title={t(budget === null ? 'new_budget' : 'edit_budget')}
      initial={initial}
      onSave={save}
      changed={['budgets']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
