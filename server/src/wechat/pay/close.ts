import type { PayClient } from './client.ts';
import { PayError } from './errors.ts';
import { queryTransaction } from './query.ts';
import type { Transaction } from './transaction.ts';

/** Paid: the shopper was faster than we; the money is to be booked or given back. */
export type CloseOutcome = { readonly kind: 'closed' } | { readonly kind: 'paid'; readonly transaction: Transaction };

/**
 * Makes an order unpayable. One that WeChat never heard of or has closed counts as closed. A refusal is looked into:
 * WeChat spells "already paid", "closed" and
 * "not known" in several ways, so only asking tells.
 */
export async function closeTransaction(client: PayClient, mchid: string, outTradeNo: string): Promise<CloseOutcome> {
  try {
    await client({
      method: 'POST',
      path: `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}/close`,
      body: { mchid },
    });
    return { kind: 'closed' };
  } catch (error) {
    if (!(error instanceof PayError)) throw error;
    const transaction = await queryTransaction(client, mchid, { outTradeNo });
    if (transaction === null || transaction.state === 'CLOSED') return { kind: 'closed' };
    if (transaction.state === 'SUCCESS' || transaction.state === 'REFUND') return { kind: 'paid', transaction };
    throw error;
  }
}
