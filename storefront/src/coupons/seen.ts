import type { couponPlace } from '@huoshui/contracts/words/coupons';
import { track } from '../track/index.ts';
import { useOnce } from '../track/use-once.ts';

/** Once for each set of kinds of coupon that stands before her, hers or to be taken: what is not shown was not seen. */
export function useSeenCoupons(place: keyof typeof couponPlace | 'wallet', templateIds: readonly string[]): void {
  const templates = [...new Set(templateIds)].slice(0, 20).join(',');
  useOnce(templates === '' ? null : templates, () => track('coupon_seen', { props: { templates, place } }));
}
