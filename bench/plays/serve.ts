import { activities, activityPrices } from '../../server/src/domains/activities/domain.ts';
import { catalog } from '../../server/src/domains/catalog/domain.ts';
import { orders } from '../../server/src/domains/orders/domain.ts';
import { noWechat, serve } from '../orders/serve.ts';

/** The shop's server as far as plays and their orders need it; nothing here gives a benefit. */
export async function servePlays(databaseUrl: string, tell: (message: string | number) => void): Promise<void> {
  await serve(databaseUrl, tell, [
    catalog({ promoted: async () => [] }),
    orders({ wechat: noWechat(), offerSources: activityPrices([]), subscribeTemplates: async () => ({}) }),
    activities({
      benefits: new Map(),
      conditions: [],
      poster: async () => Promise.reject(new Error('none is asked for')),
      codes: { codeOf: async () => null, personsOf: async () => new Map() },
      spend: async () => {},
    }),
  ]);
}
