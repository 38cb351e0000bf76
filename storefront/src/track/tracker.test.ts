import type { CollectEvent } from '@huoshui/contracts/analytics';
import { describe, expect, it } from 'vitest';
import { type Batch, createTracker, type Delivery } from './tracker.ts';

/** A phone whose network, storage and clock the test holds. */
function phone(start: { readonly kept?: readonly CollectEvent[] } = {}) {
  const world = {
    delivery: 'taken' as Delivery | 'lost',
    batches: [] as Batch[],
    stored: start.kept ?? [],
    now: Date.parse('2026-11-21T08:00:00Z'),
    timers: [] as number[],
  };
  let ids = 0;
  const tracker = createTracker({
    deliver: async (batch) => {
      if (world.delivery === 'lost') throw new Error('no network');
      world.batches.push(batch);
      return world.delivery;
    },
    load: async () => start.kept ?? [],
    save: async (events) => {
      world.stored = events;
    },
    now: () => new Date(world.now),
    uuid: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    wait: (ms) => {
      world.timers.push(ms);
      return () => undefined;
    },
  });
  return { ...tracker, world };
}

const names = (batch: Batch | undefined) => batch?.events.map((event) => event.name);

describe('the tracker', () => {
  it('sends what happened in order, and keeps nothing that was taken', async () => {
    const { track, flush, waiting, world } = phone();
    track('page_view', { page: 'a' });
    track('click', { productId: 'prd_1' });
    await flush();
    expect(names(world.batches[0])).toEqual(['page_view', 'click']);
    expect(waiting()).toBe(0);
    expect(world.stored).toEqual([]);
  });

  it('sends the same ids again after a failure, and waits longer each time', async () => {
    const { track, flush, waiting, world } = phone();
    track('page_view');
    world.delivery = 'lost';
    await flush();
    await flush();
    await flush();
    const [, first = 0, second = 0, third = 0] = world.timers;
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(waiting()).toBe(1);
    const [kept] = world.stored;
    world.delivery = 'taken';
    await flush();
    expect(world.batches[0]?.events[0]?.id).toBe(kept?.id);
  });

  it('takes up what the last launch could not send, before what is new', async () => {
    const kept = { id: '00000000-0000-4000-8000-00000000beef', name: 'search', ts: '2026-11-20T01:00:00.000Z' };
    const { track, flush, world } = phone({ kept: [kept] });
    track('page_view');
    await flush();
    expect(names(world.batches[0])).toEqual(['search', 'page_view']);
  });

  it('keeps the newest 500 when the phone stays offline', async () => {
    const { track, flush, waiting, world } = phone();
    world.delivery = 'lost';
    for (let at = 0; at < 620; at += 1) track('click', { value: at });
    await flush();
    expect(waiting()).toBe(500);
    expect(world.stored[0]?.value).toBe(120);
  });

  it('splits a long queue into batches of at most 50', async () => {
    const { track, flush, world } = phone();
    world.delivery = 'lost';
    for (let at = 0; at < 120; at += 1) track('click');
    await flush();
    world.delivery = 'taken';
    await flush();
    expect(world.batches.map((batch) => batch.events.length)).toEqual([50, 50, 20]);
  });

  it('begins a new session after half an hour without an act', async () => {
    const { track, flush, world } = phone();
    track('page_view');
    world.now += 29 * 60_000;
    track('click');
    world.now += 31 * 60_000;
    track('page_view');
    await flush();
    const [first, second, third] = world.batches[0]?.events.map((event) => event.session) ?? [];
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
});
