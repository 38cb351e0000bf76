import type { Json } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { staffOf } from './corp.ts';

/**
 * Customers whom a member had before this world began: as many as a corp of years has, who have no phones here. They are made of their
 * number when they are asked for, so two hundred thousand of them weigh nothing.
 */
type Crowd = { readonly userid: string; readonly count: number; readonly since: string };

const crowds: TableShape<Crowd> = { name: 'wecom-crowds' };
const gone: TableShape<true> = { name: 'wecom-crowd-gone' };
const PREFIX = 'wmSBXold.';
const DAY_MS = 86_400_000;
const DAYS = 900;

export type CrowdCustomer = { readonly contact: Json; readonly follow: Json };

export function putCrowd(world: World, userid: string, count: number): void {
  world.store.of(crowds).put(userid, { userid, count, since: world.clock.now().toISOString() });
}

/** She is nobody's customer any more, and nothing tells it. */
export function dropFromCrowd(world: World, userid: string, number: number): void {
  world.store.of(gone).put(idOf(userid, number), true);
}

export const crowdSize = (world: World, userid: string): number => world.store.of(crowds).get(userid)?.count ?? 0;

const idOf = (userid: string, number: number) => `${PREFIX}${userid}.${number}`;
const isGone = (world: World, id: string) => world.store.of(gone).get(id) !== undefined;

export function crowdIds(world: World, userid: string): readonly string[] {
  return Array.from({ length: crowdSize(world, userid) }, (_, number) => idOf(userid, number)).filter(
    (id) => !isGone(world, id),
  );
}

/** Those of these places; who has left is left out, and her place stays empty. */
export function crowdBetween(world: World, userid: string, from: number, until: number): readonly CrowdCustomer[] {
  const crowd = world.store.of(crowds).get(userid);
  if (!crowd) return [];
  const found: CrowdCustomer[] = [];
  for (let number = Math.max(from, 0); number < Math.min(until, crowd.count); number += 1)
    if (!isGone(world, idOf(userid, number))) found.push(oneOf(crowd, number));
  return found;
}

export function ofCrowd(world: World, id: string | undefined): CrowdCustomer | undefined {
  if (!id?.startsWith(PREFIX) || isGone(world, id)) return undefined;
  const at = id.lastIndexOf('.');
  const [userid, number] = [id.slice(PREFIX.length, at), Number(id.slice(at + 1))];
  const crowd = world.store.of(crowds).get(userid);
  return crowd && number < crowd.count && staffOf(world, userid) ? oneOf(crowd, number) : undefined;
}

function oneOf({ userid, since }: Crowd, number: number): CrowdCustomer {
  const addedAt = Date.parse(since) - (5 + (number % DAYS)) * DAY_MS;
  return {
    contact: {
      external_userid: idOf(userid, number),
      name: `老客 ${number + 1}`,
      type: 1,
      avatar: '',
      gender: 0,
      unionid: `oUSBXold${userid}${number}`,
    },
    follow: {
      userid,
      remark: '',
      description: '',
      createtime: Math.floor(addedAt / 1000),
      remark_mobiles: [],
      add_way: 1,
      oper_userid: userid,
    },
  };
}
