import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { Script } from './script-list.tsx';
import { useScriptText } from './texts.ts';

type DialogProps = { readonly script: Script | null; readonly onClose: () => void };

export function ScriptDialog({ script, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('scrm.script');
  if (data !== undefined) return <Editor form={data} script={script} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, script, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useScriptText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...script?.values }), [form, script]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    return script
      ? api('PUT /api/admin/scripts/:id', { params: { id: script.id }, body, revision: script.revision })
      : api('POST /api/admin/scripts', { body });
  };
  return (
    <FormDialog<Draft>
      title={t(script ? 'change' : 'create')}
      initial={initial}
      onSave={save}
      changed={['scripts']}
      done={t(script ? 'saved' : 'made')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
