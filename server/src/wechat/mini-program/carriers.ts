import { objectsAt, textOrNull } from '../json.ts';
import type { WechatTransport } from '../transport.ts';

/** A carrier as WeChat knows it: the code that an upload of a shipment names. */
export type ListedCarrier = { readonly code: string; readonly name: string };

/**
 * The carriers whose waybills WeChat follows, well over a thousand (source: get_delivery_list of the express messages).
 * The list changes now and then: keep it for a day.
 */
export async function getCarriers(transport: WechatTransport): Promise<readonly ListedCarrier[]> {
  const answer = await transport.json({
    method: 'POST',
    path: '/cgi-bin/express/delivery/open_msg/get_delivery_list',
    body: {},
  });
  return objectsAt(answer, 'delivery_list').flatMap((row) => {
    const code = textOrNull(row, 'delivery_id');
    const name = textOrNull(row, 'delivery_name');
    return code !== null && name !== null ? [{ code, name }] : [];
  });
}
