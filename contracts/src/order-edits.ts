import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Fen, IdParams, MOST_FEN, Nullable, Seen } from './contract.ts';
import { AddressInput } from './members.ts';

/** What the house changes of an order that has not left yet. */
export const orderEditsContract = {
  'POST /api/admin/orders/:id/price-cut': {
    summary:
      'Take a sum off an unpaid order: what was opened to be paid is closed first, and she pays the new sum. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      /** Fen to take off. */
      off: Fen({ minimum: 1, maximum: MOST_FEN }),
      /** What the operator saw; another sum by now is refused with `orders.price_moved`. */
      expectedPayable: Fen({ minimum: 0, maximum: MOST_FEN }),
      reason: Seen(80),
    }),
    ok: Type.Object({ payable: Fen() }),
  },
  'PUT /api/admin/orders/:id/address': {
    summary:
      'Send it elsewhere, as long as it has not left; she is told, and the house what that means for the freight',
    params: IdParams,
    body: Type.Omit(AddressInput, ['isDefault']),
    /** It costs another freight there, or is not sent there; null where neither is so. The order keeps its price. */
    ok: Type.Object({ freight: Nullable(Bilingual()) }),
  },
} as const satisfies Contract;
