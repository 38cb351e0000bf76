import type { Draft } from '@huoshui/contracts/form';
import { useSession } from '../../ground/session.tsx';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useScrmText } from './texts.ts';
import './scrm.css';

/** The chat that she sees first, as it is being typed. */
export function WelcomePreview({ values }: { readonly values: Draft }) {
  const t = useScrmText();
  const shop = useSession()?.shop.name ?? '';
  const text = typeof values.welcome === 'string' ? values.welcome.trim() : '';
  return (
    <PhonePreview title={`${t('staff_title')} @${shop}`}>
      <div className="hs-chat">
        {text !== '' && <p className="hs-chat-said">{text}</p>}
        {typeof values.coupon === 'string' && (
          <div className="hs-chat-card">
            <span className="hs-faint">{shop}</span>
            <strong>{t('card_title')}</strong>
          </div>
        )}
      </div>
    </PhonePreview>
  );
}
