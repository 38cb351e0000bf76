import { words } from '@huoshui/contracts/words';
import { useLanguage } from '../../ui/figures.tsx';
import { formatYuanInWords } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { useWords } from '../../ui/words.ts';
import { couponSentence, folds } from './coupon-sentence.ts';
import { bodyOf, type CouponValues } from './coupon-values.ts';
import { useCouponText } from './texts.ts';
import './coupon-preview.css';

/** The voucher as a shopper sees it, and the rule as a sentence under it. */
export function CouponPreview({ values }: { readonly values: CouponValues }) {
  const t = useCouponText();
  const language = useLanguage();
  const body = bodyOf(values);
  return (
    <PhonePreview
      title={t(values.channel === 'shop' ? 'preview_title' : 'preview_granted')}
      caption={body === null ? t('missing') : couponSentence(body, language)}
    >
      <div className="hs-voucher">
        <div className="hs-voucher-worth">
          <Worth values={values} />
          <span>
            {(values.threshold ?? 0) > 0 &&
              t('preview_from', { threshold: formatYuanInWords(values.threshold ?? 0, language) })}
          </span>
        </div>
        <div className="hs-voucher-text">
          <strong>{values.name.trim() || t('preview_name')}</strong>
          <span>
            {values.validityKind === 'days'
              ? t('s_days', { days: values.days ?? '–' })
              : (values.between ?? ['–', '–']).join(' ~ ')}
          </span>
          {values.note.trim() !== '' && <span>{values.note}</span>}
        </div>
        <span className="hs-voucher-act">{t(values.channel === 'shop' ? 'take' : 'use')}</span>
      </div>
    </PhonePreview>
  );
}

function Worth({ values }: { readonly values: CouponValues }) {
  const t = useCouponText();
  const zh = useLanguage() === 'zh-CN';
  const say = useWords();
  if (values.kind === 'free_shipping') return <b className="hs-voucher-words">{t('kind_free_shipping')}</b>;
  if (values.kind === 'percent') {
    return (
      <b>
        {zh ? folds(values.percentOff ?? 0) : values.percentOff}
        <small>{say(words('折', '%'))}</small>
      </b>
    );
  }
  return (
    <b>
      <small>¥</small>
      {(values.amount ?? 0) / 100}
    </b>
  );
}
