import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { FreightTemplate } from './freight-list.tsx';
import { usePricingText } from './texts.ts';

type DialogProps = { readonly template: FreightTemplate | null; readonly onClose: () => void };

export function FreightDialog({ template, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('pricing.freight_template');
  if (data !== undefined) return <Editor form={data} template={template} onClose={onClose} />;
  return (
    <Modal open width={720} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, template, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = usePricingText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...template?.values }), [form, template]);
  const save = async (values: Draft) =>
    template === null
      ? api('POST /api/admin/freight-templates', { body: { ...values } })
      : api('PUT /api/admin/freight-templates/:id', {
          params: { id: template.id },
          body: { ...values },
          revision: template.revision,
        });
  return (
    <FormDialog<Draft>
      width={720}
      title={t(template === null ? 'freight_new' : 'freight_edit')}
      initial={initial}
      onSave={save}
      changed={['freight-templates', 'names']}
      done={t('freight_saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
