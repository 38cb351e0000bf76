import { createHash, randomUUID } from 'node:crypto';
import type { CollectorNote, CollectorRefusal } from '@huoshui/contracts/words/collectors';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import { DAY_MS } from '../../platform/calendar.ts';
import { isHoldableText } from '../../platform/holdable.ts';
import type { EventRow } from '../analytics/index.ts';
import type { Item } from './adapter.ts';
import type { Intake } from './intake.ts';
import { flatten } from './props.ts';
import type { Source } from './source.ts';

type Event = Extract<Item, { is: 'event' }>;
type Checked =
  | { readonly refusal: CollectorRefusal; readonly detail: string }
  | { readonly row: Omit<EventRow, 'person_no'>; readonly notes: readonly CollectorNote[] };

/** As our own SDK's: events reach back so far. */
const MAX_AGE_MS = 30 * DAY_MS;
const NAME = /^[\p{L}\p{N}_$][\p{L}\p{N}_$ .:/()&+-]{0,99}$/u;

/** An event of an SDK as a row of the event store, but for whose it is; or why it will never be one. */
export function checkItem(source: Source, event: Event, receivedAt: number, clock: Intake['clock']): Checked {
  const name = event.name.trim();
  if (!NAME.test(name)) return refuse('bad_name', name);
  const listed = source.names.includes(name);
  if (source.listing === 'block' && listed) return refuse('blocked', '');
  if (source.listing === 'allow' && !listed) return refuse('not_allowed', '');
  if (event.who === null || !isHoldableText(event.who.value)) return refuse('no_id', '');
  const time = timeOf(event, receivedAt, clock);
  if ('refusal' in time) return time;
  const { json, isCut } = flatten(event.props, source.id);
  const stored = storedName(source, name);
  const notes: CollectorNote[] = [...time.notes];
  if (isCut) notes.push('props_cut');
  if (stored !== name) notes.push('renamed');
  const { props } = event;
  return {
    notes,
    row: {
      name: stored,
      ts: time.ts,
      event_id: eventId(source, event),
      received_at: receivedAt,
      source: 'sdk',
      session_id: short(event.session, 64),
      page: short(event.page, 200),
      value: 0,
      product_id: short(props.product_id ?? props.productId ?? props.$product_id, 64),
      category_id: short(props.category_id ?? props.categoryId, 64),
      order_id: short(props.order_id ?? props.orderId ?? props.$order_id, 64),
      props: json,
    },
  };
}

const OWN: ReadonlySet<string> = new Set(Object.keys(trackingEvent));

/** Names that mean something here stay ours, and those with a dot are facts: nobody can claim a payment, or a search in this shop. */
export function storedName({ vendor }: Pick<Source, 'vendor'>, name: string): string {
  if (name.includes('.')) return `${vendor}:${name.replaceAll('.', '_')}`;
  return OWN.has(name) ? `${vendor}:${name}` : name;
}

/** Never after its receipt, and told where it was set. */
function timeOf(
  { at, sentAt }: Event,
  receivedAt: number,
  clock: Intake['clock'],
):
  | { readonly refusal: CollectorRefusal; readonly detail: string }
  | { readonly ts: number; readonly notes: readonly CollectorNote[] } {
  if (at === null) return { ts: receivedAt, notes: ['no_time'] };
  if (!Number.isFinite(at) || Number.isNaN(sentAt)) return refuse('bad_time', String(at));
  const corrected = at + (receivedAt - (sentAt ?? receivedAt));
  const ts = clock(Math.round(at), { receivedAt, sentAt: sentAt ?? receivedAt });
  if (receivedAt - ts > MAX_AGE_MS) return refuse('too_old', dayOf(ts));
  const isAhead = Math.min(at, corrected) > receivedAt + AHEAD_MS;
  return { ts, notes: isAhead ? ['clock_ahead'] : [] };
}

/** Two clocks that are both right differ by as much. */
const AHEAD_MS = 30_000;

const dayOf = (ts: number): string => (Math.abs(ts) > 8.64e15 ? String(ts) : new Date(ts).toISOString().slice(0, 10));

/** The same event of a source has the same id, however often and by whatever key it is sent. */
function eventId({ no }: Source, { key, ...event }: Event): string {
  if (key === null && event.at === null) return randomUUID();
  const { sentAt: _sent, ...said } = event;
  const hash = createHash('sha256')
    .update(`${no} ${key === null ? JSON.stringify(said) : `key ${key}`}`)
    .digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function short(value: unknown, most: number): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && isHoldableText(text) && text.length <= most ? text : '';
}

function refuse(refusal: CollectorRefusal, detail: string): { refusal: CollectorRefusal; detail: string } {
  return { refusal, detail: isHoldableText(detail) ? detail.slice(0, 100) : '' };
}
