import type { Api } from './api.ts';
import { demoTexts } from './shop/texts.ts';

/** What may go by text, where the shop has a vendor; it is reviewed long before the first is due. */
export async function loadTexts(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/message-templates', { cookie });
  for (const { template, ...values } of demoTexts) {
    const id = items.find(({ key }) => key === template)?.id;
    if (id === undefined) continue;
    const params = { id, channel: 'sms' };
    const body = { values: { use: true, ...values } };
    await api('PUT /api/admin/message-templates/:id/contents/:channel', { cookie, params, body });
  }
}
