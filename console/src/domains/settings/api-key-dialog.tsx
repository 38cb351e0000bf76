import { App, Form, Input, Select, Typography } from 'antd';
import { api, type BodyOf } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useApiKeyText } from './api-key-texts.ts';
import { ScopesInput } from './scopes-input.tsx';

type KeyValues = BodyOf<'POST /api/admin/api-keys'>;
const initial: KeyValues = { name: '', scopes: [], days: 90 };
const terms = [30, 90, 180, 365, 730];

export function ApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useApiKeyText();
  const showSecret = useShowSecret();
  const save = async (body: KeyValues) => {
    const { secret } = await api('POST /api/admin/api-keys', { body });
    showSecret(secret);
  };
  return (
    <FormDialog<KeyValues>
      width={560}
      title={t('new')}
      initial={initial}
      onSave={save}
      changed={['api-keys']}
      done={t('saved')}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('name')}
        extra={t('name_hint')}
        rules={[{ required: true, whitespace: true, max: 60 }]}
      >
        <Input autoFocus />
      </Form.Item>
      <Form.Item name="days" label={t('days')}>
        <Select style={{ width: 160 }} options={terms.map((n) => ({ value: n, label: t('days_n', { n }) }))} />
      </Form.Item>
      <Form.Item
        name="scopes"
        label={t('scopes')}
        extra={t('scopes_help')}
        rules={[{ required: true, type: 'array', min: 1, message: t('scopes_none') }]}
      >
        <ScopesInput />
      </Form.Item>
    </FormDialog>
  );
}

/** It stands there until somebody says that she has it, with a call that it opens. */
function useShowSecret(): (secret: string) => void {
  const t = useApiKeyText();
  const { modal } = App.useApp();
  return (secret) =>
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
            {`curl -H 'Authorization: Bearer hs_…' \\\n  ${location.origin}/api/admin/session/key`}
          </pre>
          <p className="hs-soft">
            {t('secret_works')}{' '}
            <a href="/docs" target="_blank" rel="noreferrer">
              {t('docs')}
            </a>
          </p>
        </>
      ),
    });
}
