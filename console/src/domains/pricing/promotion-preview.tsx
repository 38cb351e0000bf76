import { useLanguage } from '../../ui/figures.tsx';
import { formatYuanInWords } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { type PromotionValues, promotionSentence } from './promotion-values.ts';
import { usePricingText } from './texts.ts';

/** The hint that a cart of a fifth below the first threshold would show. */
export function PromotionPreview({ values }: { readonly values: PromotionValues }) {
  const t = usePricingText();
  const language = useLanguage();
  const [first] = values.tiers;
  const need = Math.ceil((first?.threshold ?? 0) / 500) * 100;
  return (
    <PhonePreview title={t('preview_title')} caption={promotionSentence(values, language)}>
      <div style={{ padding: 12, borderRadius: 8, background: '#fff', fontSize: 13 }}>
        <span
          style={{
            marginRight: 8,
            padding: '1px 6px',
            borderRadius: 4,
            background: 'var(--hs-coral)',
            color: '#fff',
            fontSize: 11,
          }}
        >
          {t('preview_label')}
        </span>
        {t('preview_hint', {
          need: formatYuanInWords(need, language),
          off: formatYuanInWords(first?.off ?? 0, language),
        })}
      </div>
    </PhonePreview>
  );
}
