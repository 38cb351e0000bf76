import { performance } from 'node:perf_hooks';
import type { OrderRequest } from '../orders/shop.ts';
import { noticeOf, type PayKeys } from './notice.ts';

/** So many buyers at once for so long, each: an order, then WeChat's word that it is paid. Answers how many were paid. */
export async function placeAndPay(
  url: string,
  buyers: number,
  seconds: number,
  next: () => OrderRequest,
  keys: PayKeys,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let paid = 0;
  const buyer = async () => {
    while (performance.now() < end) if (await one(url, next(), keys)) paid += 1;
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  return paid;
}

/** False: her coupon went with another order of hers that was on its way. */
export async function one(
  url: string,
  { token, body, key }: OrderRequest,
  keys: PayKeys,
  now = new Date(),
): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const placed = await fetch(`${url}/api/shop/orders`, { method: 'POST', headers, body });
  const answer = await placed.text();
  if (placed.status === 409) return false;
  if (placed.status !== 200) throw new Error(answer);
  const { number, payable } = JSON.parse(answer);
  const notice = noticeOf(keys, { number, total: payable }, now);
  const told = await fetch(`${url}/pay/notify`, { method: 'POST', headers: notice.headers, body: notice.body });
  if (told.status !== 204) throw new Error(await told.text());
  return true;
}
