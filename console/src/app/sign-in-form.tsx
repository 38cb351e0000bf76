import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../ground/api.ts';
import { sessionKey } from '../ground/session.tsx';
import { useErrorSentence } from '../ui/failure.tsx';
import { setServerNow } from '../ui/now.ts';
import { useAppText } from './app-texts.ts';

type Credentials = { readonly login: string; readonly password: string };
type Props = { readonly login?: string; readonly onSignedIn: () => void };

/** On its own page at first, over the page when a session has ended meanwhile. */
export function SignInForm({ login = '', onSignedIn }: Props) {
  const t = useAppText();
  const queries = useQueryClient();
  const sentence = useErrorSentence();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (body: Credentials) => {
    setBusy(true);
    setError(null);
    try {
      const session = await api('POST /api/admin/session', {
        body: { login: body.login.trim(), password: body.password },
      });
      setServerNow(session.now);
      queries.setQueryData(sessionKey, session);
      onSignedIn();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {error !== null && <Alert type="error" showIcon title={sentence(error)} style={{ marginBottom: 16 }} />}
      <Form
        layout="vertical"
        size="large"
        requiredMark={false}
        initialValues={{ login }}
        onFinish={(values: Credentials) => void submit(values)}
      >
        <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('login_required') }]}>
          <Input autoFocus={login === ''} autoComplete="username" maxLength={60} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('password_required') }]}>
          <Input.Password autoFocus={login !== ''} autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 8 }}>
          {t('sign_in')}
        </Button>
      </Form>
    </>
  );
}
