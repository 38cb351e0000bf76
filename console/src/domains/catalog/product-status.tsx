import { productStatus } from '@huoshui/contracts/words/catalog';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Product = Answer<'GET /api/admin/products/:id'>;
const tones: Readonly<Record<Product['status'], Tone>> = { draft: 'neutral', on_sale: 'good', off_sale: 'warn' };

export function ProductStatusTag({ status }: { readonly status: Product['status'] }) {
  return <StateTag tone={tones[status]}>{useWords()(productStatus[status])}</StateTag>;
}
