import { MpError } from '../mp/endpoint.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/**
 * How many messages an account may send after what she did, and for how long. Source: developers.weixin.qq.com
 * doc/subscription/guide/product/kf/intro and doc/offiaccount/Customer_Service; the same for both types since the tables of 2025.
 */
const rules = {
  message: { count: 5, ms: 48 * 3_600_000 },
  menu: { count: 3, ms: 60_000 },
  follow: { count: 3, ms: 60_000 },
  scan: { count: 3, ms: 60_000 },
} as const;

export type WindowKind = keyof typeof rules;
type Windows = { readonly [kind in WindowKind]?: { readonly until: string; readonly left: number } };

const windows: TableShape<Windows> = { name: 'oa-windows' };
const keyOf = ({ appid }: OfficialAccount, shopperId: string) => `${appid}/${shopperId}`;

export function openWindow(world: World, account: OfficialAccount, shopperId: string, kind: WindowKind): void {
  const table = world.store.of(windows);
  const { count, ms } = rules[kind];
  const until = new Date(world.clock.now().getTime() + ms).toISOString();
  table.put(keyOf(account, shopperId), { ...table.get(keyOf(account, shopperId)), [kind]: { until, left: count } });
}

/** She left: nothing more is taken. */
export function closeWindows(world: World, account: OfficialAccount, shopperId: string): void {
  world.store.of(windows).drop(keyOf(account, shopperId));
}

/** One message of the window that ends first; 45015 where none is open, 45047 where all that are open are used up. */
export function takeFromWindow(world: World, account: OfficialAccount, shopperId: string): void {
  const table = world.store.of(windows);
  const now = world.clock.now().getTime();
  const all = Object.entries(table.get(keyOf(account, shopperId)) ?? {});
  const open = all
    .filter(([, { until }]) => Date.parse(until) > now)
    .sort(([, a], [, b]) => a.until.localeCompare(b.until));
  if (open.length === 0) throw new MpError(45015, 'response out of time limit or subscription is canceled');
  const [first] = open.filter(([, { left }]) => left > 0);
  if (!first) throw new MpError(45047, 'out of response count limit');
  const [kind, { until, left }] = first;
  table.put(keyOf(account, shopperId), { ...table.get(keyOf(account, shopperId)), [kind]: { until, left: left - 1 } });
}
