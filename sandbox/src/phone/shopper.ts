import { mainApp } from '../world/apps.ts';
import type { App } from '../world/credentials.ts';
import { digits, lettersAndDigits, seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** A simulated WeChat user. */
export type Shopper = {
  readonly id: string;
  /** 1, 2, 3 …: everything else of the shopper follows from the seed and this number. */
  readonly number: number;
  readonly label: string;
  /** In the main mini program; `openidOf` says hers in the others. */
  readonly openid: string;
  readonly unionid: string;
  readonly phoneNumber: string;
  readonly createdAt: string;
};

export const shoppers: TableShape<Shopper> = { name: 'shoppers' };
const openids: TableShape<string> = { name: 'openids' };

export function createShopper(world: World, label: string | undefined): Shopper {
  const shopper = world.store.together(() => {
    const number = world.store.next('shopper');
    const openid = `oSBX${seeded(world.seed, 'openid', number, 24, urlSafe)}`;
    const made: Shopper = {
      id: `s${number}`,
      number,
      label: label ?? `模拟顾客 ${String(number).padStart(3, '0')}`,
      openid,
      unionid: `oUSBX${seeded(world.seed, 'unionid', number, 23, lettersAndDigits)}`,
      phoneNumber: phoneNumberOf(world.seed, number),
      createdAt: world.clock.now().toISOString(),
    };
    world.store.of(shoppers).put(made.id, made);
    world.store.of(openids).put(openid, made.id);
    return made;
  });
  world.bus.tell({ topic: 'shoppers' });
  return shopper;
}

/** Who she is in an app; known to the platform from the first time she enters it. */
export function openidOf(world: World, shopper: Shopper, app: App): string {
  if (app === mainApp(world)) return shopper.openid;
  const openid = `oSBX${seeded(world.seed, `openid/${app.appid}`, shopper.number, 24, urlSafe)}`;
  const key = openidKey(world, app, openid);
  if (world.store.of(openids).get(key) === undefined) world.store.of(openids).put(key, shopper.id);
  return openid;
}

/** The shopper whom this app knows by this openid; another app's openid is nobody. */
export function shopperByOpenid(world: World, app: App, openid: string): Shopper | undefined {
  const id = world.store.of(openids).get(openidKey(world, app, openid));
  return id === undefined ? undefined : world.store.of(shoppers).get(id);
}

/** Whom a console means that shows of an openid its beginning and its end: `oSBX…9f2K`. */
export function shopperByMasked(world: World, app: App, masked: string): Shopper | undefined {
  const [head = '', tail = ''] = openidKey(world, app, masked).split('…');
  const known = world.store.of(openids);
  for (const key of tail.length < 4 ? [] : known.ids())
    if (key.startsWith(head) && key.endsWith(tail)) return world.store.of(shoppers).get(known.get(key) ?? '');
  return undefined;
}

/** The main app's keep the key they had while it was alone. */
function openidKey(world: World, app: App, openid: string): string {
  return app === mainApp(world) ? openid : `${app.appid}/${openid}`;
}

/** The carrier hands a number to somebody else, or she takes her number to another WeChat account. */
export function changePhoneNumber(world: World, shopper: Shopper, phoneNumber: string): Shopper {
  const changed = { ...shopper, phoneNumber };
  world.store.of(shoppers).put(shopper.id, changed);
  world.bus.tell({ topic: 'shoppers', id: shopper.id });
  return changed;
}

/** Looks like a mobile number, each shopper another; nothing is ever sent to it. The factor has no divisor in common with 10^8. */
function phoneNumberOf(seed: number, number: number): string {
  const start = Number(seeded(seed, 'phone', 0, 8, digits));
  return `170${String((start + number * 61_803_399) % 100_000_000).padStart(8, '0')}`;
}
