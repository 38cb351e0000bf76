import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../ground/api.ts';
import { sessionKey } from '../ground/session.tsx';
import { ApiError } from '../ui/api-error.ts';
import { useErrorSentence } from '../ui/failure.tsx';
import { setServerNow } from '../ui/now.ts';
import { useAppText } from './app-texts.ts';

type Credentials = { readonly login: string; readonly password: string };
type Props = { readonly login?: string; readonly onSignedIn: () => void };

/**
 * On its own page at first, over the page when a session has ended meanwhile. An account that signs in by two steps is asked for its code
 * once the password was right.
 */
export function SignInForm({ login = '', onSignedIn }: Props) {
  const t = useAppText();
  const queries = useQueryClient();
  const sentence = useErrorSentence();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  /** What was right, while the code is asked for. */
  const [first, setFirst] = useState<Credentials | null>(null);
  const submit = async ({ login, password }: Credentials, code?: string) => {
    setBusy(true);
    setError(null);
    try {
      const session = await api('POST /api/admin/session', { body: { login: login.trim(), password, code } });
      setServerNow(session.now);
      queries.setQueryData(sessionKey, session);
      onSignedIn();
    } catch (failure) {
      if (isOf(failure, 'operators.code_needed')) setFirst({ login, password });
      else setError(failure);
      if (isOf(failure, 'operators.wrong_credentials')) setFirst(null);
    } finally {
      setBusy(false);
    }
  };
  const back = () => {
    setFirst(null);
    setError(null);
  };
  return (
    <>
      {error !== null && <Alert type="error" showIcon title={sentence(error)} style={{ marginBottom: 16 }} />}
      {first === null ? (
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
          <Form.Item
            name="password"
            label={t('password')}
            rules={[{ required: true, message: t('password_required') }]}
          >
            <Input.Password autoFocus={login !== ''} autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 8 }}>
            {t('sign_in')}
          </Button>
        </Form>
      ) : (
        <CodeStep busy={busy} onCode={(code) => void submit(first, code)} onBack={back} />
      )}
    </>
  );
}

type CodeProps = {
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
};

function CodeStep({ busy, onCode, onBack }: CodeProps) {
  const t = useAppText();
  return (
    <Form
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ code }: { readonly code: string }) => onCode(code)}
    >
      <Form.Item
        name="code"
        label={t('code')}
        extra={t('code_hint')}
        rules={[{ required: true, whitespace: true, message: t('code_required') }]}
      >
        <Input autoFocus autoComplete="one-time-code" maxLength={40} spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 8 }}>
        {t('code_confirm')}
      </Button>
      <Button type="link" block onClick={onBack} style={{ marginTop: 8 }}>
        {t('code_back')}
      </Button>
    </Form>
  );
}

const isOf = (error: unknown, code: string): boolean => error instanceof ApiError && error.code === code;
