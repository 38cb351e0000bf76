import { words } from '@huoshui/contracts/words';
import { matches } from '../../platform/event-store/matches.ts';
import { type Fact, payloadOf, type Told } from '../../platform/facts.ts';
import { eventHeard } from '../analytics/events.ts';
import { eventFilters, type Where } from '../audiences/index.ts';

/** Facts of every domain that somebody may name in a journey; known once all are mounted. */
export type Happenings = () => readonly Fact[];

/** An event by its name, with the properties that it has to have. */
export const happeningFields = [
  { key: 'event', label: words('行为', 'Event'), kind: 'picker', of: 'event' },
  eventFilters.field,
] as const;

type Named = { readonly event: string; readonly where: Where };

/** Everything that may be meant by a name: what phones tell, and the facts. */
export function happeningsHeard(happenings: Happenings): readonly Fact[] {
  return [eventHeard, ...happenings()];
}

export function happeningProblem({ event, where }: Named) {
  if (event === '*')
    return {
      at: 'event',
      words: words('请选一种行为，不能是任何行为', 'Choose one event: not just anything she does'),
    };
  return eventFilters.problem(where);
}

export function isMeant({ event, where }: Named, told: Told): boolean {
  const heard = payloadOf(eventHeard, told);
  if ((heard?.event ?? told.type) !== event) return false;
  return matches(eventFilters.selects(where), heard ? heard.properties : asProperties(told.payload));
}

/** What came from a phone's queue a day late, or with a file, is no occasion to begin anything. */
export function isNews(told: Told): boolean {
  return !(payloadOf(eventHeard, told)?.late ?? false) && asProperties(told.payload).source !== 'import';
}

/** Events of phones are only told where somebody waits for their names; facts have a dot, and are told anyway. */
export function awaitedOf({ event }: Named): readonly string[] {
  return event.includes('.') ? [] : [event];
}

/** As the event store has them: amounts are its value. */
function asProperties(payload: unknown): Readonly<Record<string, unknown>> {
  const own = typeof payload === 'object' && payload !== null ? Object.fromEntries(Object.entries(payload)) : {};
  return {
    value: own.amount ?? 0,
    product_id: own.productId ?? '',
    category_id: own.categoryId ?? '',
    order_id: own.orderId ?? '',
    ...own,
  };
}

export function happeningWords({ event, where }: Named, name: { zh: string; en: string } | null) {
  const filters = eventFilters.words(where);
  return words(`「${name?.zh ?? event}」${filters.zh}`, `“${name?.en ?? event}”${filters.en}`);
}
