import type { Ctx } from '../../platform/ctx.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EventRow } from '../analytics/index.ts';
import { type Adapter, BadWire, type Incoming, type Item } from './adapter.ts';
import { applyProfiles } from './attributes.ts';
import { checkItem } from './check.ts';
import { Tally, writeTally } from './counts.ts';
import type { Intake } from './intake.ts';
import { findByKey, type Source } from './source.ts';
import { findPersons, type Pair, type Persons } from './visitors.ts';

export type Received =
  | { readonly is: 'taken' }
  | { readonly is: 'refused'; readonly status: number; readonly why: string }
  | { readonly is: 'later'; readonly status: number; readonly why: string };

/** Twice what any of these SDKs sends at once. */
const MOST_ITEMS = 20_000;

/**
 * A request of an SDK. `taken` when every good event is durable; what was not taken, and why, stands with its source. Whoever shows no key
 * of ours learns nothing and leaves no trace.
 */
export async function receive(ctx: Ctx, adapter: Adapter, incoming: Incoming, intake: Intake): Promise<Received> {
  try {
    return await read(ctx, adapter, incoming, intake);
  } catch (error) {
    const isOurs = error instanceof DomainError && error.text.status >= 429;
    if (!isOurs) ctx.log.error({ err: error, vendor: adapter.vendor }, 'events of an SDK were not taken');
    const tooMany = isOurs && error.text.status === 429;
    return { is: 'later', status: tooMany ? 429 : 503, why: 'not stored, send it again' };
  }
}

async function read(ctx: Ctx, adapter: Adapter, incoming: Incoming, intake: Intake): Promise<Received> {
  const reading = unread(() => adapter.read(incoming));
  const early = 'key' in reading && reading.key !== null ? await findByKey(ctx, reading.key) : null;
  if ('key' in reading && reading.key !== null && early === null) return NO_KEY;
  if (early) {
    const closed = await refuseClosed(ctx, adapter, early);
    if (closed) return closed;
  }
  try {
    if (reading instanceof BadWire) throw reading;
    const { key, items } = await reading.items();
    const source = early ?? (typeof key === 'string' ? await findByKey(ctx, key) : null);
    if (source === null) return NO_KEY;
    const closed = early === null ? await refuseClosed(ctx, adapter, source) : null;
    if (closed) return closed;
    if (items.length > MOST_ITEMS) return refuseAll(ctx, source, 413, new BadWire('too many at once', 'too_many'));
    await takeItems(ctx, source, items, incoming.receivedAt, intake);
    return { is: 'taken' };
  } catch (error) {
    if (!(error instanceof BadWire)) throw error;
    return refuseAll(ctx, early, error.reason === 'too_large' ? 413 : 400, error);
  }
}

const NO_KEY: Received = { is: 'refused', status: 401, why: 'no such key' };

function unread<T>(work: () => T): T | BadWire {
  try {
    return work();
  } catch (error) {
    if (error instanceof BadWire) return error;
    throw error;
  }
}

async function refuseAll(
  ctx: Ctx,
  source: Source | null,
  status: number,
  { reason, message }: BadWire,
): Promise<Received> {
  if (source) {
    const tally = new Tally();
    tally.refuse('', reason, message);
    await writeTally(ctx, source.no, tally);
  }
  return { is: 'refused', status, why: message };
}

/** A key that ended, or another vendor's: nothing of it is looked at. */
async function refuseClosed(ctx: Ctx, adapter: Adapter, source: Source): Promise<Received | null> {
  if (source.isRevoked) return refuseAll(ctx, source, 401, new BadWire('this key was revoked', 'revoked'));
  if (source.isOldKey) return refuseAll(ctx, source, 401, new BadWire('this key was replaced', 'old_key'));
  if (source.vendor === adapter.vendor) return null;
  return refuseAll(ctx, source, 400, new BadWire(`a key of ${source.vendor}`, 'other_vendor'));
}

/** One whose place is too large was never read; whose it would have been is known by its key alone, where that stands outside. */
export async function refuseTooLarge(ctx: Ctx, adapter: Adapter, incoming: Incoming): Promise<void> {
  const reading = unread(() => adapter.read(incoming));
  const source = 'key' in reading && reading.key !== null ? await findByKey(ctx, reading.key) : null;
  if (source) await refuseAll(ctx, source, 413, new BadWire('the request is too large', 'too_large'));
}

type Event = Extract<Item, { is: 'event' }>;
type Good = { readonly event: Event; readonly row: Omit<EventRow, 'person_no'> };

async function takeItems(
  ctx: Ctx,
  source: Source,
  items: readonly Item[],
  receivedAt: number,
  intake: Intake,
): Promise<void> {
  const tally = new Tally();
  const good = items.flatMap((item) => (item.is === 'event' ? goodOf(source, item, receivedAt, intake, tally) : []));
  for (const item of items) if (item.is === 'skipped') tally.refuse(item.name, item.reason);
  const pairs = pairsOf(items);
  const ids = good.flatMap(({ event }) => event.who ?? []);
  const persons = await findPersons(ctx, source, ids, pairs);
  for (const { who } of persons.apart) tally.refuse('', 'of_another', who.kind);
  await takeEvents(ctx, good, persons, intake, tally);
  const profiles = items.flatMap((item) => (item.is === 'profile' ? [item] : []));
  for (const { name, refusal } of await applyProfiles(ctx, source, profiles)) tally.refuse(name, refusal);
  await writeTally(ctx, source.no, tally);
}

function goodOf(source: Source, event: Event, receivedAt: number, intake: Intake, tally: Tally): Good[] {
  const checked = checkItem(source, event, receivedAt, intake.clock);
  const name = event.name.trim();
  if ('refusal' in checked) {
    tally.refuse(name, checked.refusal, checked.detail);
    return [];
  }
  for (const note of checked.notes) tally.add(name, note);
  return [{ event, row: checked.row }];
}

/** Each once: an SDK that says both ids with every event asks the same a thousand times. */
function pairsOf(items: readonly Item[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const item of items)
    if (item.is === 'bind') pairs.set(JSON.stringify([item.who, item.from]), { who: item.who, from: item.from });
  return [...pairs.values()];
}

async function takeEvents(
  ctx: Ctx,
  good: readonly Good[],
  persons: Persons,
  intake: Intake,
  tally: Tally,
): Promise<void> {
  const named: (Good & { readonly personNo: number })[] = [];
  for (const one of good) {
    const personNo = one.event.who === null ? undefined : persons.of(one.event.who);
    if (personNo === undefined) tally.refuse(one.event.name.trim(), 'too_many_visitors');
    else named.push({ ...one, personNo });
  }
  if (named.length === 0) return;
  const fresh = await intake.take(
    ctx,
    named.map(({ row, personNo }) => ({ ...row, person_no: personNo })),
  );
  for (const [n, { event, row, personNo }] of named.entries()) {
    const name = event.name.trim();
    if (fresh[n] !== true) tally.add(name, 'duplicate');
    else {
      tally.add(name, 'taken');
      tally.show({ at: row.ts, name, personNo, refusal: null, detail: row.page });
    }
  }
}
