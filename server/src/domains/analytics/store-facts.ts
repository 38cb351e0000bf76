import type { Ctx } from '../../platform/ctx.ts';
import { type Each, eachOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { type EventRow, tsvOf } from './event.ts';
import { eventHeard } from './events.ts';
import { type Change, movePersons } from './person-links.ts';

/** Every fact of every domain becomes an event. Blocks when the store is down: nothing is set aside, nothing is lost. */
export const storeFacts = listener({
  name: 'analytics.store-facts',
  on: 'all',
  batch: 20_000,
  onFailure: 'block',
  follows: true,
  handle: async (ctx, facts) => {
    const now = ctx.now().getTime();
    // What phones told is there already.
    const rows = facts.filter(({ type }) => type !== eventHeard.type).flatMap((told) => rowsOf(ctx, told, now));
    if (rows.length === 0) return;
    const token = `facts ${facts[0]?.id} ${facts.at(-1)?.id} ${facts.length}`;
    await ctx.events.insert('events', tsvOf(rows), { token });
    await movePersons({ events: ctx.events, cluster: ctx.config.clickhouseCluster }, facts.flatMap(moveOf));
  },
});

/** What it tells one by one; of many, each is told apart by its place. */
function rowsOf({ declared }: Ctx, told: Told, receivedAt: number): EventRow[] {
  const kind = declared.get(told.type);
  if (!kind?.each) return [toRow(told, `fact-${told.id}`, receivedAt)];
  return eachOf(kind, told).map((one, n) => toRow(one, `fact-${told.id}-${n}`, receivedAt));
}

/** A fact as an event: amounts and references from payload keys of these names, the whole payload as properties. */
function toRow(told: Each, eventId: string, receivedAt: number): EventRow {
  const payload = isRecord(told.payload) ? told.payload : {};
  return {
    name: told.type,
    person_no: told.personNo ?? 0,
    ts: told.occurredAt.getTime(),
    event_id: eventId,
    received_at: receivedAt,
    source: payload.source === 'import' ? 'import' : 'fact',
    session_id: '',
    page: '',
    value: Number.isSafeInteger(payload.amount) ? Number(payload.amount) : 0,
    product_id: text(payload.productId),
    category_id: text(payload.categoryId),
    order_id: text(payload.orderId),
    props: JSON.stringify(payload),
  };
}

/** Read by its words, not by the member domain's schema: analytics stands below every domain that announces facts. */
function moveOf(told: Told): Change[] {
  if (!isRecord(told.payload)) return [];
  const { loserNo, returnedNo, winnerNo: winner } = told.payload;
  if (typeof winner !== 'number') return [];
  if ((told.type === 'member.merged' || told.type === 'visitor.joined') && typeof loserNo === 'number')
    return [{ kind: 'merge', loser: loserNo, winner }];
  if (told.type === 'member.unmerged' && typeof returnedNo === 'number')
    return [{ kind: 'unmerge', loser: returnedNo, winner }];
  return [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
