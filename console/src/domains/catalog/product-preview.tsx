import { formatYuan } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { pictureAt } from '../../ui/picture.tsx';
import type { ProductValues } from './product-values.ts';
import type { Amount } from './sku-matrix.ts';
import { useCatalogText } from './texts.ts';

/** The product page as a shopper meets it. */
export function ProductPreview({ values }: { readonly values: ProductValues }) {
  const t = useCatalogText();
  const priced = values.variants.skus.flatMap(({ price, memberPrice, listPrice }) =>
    typeof price === 'number' ? [{ price, memberPrice: fenOf(memberPrice), listPrice: fenOf(listPrice) }] : [],
  );
  const [cheapest] = priced.sort((a, b) => a.price - b.price);
  const [picture] = values.images;
  return (
    <PhonePreview title={t('preview_title')}>
      <div className="hs-shelf">
        {picture === undefined ? <div className="hs-shelf-none" /> : <img src={pictureAt(picture, 320)} alt="" />}
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

/** What is typed and no number is not shown to shoppers. */
const fenOf = (amount: Amount): number | null => (typeof amount === 'number' ? amount : null);
