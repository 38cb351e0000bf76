import type { Draft } from '@huoshui/contracts/form';
import { App, Modal, Typography } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useKeyText } from './texts.ts';

export type JourneyKey = Answer<'GET /api/admin/journey-keys'>['items'][number];
type DialogProps = { readonly journeyKey: JourneyKey | null; readonly onClose: () => void };

export function KeyDialog({ journeyKey, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('journeys.key');
  if (data !== undefined) return <Editor form={data} journeyKey={journeyKey} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, journeyKey, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useKeyText();
  const showSecret = useShowSecret();
  const initial = useMemo<Draft>(
    () => ({
      ...form.initial,
      ...(journeyKey && {
        name: journeyKey.name,
        journeys: journeyKey.journeys?.map(({ id }) => id) ?? null,
        perMinute: journeyKey.perMinute,
      }),
    }),
    [form, journeyKey],
  );
  const save = async (values: Draft) => {
    if (journeyKey === null) {
      const { secret, journeys } = await api('POST /api/admin/journey-keys', { body: { values } });
      showSecret(secret, journeys?.[0]?.id ?? 'jny_…');
      return;
    }
    const { id, revision } = journeyKey;
    await api('PUT /api/admin/journey-keys/:id', { params: { id }, body: { values }, revision });
  };
  return (
    <FormDialog<Draft>
      width={520}
      title={t(journeyKey === null ? 'new' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['journey-keys']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}

/** The key stands there until somebody says that she has it, with the call that it is for. */
function useShowSecret(): (secret: string, journeyId: string) => void {
  const t = useKeyText();
  const { modal } = App.useApp();
  return (secret, journeyId) =>
    void modal.info({
      title: t('secret_title'),
      width: 640,
      content: (
        <>
          <p>
            <Typography.Text code copyable>
              {secret}
            </Typography.Text>
          </p>
          <p className="hs-soft">{t('secret_body')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is within reach of the keyboard */}
          <pre className="hs-small" style={{ overflow: 'auto' }} tabIndex={0}>
            {exampleOf(location.origin, journeyId)}
          </pre>
        </>
      ),
    });
}

const exampleOf = (origin: string, journeyId: string): string =>
  [
    "curl -H 'Authorization: Bearer hsk_…' -H 'Idempotency-Key: order-4711-arrived' \\",
    "  -H 'Content-Type: application/json' \\",
    '  -d \'{"members":[{"memberId":"mem_…","context":{"number":"A-4711"}}]}\' \\',
    `  ${origin}/api/open/journeys/${journeyId}/entries`,
  ].join('\n');
