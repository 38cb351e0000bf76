import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { now } from '../../ui/now.ts';
import type { Target } from './shown.ts';
import { useTargetText } from './texts.ts';

type DialogProps = { readonly target: Target | null; readonly onClose: () => void };

export function TargetDialog({ target, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('analytics.target');
  if (data !== undefined) return <Editor form={data} target={target} onClose={onClose} />;
  return (
    <Modal open width={480} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, target, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useTargetText();
  const initial = useMemo<Draft>(
    () => ({
      ...form.initial,
      startsOn: `${shanghaiDay(now()).slice(0, 7)}-01`,
      ...(target && valuesOf(target)),
    }),
    [form, target],
  );
  const save = async (values: Draft) => {
    if (target === null) return void (await api('POST /api/admin/targets', { body: { values } }));
    const { id, revision } = target;
    await api('PUT /api/admin/targets/:id', { params: { id }, body: { values }, revision });
  };
  return (
    <FormDialog<Draft>
      width={480}
      title={t(target === null ? 'new' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['targets']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}

function valuesOf({ figure, period, from, aim, curve }: Target): Draft {
  const amount = figure === 'spent' ? 'money' : figure === 'repurchase' ? 'percent' : 'count';
  return { figure, period, startsOn: from, [amount]: aim, curve };
}
