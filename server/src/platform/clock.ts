import { sql } from 'kysely';
import type { Db } from './db.ts';

export const CLOCK_CHANNEL = 'huoshui_clock';

/** The time of the shop: the machine's, plus an offset that only the sandbox can change. Shared through the database. */
export type Clock = {
  now(): Date;
  readonly movable: boolean;
  readonly offsetMs: number;
  /** Read the offset another process set. */
  refresh(): Promise<void>;
  /** Set the clock to an instant; it goes on from there. */
  set(to: Date): Promise<void>;
};

/** `startAt`: where a movable clock begins in an empty database (the demo begins in the past). */
export async function createClock(db: Db, movable: boolean, startAt?: Date): Promise<Clock> {
  let offsetMs = Number.NEGATIVE_INFINITY;
  const machineNow = () => Date.now();
  if (!movable) offsetMs = 0;
  const read = async () => {
    if (!movable) return;
    const { rows } = await sql<{ offsetMs: number }>`select offset_ms from platform.clock`.execute(db);
    // The clock only goes forward: a smaller offset was read before the present one was written.
    offsetMs = Math.max(offsetMs, rows[0]?.offsetMs ?? offsetMs);
  };
  if (movable) {
    const first = startAt ? startAt.getTime() - machineNow() : 0;
    await sql`insert into platform.clock (only_row, offset_ms) values (true, ${first}) on conflict do nothing`.execute(
      db,
    );
    await read();
  }
  return {
    now: () => new Date(machineNow() + offsetMs),
    movable,
    get offsetMs() {
      return offsetMs;
    },
    refresh: read,
    async set(to) {
      const next = to.getTime() - machineNow();
      await sql`
        with moved as (update platform.clock set offset_ms = ${next})
        select pg_notify(${CLOCK_CHANNEL}, '')
      `.execute(db);
      // Not before it is written: whoever takes the one from the other would find the leap itself, and end whatever lasts no longer.
      offsetMs = next;
    },
  };
}
