import { templateState } from '@huoshui/contracts/words/coupons';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type CouponTemplate = Answer<'GET /api/admin/coupons/:id'>;
const tones: Readonly<Record<CouponTemplate['state'], Tone>> = { draft: 'neutral', active: 'good', ended: 'neutral' };

export function CouponStateTag({ state }: { readonly state: CouponTemplate['state'] }) {
  return <StateTag tone={tones[state]}>{useWords()(templateState[state])}</StateTag>;
}
