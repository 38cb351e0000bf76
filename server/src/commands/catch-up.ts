import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';

/** Not measured: a batch of any listener takes seconds, so two minutes without one mean that no worker runs. */
const PATIENCE_MS = 120_000;

/**
 * Wait until the running system has heard everything told so far, and what its listeners told in turn: stages follow
 * orders. Gives up when it gets no further for two minutes.
 */
export async function waitForListeners(ctx: Ctx, names: readonly string[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const newest = await newestFact(ctx);
    if (newest === null) return;
    let before = '';
    let moved = performance.now();
    for (;;) {
      const behind = await listenersBehind(ctx, names, newest);
      if (behind.length === 0) break;
      const now = JSON.stringify(behind);
      if (now !== before) moved = performance.now();
      if (performance.now() - moved > PATIENCE_MS) throw new Error(`no worker hears what was imported: ${now}`);
      before = now;
      await sleep(200);
    }
  }
}

type Position = { readonly xid: string; readonly id: number };

async function newestFact(ctx: Ctx): Promise<Position | null> {
  const { rows } = await sql<Position>`
    select e.xid::text as xid, e.id from platform.event e order by e.xid desc, e.id desc limit 1
  `.execute(ctx.db);
  return rows[0] ?? null;
}

async function listenersBehind(
  ctx: Ctx,
  names: readonly string[],
  at: Position,
): Promise<(Position & { name: string })[]> {
  const { rows } = await sql<Position & { name: string }>`
    select l.name, l.xid::text as xid, l.id from platform.listener l
    where l.name = any(${[...names]}) and (l.xid, l.id) < (${at.xid}::xid8, ${at.id}::bigint) order by l.name
  `.execute(ctx.db);
  return rows;
}
