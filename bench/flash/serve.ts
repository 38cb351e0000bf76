import { activities } from '../../server/src/domains/activities/domain.ts';
import { serve } from '../orders/serve.ts';

/** The shop's server as far as activities need it; nothing here gives a benefit. */
export async function serveFlash(databaseUrl: string, tell: (message: string | number) => void): Promise<void> {
  await serve(databaseUrl, tell, [
    activities({
      benefits: new Map(),
      conditions: [],
      poster: async () => Promise.reject(new Error('none is asked for')),
      codes: { codeOf: async () => null, personsOf: async () => new Map() },
      spend: async () => {},
    }),
  ]);
}
