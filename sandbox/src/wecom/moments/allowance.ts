import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';

/** A customer is shown at most three moments of the corp's members a day. Source: vendors' help, 2026-11; the API does not say it. */
const mostADay = 3;
const shown: TableShape<{ readonly day: string; readonly count: number }> = { name: 'wecom-moments-shown' };
const chinaMs = 8 * 3_600_000;

/** Whether she is shown one more today; it is counted if so. */
export function seeMoment(world: World, external: string): boolean {
  const day = new Date(world.clock.now().getTime() + chinaMs).toISOString().slice(0, 10);
  const before = world.store.of(shown).get(external);
  const count = before?.day === day ? before.count : 0;
  if (count >= mostADay) return false;
  world.store.of(shown).put(external, { day, count: count + 1 });
  return true;
}
