import { digits, lettersAndDigits, seeded, urlSafe } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** A simulated WeChat user. */
export type Shopper = {
  readonly id: string;
  /** 1, 2, 3 …: everything else of the shopper follows from the seed and this number. */
  readonly number: number;
  readonly label: string;
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

export function shopperByOpenid(world: World, openid: string): Shopper | undefined {
  const id = world.store.of(openids).get(openid);
  return id === undefined ? undefined : world.store.of(shoppers).get(id);
}

/** Looks like a mobile number, each shopper another; nothing is ever sent to it. The factor has no divisor in common with 10^8. */
function phoneNumberOf(seed: number, number: number): string {
  const start = Number(seeded(seed, 'phone', 0, 8, digits));
  return `170${String((start + number * 61_803_399) % 100_000_000).padStart(8, '0')}`;
}
