import type { Draft } from '@huoshui/contracts/form';
import { Form, Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useBenefitText } from './texts.ts';

export type Package = Answer<'GET /api/admin/packages'>['items'][number];
type DialogProps = { readonly pack: Package | null; readonly onClose: () => void };

export function PackageDialog({ pack, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('benefits.package');
  if (data !== undefined) return <Editor form={data} pack={pack} onClose={onClose} />;
  return (
    <Modal open width={560} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, pack, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useBenefitText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...pack?.values }), [form, pack]);
  return (
    <FormDialog<Draft>
      width={560}
      title={t(pack === null ? 'new_package' : 'edit_package')}
      initial={initial}
      onSave={async (values) =>
        pack === null
          ? api('POST /api/admin/packages', { body: { ...values } })
          : api('PUT /api/admin/packages/:id', {
              params: { id: pack.id },
              body: { ...values },
              revision: pack.revision,
            })
      }
      changed={['packages']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => <FormPreview name="benefits.package" values={getFieldsValue(true)} />}
      </Form.Item>
    </FormDialog>
  );
}
