import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { MemberDay } from './member-day-list.tsx';
import { useMemberDayText } from './member-day-texts.ts';

type DialogProps = { readonly day: MemberDay | null; readonly onClose: () => void };

export function MemberDayDialog({ day, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('loyalty.member_day');
  if (data !== undefined) return <Editor form={data} day={day} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, day, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useMemberDayText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...day?.values }), [form, day]);
  const save = async (values: Draft) =>
    day === null
      ? api('POST /api/admin/member-days', { body: { ...values } })
      : api('PUT /api/admin/member-days/:id', {
          params: { id: day.id },
          body: { ...values },
          revision: day.revision,
        });
  return (
    <FormDialog<Draft>
      width={520}
      title={t(day === null ? 'add' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['member-days']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
