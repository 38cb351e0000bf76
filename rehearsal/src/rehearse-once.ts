import { type Api, tolerate } from './api.ts';
import { demoRehearsal } from './shop/rehearsal.ts';

/**
 * What the shop thinks of switching on next it plays beforehand, on a crowd like its own, so that whoever opens the page finds one.
 * It is queued and not waited for: the demo is there already.
 */
export async function rehearseOnce(api: Api, cookie: string): Promise<void> {
  await tolerate(async () =>
    api('POST /api/admin/rehearsals', {
      cookie,
      key: 'demo-rehearsal',
      body: { ...demoRehearsal, opens: null, response: null },
    }),
  );
}
