import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import s from './SaleNotice.module.scss';
import { saleNotice } from './sale.ts';
import type { Product } from './sku.ts';
import { t } from './texts.ts';

/** A clock of seconds is for what is near. */
const DAY_MS = 86_400_000;

/** 12月1日 10:00 开售 · 距开售 02:14:09. What the moment changes is read anew when it comes. */
export function SaleNotice({ product, onTurn }: { readonly product: Product; readonly onTurn: () => void }) {
  const notice = saleNotice(product);
  if (notice === null) return null;
  const near = Date.parse(notice.until) - shopNow().getTime() < DAY_MS;
  return (
    <View className={`${s.notice} ${product.sale === 'soon' ? s.soon : ''}`}>
      <View>{notice.words}</View>
      {near && (
        <View className={s.left}>
          {product.sale === 'soon' ? t('opensIn') : t('closesIn')} <Countdown to={notice.until} onEnd={onTurn} />
        </View>
      )}
    </View>
  );
}
