import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useGroupWelcomeText } from './texts.ts';
import type { GroupWelcome } from './welcome-list.tsx';

type DialogProps = { readonly welcome: GroupWelcome | null; readonly onClose: () => void };

export function WelcomeDialog({ welcome, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('scrm.group_welcome');
  if (data !== undefined) return <Editor form={data} welcome={welcome} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, welcome, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useGroupWelcomeText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...welcome?.values }), [form, welcome]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    return welcome
      ? api('PUT /api/admin/group-welcomes/:id', { params: { id: welcome.id }, body, revision: welcome.revision })
      : api('POST /api/admin/group-welcomes', { body });
  };
  return (
    <FormDialog<Draft>
      title={t(welcome ? 'change' : 'create')}
      initial={initial}
      onSave={save}
      changed={['group-welcomes']}
      done={t(welcome ? 'saved' : 'made')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
