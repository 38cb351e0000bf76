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
    if (isUnknown(error)) return null;
    throw error;
  }
}

/** ORDER_NOT_EXIST, ORDERNOTEXIST, RESOURCE_NOT_EXISTS: the status says it whatever the spelling, unless we are what is unknown. */
export function isUnknown(error: unknown): boolean {
  return error instanceof PayError && error.status === 404 && !/^(MCH|APPID|NOAUTH)/.test(error.code);
}
