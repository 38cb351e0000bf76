import type { Draft } from '@huoshui/contracts/form';
import { App, Modal, Typography } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { snippetOf } from './snippet.ts';
import { useCollectorText } from './texts.ts';

export type Collector = Answer<'GET /api/admin/collectors'>['items'][number];
type DialogProps = { readonly collector: Collector | null; readonly onClose: () => void };

export function CollectorDialog({ collector, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('collectors.source');
  if (data !== undefined) return <Editor form={data} collector={collector} onClose={onClose} />;
  return (
    <Modal open width={560} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, collector, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useCollectorText();
  const showKey = useShowKey();
  const initial = useMemo<Draft>(() => ({ ...form.initial, ...(collector && draftOf(collector)) }), [form, collector]);
  // Whose SDK it is stays: the key stands in the addresses of that one.
  const fields = useMemo(
    () => (collector === null ? form.fields : form.fields.filter(({ key }) => key !== 'vendor')),
    [form, collector],
  );
  const save = async (values: Draft) => {
    if (collector === null) {
      const { key, vendor } = await api('POST /api/admin/collectors', { body: { values } });
      showKey(vendor, key);
      return;
    }
    const { id, revision } = collector;
    await api('PUT /api/admin/collectors/:id', { params: { id }, body: { values }, revision });
  };
  return (
    <FormDialog<Draft>
      width={560}
      title={t(collector === null ? 'new' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['collectors']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={fields} />
    </FormDialog>
  );
}

function draftOf({ name, vendor, place, naming, attributes, listing, names, visitorsADay }: Collector): Draft {
  return { name, vendor, place, naming, attributes, listing, names, visitorsADay };
}

/** The key stands there until somebody says that she has it, in the very line that it is for. */
export function useShowKey(): (vendor: Collector['vendor'], key: string) => void {
  const t = useCollectorText();
  const { modal } = App.useApp();
  return (vendor, key) =>
    void modal.info({
      title: t('key_title'),
      width: 640,
      content: (
        <>
          <p>
            <Typography.Text code copyable>
              {key}
            </Typography.Text>
          </p>
          <p className="hs-soft">{t('key_body')}</p>
          <Snippet text={snippetOf(vendor, location.origin, key)} />
        </>
      ),
    });
}

export function Snippet({ text }: { readonly text: string }) {
  return (
    <div style={{ position: 'relative' }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is within reach of the keyboard */}
      <pre className="hs-small" style={{ overflow: 'auto', paddingRight: 32, margin: 0 }} tabIndex={0}>
        {text}
      </pre>
      <Typography.Text copyable={{ text }} style={{ position: 'absolute', top: 0, right: 0 }} />
    </div>
  );
}
