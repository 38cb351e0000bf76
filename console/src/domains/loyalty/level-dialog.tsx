import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Level } from './level-list.tsx';
import { useLoyaltyText } from './texts.ts';
import { useLevelsApply } from './use-levels-apply.tsx';

type DialogProps = { readonly level: Level | null; readonly onClose: () => void };

export function LevelDialog({ level, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('loyalty.level');
  if (data !== undefined) return <Editor form={data} level={level} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, level, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useLoyaltyText();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...level?.values }), [form, level]);
  const applying = useLevelsApply();
  const save = async (values: Draft) =>
    applying(async (query) =>
      level === null
        ? api('POST /api/admin/levels', { query, body: { ...values } })
        : api('PUT /api/admin/levels/:id', {
            params: { id: level.id },
            query,
            body: { ...values },
            revision: level.revision,
          }),
    );
  return (
    <FormDialog<Draft>
      width={520}
      title={t(level === null ? 'new_level' : 'edit_level')}
      initial={initial}
      onSave={save}
      changed={['levels']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
