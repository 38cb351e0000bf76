import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useTagRuleText } from './texts.ts';

type DialogProps = { readonly onClose: () => void };

/** A rule is made and ended, never changed: who has a tag by it always has it for one reason. */
export function TagRuleDialog({ onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('audiences.tag_rule');
  if (data !== undefined) return <Editor form={data} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useTagRuleText();
  return (
    <FormDialog<Draft>
      width={460}
      title={t('create')}
      initial={form.initial}
      onSave={async (values) => api('POST /api/admin/tag-rules', { body: { ...values } })}
      changed={['tag-rules']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
