import { productStatus, saleState } from '@huoshui/contracts/words/catalog';
import type { Answer } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useCatalogText } from './texts.ts';

export type Product = Answer<'GET /api/admin/products/:id'>;
type Shown = Pick<Product, 'status' | 'sale' | 'saleFrom'>;
const tones: Readonly<Record<Product['status'], Tone>> = { draft: 'neutral', on_sale: 'good', off_sale: 'warn' };

/** On sale outside of its time it is not sold: that is what its tag says. */
export function ProductStatusTag({ of: { status, sale, saleFrom } }: { readonly of: Shown }) {
  const say = useWords();
  const t = useCatalogText();
  if (status === 'on_sale' && sale === 'soon' && saleFrom !== null)
    return <StateTag tone="neutral">{t('sale_at', { at: formatTime(saleFrom).slice(5) })}</StateTag>;
  if (status === 'on_sale' && sale === 'over') return <StateTag tone="warn">{say(saleState.over)}</StateTag>;
  return <StateTag tone={tones[status]}>{say(productStatus[status])}</StateTag>;
}
