import { type payCouponState, payCouponStockState } from '@huoshui/contracts/words/paycoupons';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type Stock = Answer<'GET /api/admin/pay-coupons/:id'>;
export type Given = Answer<'GET /api/admin/pay-coupons/:id/coupons'>['items'][number];

const tones: Readonly<Record<Stock['state'], Tone>> = {
  making: 'info',
  ready: 'warn',
  running: 'good',
  paused: 'warn',
  ended: 'neutral',
  refused: 'bad',
};

export const givenTones: Readonly<Record<keyof typeof payCouponState, Tone>> = {
  sending: 'info',
  available: 'neutral',
  used: 'good',
  expired: 'neutral',
  failed: 'bad',
  withdrawn: 'neutral',
};

export function StockStateTag({ state }: { readonly state: Stock['state'] }) {
  return <StateTag tone={tones[state]}>{useWords()(payCouponStockState[state])}</StateTag>;
}
