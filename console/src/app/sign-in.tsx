import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../ground/api.ts';
import { sessionKey } from '../ground/session.tsx';
import { useErrorSentence } from '../ui/failure.tsx';
import { useLanguage } from '../ui/figures.tsx';
import { chooseLanguage } from '../ui/language.ts';
import { setServerNow } from '../ui/now.ts';
import { useAppText } from './app-texts.ts';
import './sign-in.css';

type Credentials = { readonly login: string; readonly password: string };

export function SignIn() {
  const t = useAppText();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const queries = useQueryClient();
  const sentence = useErrorSentence();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('sign_in')} · ${t('brand')}`;
  }, [t]);
  const submit = async (body: Credentials) => {
    setBusy(true);
    setError(null);
    try {
      const session = await api('POST /api/admin/session', {
        body: { login: body.login.trim(), password: body.password },
      });
      setServerNow(session.now);
      queries.setQueryData(sessionKey, session);
      await navigate(safeNext(params.get('next')), { replace: true });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="hs-sign-in">
      <div className="hs-sign-in-side" aria-hidden="true">
        <img src="/console/icon.svg" alt="" width={56} height={56} />
        <strong>活水 Huoshui</strong>
        <span>{t('slogan')}</span>
      </div>
      <main>
        <h1>{t('sign_in_title')}</h1>
        {error !== null && <Alert type="error" showIcon title={sentence(error)} style={{ marginBottom: 16 }} />}
        <Form
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={(values: Credentials) => void submit(values)}
        >
          <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('login_required') }]}>
            <Input autoFocus autoComplete="username" maxLength={60} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('password')}
            rules={[{ required: true, message: t('password_required') }]}
          >
            <Input.Password autoComplete="current-password" maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy} style={{ marginTop: 8 }}>
            {t('sign_in')}
          </Button>
        </Form>
        <LanguageLink />
      </main>
    </div>
  );
}

function LanguageLink() {
  const other =
    useLanguage() === 'en' ? ({ key: 'zh-CN', label: '中文' } as const) : ({ key: 'en', label: 'English' } as const);
  return (
    <Button type="link" className="hs-sign-in-language" onClick={() => chooseLanguage(other.key)}>
      {other.label}
    </Button>
  );
}

/** Only a path of this console: never an address of another site handed in by a link. */
function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}
