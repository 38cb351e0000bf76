import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useCouponText } from './texts.ts';

export type CouponTemplate = Answer<'GET /api/admin/coupons/:id'>;
export const couponStates = ['draft', 'active', 'ended'] as const;
const tones: Readonly<Record<CouponTemplate['state'], Tone>> = { draft: 'neutral', active: 'good', ended: 'neutral' };

export function CouponStateTag({ state }: { readonly state: CouponTemplate['state'] }) {
  const t = useCouponText();
  return <StateTag tone={tones[state]}>{t(state)}</StateTag>;
}
