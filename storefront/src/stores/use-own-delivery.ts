import { useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { t } from './texts.ts';

/** Whether the shop brings orders to this address of hers itself, and the slot that she chose. */
export function useOwnDelivery(addressId: string | undefined) {
  const offered = useLoad(async () => api('GET /api/shop/delivery', { query: { addressId } }), [addressId], {
    fresh: true,
  });
  const [from, setFrom] = useState<string | null>(null);
  const area = offered.data?.area ?? null;
  const slot = area?.slots.find((one) => one.from === from && one.left > 0) ?? null;
  return {
    anywhere: offered.data?.anywhere ?? false,
    area,
    slot,
    setFrom,
    reload: offered.reload,
    /** What is still missing, as the button says it; null where nothing is. */
    missing: area === null ? t('needArea') : slot === null ? t('needBringSlot') : null,
  };
}
