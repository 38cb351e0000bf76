import { type Api, Refused } from './api.ts';
import { inTurns } from './in-turns.ts';

/** The shop's day: ship what was paid, decide on refunds, fill up what runs out. */
export async function keepShop(api: Api, cookie: string, day: number): Promise<void> {
  const paid = await api('GET /api/admin/orders', { cookie, query: { state: 'paid', limit: 200 } });
  const waybills = paid.items.map(({ id }, index) => ({ id, waybill: waybillOf(day, index) }));
  await inTurns(waybills, async ({ id, waybill }) =>
    tolerate(async () =>
      api('POST /api/admin/orders/:id/shipment', { cookie, params: { id }, body: { company: '顺丰速运', waybill } }),
    ),
  );
  const asked = await api('GET /api/admin/refunds', { cookie, query: { state: 'requested', limit: 100 } });
  for (const refund of asked.items)
    await tolerate(async () =>
      api('POST /api/admin/refunds/:id/decision', { cookie, params: { id: refund.id }, body: { approve: true } }),
    );
  const low = await api('GET /api/admin/stock', { cookie, query: { state: 'low', limit: 200 } });
  const out = await api('GET /api/admin/stock', { cookie, query: { state: 'out', limit: 200 } });
  for (const { skuId } of [...low.items, ...out.items])
    await tolerate(async () => api('POST /api/admin/stock', { cookie, body: { skuId, change: 200, reason: '补货' } }));
}

function waybillOf(day: number, index: number): string {
  return `SF${String(day).padStart(3, '0')}${String(index).padStart(8, '0')}`;
}

/** An order that changed in between is tomorrow's business. */
async function tolerate(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
  }
}
