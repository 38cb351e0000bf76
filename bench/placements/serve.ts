import { placements, placing } from '../../server/src/domains/placements/domain.ts';
import { serve } from '../orders/serve.ts';

/** The shop's server as far as pop-ups and slots need it; nothing here takes a coupon, or opens a quiz. */
export async function servePlacements(databaseUrl: string, tell: (message: string | number) => void): Promise<void> {
  const coupons = { take: async () => '', isOpenFor: async () => true, isForTaking: async () => true };
  await serve(databaseUrl, tell, [placements(placing({ conditions: [], coupons, quizzes: async () => true }))]);
}
