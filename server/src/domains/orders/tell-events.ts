import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** The kind of timeline entries that shoppers do not see. */
export const operatorsOnly = 'shipment_not_told';

/** What happened, for the timeline of the order page; one entry each. */
export async function tellEvents(
  ctx: Ctx,
  events: readonly {
    readonly orderId: string;
    readonly kind: string;
    readonly title: Words;
    readonly detail?: Words;
  }[],
): Promise<void> {
  await sql`
    insert into orders.event (order_id, at, kind, title, detail)
    select order_id, ${ctx.now()}, kind, title, detail
    from jsonb_to_recordset(${JSON.stringify(events.map((e) => ({ ...e, order_id: e.orderId })))}::jsonb)
      as given (order_id text, kind text, title jsonb, detail jsonb)
  `.execute(ctx.db);
}
