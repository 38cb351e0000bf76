import { Button } from 'antd';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useLanguage } from '../ui/figures.tsx';
import { chooseLanguage } from '../ui/language.ts';
import { useAppText } from './app-texts.ts';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in.css';

export function SignIn() {
  const t = useAppText();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  useEffect(() => {
    document.title = `${t('sign_in')} · ${t('brand')}`;
  }, [t]);
  return (
    <div className="hs-sign-in">
      <div className="hs-sign-in-side" aria-hidden="true">
        <img src="/console/icon.svg" alt="" width={56} height={56} />
        <strong>活水 Huoshui</strong>
        <span>{t('slogan')}</span>
      </div>
      <main>
        <h1>{t('sign_in_title')}</h1>
        <SignInForm onSignedIn={() => void navigate(safeNext(params.get('next')), { replace: true })} />
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
