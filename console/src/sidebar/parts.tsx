import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, type Language } from '../ui/language.ts';
import { useText } from './texts.ts';

export function useLanguageOf(): Language {
  useTranslation();
  return currentLanguage();
}

export function LanguageSwitch() {
  const t = useText();
  return (
    <button
      type="button"
      className="language"
      onClick={() => chooseLanguage(currentLanguage() === 'en' ? 'zh-CN' : 'en')}
    >
      {t('language')}
    </button>
  );
}

type NoticeProps = {
  readonly title: string;
  readonly body?: string;
  readonly busy?: boolean;
  readonly act?: { readonly text: string; readonly act: () => void };
};

/** In place of a page: what is missing, and what to do. */
export function Notice({ title, body, busy = false, act }: NoticeProps) {
  return (
    <div className="notice" role="status" aria-busy={busy}>
      <strong>{title}</strong>
      {body !== undefined && <p>{body}</p>}
      {act !== undefined && (
        <button type="button" className="primary" onClick={act.act}>
          {act.text}
        </button>
      )}
    </div>
  );
}

export function Card({
  title,
  extra,
  children,
}: {
  readonly title: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}

/** Waits for what it does, so that a second tap does nothing. */
export function Act({
  children,
  act,
  kind = 'plain',
  disabled = false,
}: {
  readonly children: ReactNode;
  readonly act: () => Promise<unknown>;
  readonly kind?: 'primary' | 'plain';
  readonly disabled?: boolean;
}) {
  const [busy, setBusy] = useState(false);
  return (
    <button
      type="button"
      className={kind}
      disabled={busy || disabled}
      aria-busy={busy}
      onClick={() => {
        setBusy(true);
        void act().finally(() => setBusy(false));
      }}
    >
      {children}
    </button>
  );
}

export function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
