import { type productCouponState, productState } from '@huoshui/contracts/words/paycoupons';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Product = Answer<'GET /api/admin/product-coupons/:id'>;
export type ProductCoupon = Answer<'GET /api/admin/product-coupons/:id/coupons'>['items'][number];

const tones: Readonly<Record<Product['state'], Tone>> = {
  making: 'info',
  auditing: 'info',
  running: 'good',
  stopped: 'neutral',
  ended: 'neutral',
  refused: 'bad',
};

export const couponTones: Readonly<Record<keyof typeof productCouponState, Tone>> = {
  none: 'info',
  sent: 'info',
  available: 'neutral',
  used: 'good',
  gone: 'neutral',
};

export function ProductStateTag({ state }: { readonly state: Product['state'] }) {
  return <StateTag tone={tones[state]}>{useWords()(productState[state])}</StateTag>;
}
