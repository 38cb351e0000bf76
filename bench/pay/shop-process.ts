import { type Running, startProcess } from '../../server/src/compose.ts';
import { createEventStore } from '../../server/src/platform/event-store/client.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { benchConfig } from '../orders/serve.ts';
import type { Merchant } from './notice.ts';

/** The whole shop in one process, with every domain, listener and sweep of the product. */
export async function openWholeShop(databaseUrl: string, clickhouseUrl: string, merchant: Merchant): Promise<Running> {
  const base = benchConfig(databaseUrl);
  const config = { ...base, role: 'all' as const, clickhouseUrl, wechat: { ...base.wechat, merchant } };
  return startProcess(config, createLog('silent'), createEventStore({ url: clickhouseUrl }));
}
