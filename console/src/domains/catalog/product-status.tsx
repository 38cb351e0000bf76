import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useCatalogText } from './texts.ts';

export type Product = Answer<'GET /api/admin/products/:id'>;
export const productStatuses = ['draft', 'on_sale', 'off_sale'] as const;
const tones: Readonly<Record<Product['status'], Tone>> = { draft: 'neutral', on_sale: 'good', off_sale: 'warn' };

export function ProductStatusTag({ status }: { readonly status: Product['status'] }) {
  const t = useCatalogText();
  return <StateTag tone={tones[status]}>{t(status)}</StateTag>;
}
