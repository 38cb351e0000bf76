import type { CollectEvent } from '@huoshui/contracts/analytics';
import type { TrackingEvent } from '@huoshui/contracts/words/tracking';
import { ApiFailure, api, uuid } from '../api/index.ts';
import { storage } from '../wx/storage.ts';
import { createTracker, type Facts } from './tracker.ts';

const key = 'events';

const tracker = createTracker({
  deliver: async ({ sentAt, events }) => {
    try {
      await api('POST /collect', { body: { sentAt, events: [...events] } });
      return 'taken';
    } catch (failure) {
      // 4xx is a judgement on the batch, except: signed out, too slow, too much at once.
      const judged = failure instanceof ApiFailure && failure.status >= 400 && failure.status < 500;
      return judged && ![401, 408, 425, 429].includes(failure.status) ? 'taken' : 'later';
    }
  },
  load: async () => {
    const kept = await storage.read(key);
    return Array.isArray(kept) ? kept.filter(isEvent) : [];
  },
  save: async (events) => storage.write(key, events),
  now: () => new Date(),
  uuid,
  wait: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
});

export function track(name: TrackingEvent, facts: Facts = {}): void {
  tracker.track(name, { page: currentPage, ...facts });
}

/** For the moment the shopper leaves: what is queued goes out now. */
export const flushEvents = tracker.flush;

let currentPage = '';

export function enterPage(path: string): void {
  currentPage = path;
}

function isEvent(value: unknown): value is CollectEvent {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'ts' in value;
}
