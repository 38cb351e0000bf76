import { formatYuan } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import type { ProductValues } from './product-values.ts';
import { useCatalogText } from './texts.ts';

/** The product page as a shopper meets it. */
export function ProductPreview({ values }: { readonly values: ProductValues }) {
  const t = useCatalogText();
  const priced = values.variants.skus
    .filter((sku) => sku.price !== null)
    .sort((a, b) => (a.price ?? 0) - (b.price ?? 0));
  const [cheapest] = priced;
  const [picture] = values.images;
  return (
    <PhonePreview title={t('preview_title')}>
      <div className="hs-shelf">
        {picture === undefined ? <div className="hs-shelf-none" /> : <img src={picture} alt="" />}
        <div className="hs-shelf-card">
          <b>
            <small>¥</small>
            {((cheapest?.price ?? 0) / 100).toFixed(2)}
          </b>
          {cheapest?.listPrice && <del>{formatYuan(cheapest.listPrice)}</del>}
          {cheapest?.memberPrice && (
            <em>
              {t('preview_member')} {formatYuan(cheapest.memberPrice)}
            </em>
          )}
          <strong>{values.name.trim() || t('preview_name')}</strong>
          <span>{values.subtitle}</span>
        </div>
        <div className="hs-shelf-bar" aria-hidden="true">
          <span>{t('preview_cart')}</span>
          <span>{t('preview_buy')}</span>
        </div>
      </div>
    </PhonePreview>
  );
}
