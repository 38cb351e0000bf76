import { shopNow } from '../api/index.ts';
import { dateTime } from '../ui/moment.ts';
import type { Product } from './sku.ts';
import { t } from './texts.ts';

type Window = Pick<Product, 'status' | 'sale' | 'saleFrom' | 'saleUntil'>;

/** Said in the head of the page: until when one waits for it, or how long it is still sold; null: nothing to say. */
export function saleNotice({ status, sale, saleFrom, saleUntil }: Window): { words: string; until: string } | null {
  if (status !== 'on_sale') return null;
  if (sale === 'soon' && saleFrom !== null)
    return { words: t('opensAt', { at: dateTime(saleFrom, shopNow()) }), until: saleFrom };
  if (sale === 'open' && saleUntil !== null)
    return { words: t('closesAt', { at: dateTime(saleUntil, shopNow()) }), until: saleUntil };
  return null;
}

/** Why nothing of it can be bought, on the button. */
export function closedWords({ status, sale, saleFrom }: Window): string {
  if (status !== 'on_sale') return t('offSale');
  if (sale === 'soon' && saleFrom !== null) return t('opensAt', { at: dateTime(saleFrom, shopNow()) });
  return sale === 'over' ? t('saleOver') : t('soldOutLater');
}
