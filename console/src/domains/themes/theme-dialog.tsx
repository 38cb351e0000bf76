import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useThemeText } from './texts.ts';
import type { Theme } from './theme-list.tsx';

type DialogProps = { readonly theme: Theme | null; readonly onClose: () => void };

export function ThemeDialog({ theme, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('themes.theme');
  if (data !== undefined) return <Editor form={data} theme={theme} onClose={onClose} />;
  return (
    <Modal open width={560} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, theme, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useThemeText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...theme?.values }), [form, theme]);
  const save = async (values: Draft) =>
    theme === null
      ? api('POST /api/admin/themes', { body: { values } })
      : api('PUT /api/admin/themes/:id', { params: { id: theme.id }, body: { values }, revision: theme.revision });
  return (
    <FormDialog<Draft>
      width={560}
      title={t(theme === null ? 'add' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['themes', 'theme-days']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
