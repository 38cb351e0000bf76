import { Form, Input } from 'antd';
import { api } from '../../ground/api.ts';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { useSettingsText } from './texts.ts';

type Passwords = { readonly current: string; readonly next: string; readonly repeat: string };
const empty: Passwords = { current: '', next: '', repeat: '' };

export function PasswordForm() {
  const t = useSettingsText();
  return (
    <FormPage<Passwords>
      title={t('password_title')}
      purpose={t('password_purpose')}
      initial={empty}
      onSave={async ({ current, next }) => api('PUT /api/admin/session/password', { body: { current, next } })}
    >
      <FormSection title={t('password_title')}>
        <Form.Item name="current" label={t('password_current')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" style={{ width: 320 }} />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password_new')}
          rules={[{ required: true, min: 8, max: 200, message: t('password_rule') }]}
        >
          <Input.Password autoComplete="new-password" style={{ width: 320 }} />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('password_repeat')}
          dependencies={['next']}
          rules={[
            { required: true },
            ({ getFieldValue }) => ({
              validator: async (_, value: string) => {
                if (value !== getFieldValue('next')) throw new Error(t('password_differs'));
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" style={{ width: 320 }} />
        </Form.Item>
      </FormSection>
    </FormPage>
  );
}
