import { DomainError } from '../errors.ts';
import type { EventStore } from '../event-store/client.ts';
import type { Route } from '../routes.ts';
import { ReportLane } from './report-lane.ts';

/**
 * A route whose answer takes a whole look at the event store: it goes through a lane of its own, so that however many ask,
 * shoppers and journeys find the store and the machine free. Equal questions at once are one computation; who leaves asks no more.
 */
export function heavy(route: Route): Route {
  const { method, path, handle } = route;
  return {
    ...route,
    handle: async (ctx, raw) => {
      const { params, query, body } = raw.request;
      // Who may read less, by her role or by the stores she is limited to, gets an answer of her own.
      const { actor } = ctx;
      const role = actor.kind === 'operator' ? [actor.role, actor.stores, actor.scopes] : actor.kind;
      const key = JSON.stringify([method, path, role, params, query, body]);
      const left = new AbortController();
      const onClose = () => {
        if (!raw.reply.raw.writableFinished) left.abort();
      };
      raw.reply.raw.once('close', onClose);
      try {
        return await laneOf(ctx.events).ask(
          key,
          async (signal) => handle({ ...ctx, events: asked(ctx.events, signal) }, raw),
          left.signal,
        );
      } catch (error) {
        if (error instanceof DomainError && error.text.status === 503) raw.reply.header('retry-after', '5');
        throw error;
      } finally {
        raw.reply.raw.off('close', onClose);
      }
    },
  };
}

/** The store for one computation: its queries end when nobody waits for it any more. */
function asked(events: EventStore, signal: AbortSignal): EventStore {
  return {
    ...events,
    query: async (sql, params) => {
      signal.throwIfAborted();
      return events.query(sql, params, { signal });
    },
  };
}

const lanes = new WeakMap<EventStore, ReportLane>();

/** One lane a store and process, made on first use. */
function laneOf(store: EventStore): ReportLane {
  const known = lanes.get(store);
  if (known) return known;
  const made = new ReportLane();
  lanes.set(store, made);
  return made;
}
