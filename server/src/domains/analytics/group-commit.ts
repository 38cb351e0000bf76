import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '../../platform/event-store/client.ts';
import { type EventRow, tsvOf } from './event.ts';
import { RecentIds } from './recent-ids.ts';

/** A row waits at most this long for company before its group is written; a running write gathers more. */
const LINGER_MS = 10;
/** One block of the store, and a tenth of its own default for one. Not measured beyond. */
const MAX_GROUP = 10_000;
/** More rows than this waiting means the store does not follow: refuse, the senders keep their queues. */
const MAX_WAITING = 60_000;
/** Pauses of 0.2, 0.4 and 0.8 s: a store that is started again is back by then; a sender repeats what is refused. */
const ATTEMPTS = 4;

export type Taken = { readonly accepted: number; readonly duplicates: number };

/** The store does not follow; nothing of the batch was taken. */
export class Overloaded extends Error {}

type Group = {
  readonly rows: EventRow[];
  /** Who sent each. */
  readonly senders: number[];
  readonly done: Promise<void>;
  readonly settle: (error?: unknown) => void;
};

/**
 * Writes the events of many requests together and tells each when its own are durable. An event that is known already,
 * or waits in a group, is not written again: its sender waits for the group that has it, so that an answer is always
 * the truth.
 */
export class GroupCommit {
  readonly #store: EventStore;
  readonly #recent: RecentIds;
  readonly #waitingIn = new Map<string, { readonly sender: number; readonly group: Group }>();
  #open: Group | null = null;
  #waiting = 0;
  #working: Promise<void> | null = null;

  constructor(store: EventStore, recent: RecentIds = new RecentIds()) {
    this.#store = store;
    this.#recent = recent;
  }

  /**
   * @param account whose phone sent them: it stays the same when its person turns out to be another one
   * @throws Overloaded, or what the store said when it could not be reached again and again
   */
  async add(rows: readonly EventRow[], account: number | null = null): Promise<Taken> {
    if (this.#waiting + rows.length > MAX_WAITING) throw new Overloaded();
    const groups = new Set<Group>();
    let accepted = 0;
    for (const row of rows) {
      const sender = senderOf(row, account);
      if (this.#recent.has(sender, row.event_id) || this.#recent.has(row.person_no, row.event_id)) continue;
      const waitsIn = this.#waitingIn.get(row.event_id);
      // The same id from another person is another event; that two wait at once is hardly more than an attack.
      if (waitsIn?.sender === sender) {
        groups.add(waitsIn.group);
        continue;
      }
      groups.add(this.#put(row, sender));
      accepted += 1;
    }
    await Promise.all([...groups].map(async (group) => group.done));
    return { accepted, duplicates: rows.length - accepted };
  }

  /** Whether `add` of these rows would write each, if it came at once; one that stands twice among them is new once. */
  areNew(rows: readonly EventRow[]): readonly boolean[] {
    const before = new Set<string>();
    return rows.map(({ person_no, event_id }) => {
      const key = `${person_no} ${event_id}`;
      const isNew =
        !before.has(key) &&
        !this.#recent.has(person_no, event_id) &&
        this.#waitingIn.get(event_id)?.sender !== person_no;
      before.add(key);
      return isNew;
    });
  }

  /** What earlier processes have stored, so that a resend to this one is known too. */
  remember(personNo: number, id: string): void {
    this.#recent.add(personNo, id);
  }

  /** Resolves when all that was taken is written. */
  async idle(): Promise<void> {
    await this.#working;
  }

  #put(row: EventRow, sender: number): Group {
    if (!this.#open || this.#open.rows.length >= MAX_GROUP) this.#open = newGroup();
    const group = this.#open;
    if (group.rows.length === 0) this.#queue.push(group);
    group.rows.push(row);
    group.senders.push(sender);
    this.#waitingIn.set(row.event_id, { sender, group });
    this.#waiting += 1;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return group;
  }

  readonly #queue: Group[] = [];

  async #work(): Promise<void> {
    await sleep(LINGER_MS);
    for (let group = this.#queue.shift(); group; group = this.#queue.shift()) {
      if (group === this.#open) this.#open = null;
      await this.#write(group);
    }
  }

  async #write(group: Group): Promise<void> {
    try {
      await this.#insert(group.rows);
      for (const [n, row] of group.rows.entries()) this.#recent.add(group.senders[n] ?? row.person_no, row.event_id);
      group.settle();
    } catch (error) {
      group.settle(error);
    } finally {
      this.#waiting -= group.rows.length;
      for (const row of group.rows) this.#waitingIn.delete(row.event_id);
    }
  }

  /** The same token each time: an insert that did arrive before the line broke is not done twice. */
  async #insert(rows: readonly EventRow[]): Promise<void> {
    const token = randomUUID();
    const lines = tsvOf(rows);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#store.insert('events', lines, { token });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        // 0.2, 0.4, 0.8 s: as long as the store's process needs to be started again.
        await sleep(100 * 2 ** attempt);
      }
    }
  }
}

/** Accounts are told from persons by their sign. */
function senderOf(row: EventRow, account: number | null): number {
  return account === null ? row.person_no : -account;
}

function newGroup(): Group {
  let settle: Group['settle'] = () => {};
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error === undefined ? resolve() : reject(error));
  });
  // Whoever waits hears of the failure; a group nobody waits for any more must not end the process.
  done.catch(() => {});
  return { rows: [], senders: [], done, settle };
}
