import type { PayClient } from './client.ts';
import { PayError } from './errors.ts';
import { readTransaction, type Transaction } from './transaction.ts';

export type TransactionKey = { readonly outTradeNo: string } | { readonly transactionId: string };

/** The payment as it stands; null when WeChat never heard of it (the prepay did not arrive). */
export async function queryTransaction(
  client: PayClient,
  mchid: string,
  key: TransactionKey,
): Promise<Transaction | null> {
  const path =
    'outTradeNo' in key
      ? `/v3/pay/transactions/out-trade-no/${encodeURIComponent(key.outTradeNo)}`
      : `/v3/pay/transactions/id/${encodeURIComponent(key.transactionId)}`;
  try {
    return readTransaction(await client({ method: 'GET', path, query: { mchid } }));
  } catch (error) {
    if (error instanceof PayError && error.code === 'ORDERNOTEXIST') return null;
    throw error;
  }
}
