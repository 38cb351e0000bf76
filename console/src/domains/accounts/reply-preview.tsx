import type { Draft } from '@huoshui/contracts/form';
import { useAccountsText } from './texts.ts';
import './accounts.css';

/** What she reads in the chat of the account. */
export function ReplyPreview({ values }: { readonly values: Draft }) {
  const t = useAccountsText();
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : '');
  const hands = text('hands');
  return (
    <div className="hs-account-chat">
      {text('reply') !== '' && <p className="hs-account-said">{text('reply')}</p>}
      {hands === 'account' && (
        <div className="hs-account-card">
          <b>{text('label') || t('preview_follow')}</b>
          <span className="hs-faint">{t('preview_code')}</span>
        </div>
      )}
      {(hands === 'contact_way' || hands === 'page' || hands === 'quiz') && (
        <p className="hs-account-said">
          <u>{text('label') || t('preview_open')}</u>
        </p>
      )}
    </div>
  );
}
