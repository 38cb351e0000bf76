import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';

/** 群发规则 of the corp's console: as many a month as the month has days, seven a week, or one a day. Source: document/path/92135 */
export type MassRule = 'month' | 'week' | 'day';
export const massRules: readonly MassRule[] = ['month', 'week', 'day'];

const rules: TableShape<MassRule> = { name: 'wecom-mass-rule' };
/** By customer or group: when she got one, made by the corp or by a member. */
const received: TableShape<readonly string[]> = { name: 'wecom-mass-received' };
const KEY = 'rule';
const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;

export const massRule = (world: World): MassRule => world.store.of(rules).get(KEY) ?? 'month';
export const putMassRule = (world: World, rule: MassRule): void => world.store.of(rules).put(KEY, rule);

/** Whether she may get one more; it is counted if so. */
export function takeAllowance(world: World, target: string): boolean {
  const now = world.clock.now();
  const kept = (world.store.of(received).get(target) ?? []).filter((at) => now.getTime() - Date.parse(at) < 31 * dayMs);
  const { most, since } = windowOf(massRule(world), now);
  if (kept.filter((at) => Date.parse(at) >= since).length >= most) return false;
  world.store.of(received).put(target, [...kept, now.toISOString()]);
  return true;
}

function windowOf(rule: MassRule, now: Date): { readonly most: number; readonly since: number } {
  const local = new Date(now.getTime() + chinaMs);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const from = (y: number, m: number, d: number) => Date.UTC(y, m, d) - chinaMs;
  if (rule === 'day') return { most: 1, since: from(year, month, day) };
  if (rule === 'week') return { most: 7, since: from(year, month, day - ((local.getUTCDay() + 6) % 7)) };
  return { most: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(), since: from(year, month, 1) };
}
