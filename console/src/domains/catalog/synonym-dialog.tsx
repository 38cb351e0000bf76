import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useCatalogText } from './texts.ts';

type Synonym = Answer<'GET /api/admin/synonyms'>['items'][number];
type DialogProps = {
  readonly synonym: Synonym | null;
  /** What a new one begins with: the word that found nothing. */
  readonly start?: Draft;
  readonly onClose: () => void;
};

export function SynonymDialog(props: DialogProps) {
  const { data, error, refetch } = useFormOf('catalog.synonym');
  if (data !== undefined) return <Editor form={data} {...props} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={props.onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

type EditorProps = DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> };

function Editor({ form, synonym, start, onClose }: EditorProps) {
  const t = useCatalogText();
  const initial = useMemo<Draft>(
    () => ({
      ...form.initial,
      ...start,
      ...(synonym && { searched: synonym.searched, finds: synonym.finds, bothWays: synonym.bothWays }),
    }),
    [form, synonym, start],
  );
  const save = async (values: Draft) =>
    synonym === null
      ? api('POST /api/admin/synonyms', { body: { ...values } })
      : api('PUT /api/admin/synonyms/:id', {
          params: { id: synonym.id },
          body: { ...values },
          revision: synonym.revision,
        });
  return (
    <FormDialog<Draft>
      width={460}
      title={t(synonym === null ? 'synonym_new' : 'synonym_edit')}
      initial={initial}
      onSave={save}
      changed={['synonyms', 'searches']}
      done={t('category_saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}
