import { SearchOutlined } from '@ant-design/icons';
import { useLanguage } from '../../ui/figures.tsx';
import { formatYuanInWords } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import type { ShopSettings } from './shop-form.tsx';
import { useSettingsText } from './texts.ts';
import './settings.css';

export function ShopPreview({ settings }: { readonly settings: ShopSettings }) {
  const t = useSettingsText();
  const language = useLanguage();
  const { shipping, order } = settings;
  const yuan = (fen: number) => formatYuanInWords(fen, language);
  const shippingWords =
    shipping.fee === 0
      ? t('s_free_always')
      : [
          t('s_fee', { fee: yuan(shipping.fee) }),
          ...(shipping.freeFrom === null ? [] : [t('s_free_from', { amount: yuan(shipping.freeFrom) })]),
        ].join(' · ');
  return (
    <PhonePreview
      title={settings.name}
      caption={t('s_order', { pay: order.payMinutes, receive: order.receiveDays, refund: order.refundDays })}
    >
      <div className="hs-shop-search">
        <SearchOutlined /> {settings.hotWords[0] ?? t('preview_search')}
      </div>
      {settings.notice !== '' && <div className="hs-shop-notice">{settings.notice}</div>}
      <div className="hs-shop-shipping">{shippingWords}</div>
      <div className="hs-shop-words">
        {settings.hotWords.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
    </PhonePreview>
  );
}
