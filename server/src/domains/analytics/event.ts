import type { Words, WordsOf } from '@huoshui/contracts/words';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import type { Ctx } from '../../platform/ctx.ts';
import { type TsvRows, tsvText } from '../../platform/event-store/client.ts';

/** Where an event comes from: the storefront's SDK, a fact of a domain, or an import of the past. */
export type EventSource = 'sdk' | 'fact' | 'import';

/** A row of the table `events`. Empty text and 0 stand for "none": the store is faster without nulls. */
export type EventRow = {
  readonly name: string;
  /** Dense number of the person; 0 for facts that are about nobody. */
  readonly person_no: number;
  /** ms since 1970 */
  readonly ts: number;
  readonly event_id: string;
  readonly received_at: number;
  readonly source: EventSource;
  readonly session_id: string;
  readonly page: string;
  /** fen for amounts, a count otherwise */
  readonly value: number;
  readonly product_id: string;
  readonly category_id: string;
  readonly order_id: string;
  /** JSON object */
  readonly props: string;
};

const COLUMNS = [
  'name',
  'person_no',
  'ts',
  'event_id',
  'received_at',
  'source',
  'session_id',
  'page',
  'value',
  'product_id',
  'category_id',
  'order_id',
  'props',
] as const satisfies readonly (keyof EventRow)[];

/** Rows in the form that costs least to write and to read; spelled out, since it runs for every event. */
export function tsvOf(rows: readonly EventRow[]): TsvRows {
  let lines = '';
  for (const row of rows) {
    lines += `${row.name}\t${row.person_no}\t${row.ts}\t${tsvText(row.event_id)}\t${row.received_at}\t${row.source}\t`;
    lines += `${tsvText(row.session_id)}\t${tsvText(row.page)}\t${row.value}\t${tsvText(row.product_id)}\t`;
    lines += `${tsvText(row.category_id)}\t${tsvText(row.order_id)}\t${tsvText(row.props)}\n`;
  }
  return { columns: COLUMNS, lines };
}

/** Names that reports rely on; all others are just counted. */
export const ORDER_PAID = 'order.paid';
export const ORDER_REFUNDED = 'order.refunded';

const named: WordsOf<string> = trackingEvent;

/** What an event is called: a fact as its domain declares it, a tracking event as the contract does; null for a shop's own. */
export function nameOf({ declared }: Pick<Ctx, 'declared'>, event: string): Words | null {
  return declared.get(event)?.words ?? named[event] ?? null;
}
