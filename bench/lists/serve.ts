import { paidOrders } from '../../server/src/domains/audiences/domain.ts';
import { benefitKinds } from '../../server/src/domains/benefits/index.ts';
import { catalog } from '../../server/src/domains/catalog/domain.ts';
import { couponKind, coupons } from '../../server/src/domains/coupons/domain.ts';
import { levelIn, privilegeSource } from '../../server/src/domains/loyalty/domain.ts';
import { discountKinds, memberPriceSource, promotionSource } from '../../server/src/domains/pricing/domain.ts';
import { serve } from '../orders/serve.ts';

/** The shop's server as far as lists need it, joined as in server/src/domains.ts. */
export async function serveLists(databaseUrl: string, tell: (message: string | number) => void): Promise<void> {
  const sources = [memberPriceSource, privilegeSource, promotionSource(discountKinds)];
  const audience = { bought: paidOrders, level: levelIn };
  await serve(databaseUrl, tell, [
    catalog({ promoted: async () => [] }),
    coupons({ sources, benefits: benefitKinds([couponKind]), audience }),
  ]);
}
