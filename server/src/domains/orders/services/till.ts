import type { Ctx } from '../../../platform/ctx.ts';
import { createNumbers } from '../checkout/number.ts';
import { giveBackService } from './give-back.ts';
import { moneyOf, savedBy } from './saved.ts';
import { type Sale, sellService } from './sell.ts';

/** What is sold and not sent, for the domain whose thing it is: handed over in `domains.ts`. */
export function serviceTill() {
  const numbers = createNumbers();
  return {
    async sell(ctx: Ctx, sale: Sale) {
      const [number = ''] = await numbers(ctx, 1);
      return sellService(ctx, number, sale);
    },
    giveBack: giveBackService,
    moneyOf,
    savedBy,
  };
}
