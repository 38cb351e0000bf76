import type { Draft } from '@huoshui/contracts/form';
import { App, Modal, Typography } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWebhookText } from './texts.ts';

export type Webhook = Answer<'GET /api/admin/webhooks'>['items'][number];
type DialogProps = { readonly webhook: Webhook | null; readonly onClose: () => void };

export function WebhookDialog({ webhook, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('webhooks.webhook');
  if (data !== undefined) return <Editor form={data} webhook={webhook} onClose={onClose} />;
  return (
    <Modal open width={480} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, webhook, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useWebhookText();
  const showSecret = useShowSecret();
  const initial = useMemo<Draft>(
    () => ({
      ...form.initial,
      ...(webhook && { name: webhook.name, url: webhook.url, active: webhook.active }),
    }),
    [form, webhook],
  );
  const save = async (values: Draft) => {
    if (webhook === null) {
      const { secret } = await api('POST /api/admin/webhooks', { body: { values } });
      showSecret(secret);
      return;
    }
    const { id, revision } = webhook;
    await api('PUT /api/admin/webhooks/:id', { params: { id }, body: { values }, revision });
  };
  return (
    <FormDialog<Draft>
      width={480}
      title={t(webhook === null ? 'new' : 'edit')}
      initial={initial}
      onSave={save}
      changed={['webhooks']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}

/** The key stands there until somebody says that she has it. */
export function useShowSecret(): (secret: string) => void {
  const t = useWebhookText();
  const { modal } = App.useApp();
  return (secret) =>
    void modal.info({
      title: t('secret_title'),
      width: 480,
      content: (
        <>
          <p>
            <Typography.Text code copyable>
              {secret}
            </Typography.Text>
          </p>
          <p className="hs-soft">{t('secret_body')}</p>
        </>
      ),
    });
}
