import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Instant, OneOf } from './contract.ts';
import { promotionState } from './words/pricing.ts';
import { valuesOf } from './words.ts';

export const ruleCalendarContract = {
  'GET /api/admin/promotion-calendar': {
    summary: 'What runs on these days, at most a year of them: rules, and coupons with days of their own',
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          source: Type.String(),
          offerId: Type.String(),
          label: Type.String(),
          badge: Bilingual(),
          startsAt: Instant(),
          endsAt: Instant(),
          state: OneOf(valuesOf(promotionState)),
        }),
      ),
    }),
  },
} as const satisfies Contract;
