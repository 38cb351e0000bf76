import { postNotice } from '../messages/notice.ts';
import { type Shopper, shoppers } from '../phone/shopper.ts';
import { lettersAndDigits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type ContactWay, wayByKey } from './contact-ways.ts';
import { allStaff, type Staff, staffOf } from './corp.ts';
import { type Deliver, tellCorp } from './push.ts';
import { makeWelcome } from './welcome.ts';

/** A customer and a member of the corp. Either may have deleted the other alone. */
export type Friend = {
  readonly userid: string;
  readonly externalUserid: string;
  readonly shopperId: string;
  readonly createdAt: string;
  readonly addWay: number;
  readonly state: string;
  readonly remark: string;
  readonly description: string;
  readonly mobiles: readonly string[];
  readonly tags: readonly string[];
  readonly staffHas: boolean;
  readonly customerHas: boolean;
};

export const friends: TableShape<Friend> = { name: 'wecom-friends', by: ({ shopperId }) => shopperId };
/** Whose friends they are, in the order in which they first came: a corp asks for them page by page. */
const ofStaff = new WeakMap<World, Map<string, Map<string, Friend>>>();
const externals: TableShape<string> = { name: 'wecom-externals' };
const SCANNED = 1;

const keyOf = (userid: string, shopperId: string) => `${userid}/${shopperId}`;
export const isFriend = ({ staffHas, customerHas }: Friend): boolean => staffHas && customerHas;

/** Who she is to the corp: the same for all of its members. */
export function externalOf(world: World, { id, number }: Shopper): string {
  const external = `wmSBX${seeded(world.seed, 'external', number, 27, lettersAndDigits)}`;
  if (world.store.of(externals).get(external) === undefined) world.store.of(externals).put(external, id);
  return external;
}

export function shopperOfExternal(world: World, external: string | undefined): Shopper | undefined {
  return world.store.of(shoppers).get(world.store.of(externals).get(external ?? '') ?? '');
}

export function friendsOf(world: World, shopperId: string): readonly Friend[] {
  return world.store.of(friends).by(shopperId).filter(isFriend);
}

export function customersOf(world: World, userid: string): readonly Friend[] {
  return [...(byStaff(world).get(userid)?.values() ?? [])].filter(isFriend);
}

function byStaff(world: World): Map<string, Map<string, Friend>> {
  const known = ofStaff.get(world);
  if (known) return known;
  const made = new Map<string, Map<string, Friend>>();
  ofStaff.set(world, made);
  for (const friend of world.store.of(friends).all()) index(made, friend);
  return made;
}

function index(by: Map<string, Map<string, Friend>>, friend: Friend): void {
  const hers = by.get(friend.userid) ?? new Map<string, Friend>();
  by.set(friend.userid, hers);
  hers.set(friend.shopperId, friend);
}

export function putFriend(world: World, friend: Friend): void {
  const by = byStaff(world);
  world.store.of(friends).put(keyOf(friend.userid, friend.shopperId), friend);
  index(by, friend);
}

export type Scanned =
  | { readonly outcome: 'unknown' | 'unavailable' | 'full' }
  | { readonly outcome: 'shown'; readonly staff: Staff; readonly isFriend: boolean; readonly way: ContactWay };

/** What a phone shows that reads the code: of several members WeCom chooses one who can still be added. */
export function readWay(world: World, shopper: Shopper, key: string): Scanned {
  const way = wayByKey(world, key);
  if (!way) return { outcome: 'unknown' };
  const members = way.user.flatMap((userid) => staffOf(world, userid) ?? []);
  const known = members.find(({ userid }) => friendsOf(world, shopper.id).some((one) => one.userid === userid));
  if (known) return { outcome: 'shown', staff: known, isFriend: true, way };
  const able = members.filter((one) => one.active && one.realName && one.canContact);
  if (able.length === 0) return { outcome: 'unavailable' };
  const free = able.filter((one) => customersOf(world, one.userid).length < one.capacity);
  const chosen = free[world.store.next('wecom-choice') % Math.max(free.length, 1)];
  return chosen ? { outcome: 'shown', staff: chosen, isFriend: false, way } : { outcome: 'full' };
}

/**
 * She adds whom the code showed. A friend already: nothing is told. One who was left by her alone is back at once, and the state
 * is then some opaque word of WeCom's. Resolves when the corp was told, as far as it is told at once.
 */
export async function addByWay(world: World, deliver: Deliver, shopper: Shopper, key: string, userid: string) {
  const scanned = readWay(world, shopper, key);
  const way = wayByKey(world, key);
  if (scanned.outcome !== 'shown' || !way?.user.includes(userid)) return false;
  const before = world.store.of(friends).get(keyOf(userid, shopper.id));
  if (before && isFriend(before)) return true;
  const number = world.store.next('wecom-friendship');
  const opaque = before?.staffHas ? `wb:1:${seeded(world.seed, 'opaque', number, 7, '0123456789')}` : null;
  const fresh: Friend = {
    ...blank,
    ...(before?.staffHas ? before : {}),
    userid,
    externalUserid: externalOf(world, shopper),
    shopperId: shopper.id,
    createdAt: world.clock.now().toISOString(),
    addWay: SCANNED,
    state: opaque ?? way.state,
    staffHas: true,
    customerHas: true,
  };
  putFriend(world, fresh);
  changed(world, shopper.id);
  const welcome = staffOf(world, userid)?.ownWelcome ? null : makeWelcome(world, userid, shopper.id);
  const half = world.faults.get().wecomHalf && way.skip_verify;
  const fields = {
    ...(fresh.state ? { State: fresh.state } : {}),
    ...(welcome ? { WelcomeCode: welcome } : {}),
  };
  if (half) await tell(world, deliver, 'add_half_external_contact', fresh, fields);
  await tell(world, deliver, 'add_external_contact', fresh, half ? { State: fresh.state } : fields);
  return true;
}

/** A member searched her by her number, and she said yes: no code and no welcome of one, the number noted beside her name. */
export async function addByPhone(world: World, deliver: Deliver, userid: string, shopper: Shopper): Promise<boolean> {
  const member = staffOf(world, userid);
  const able = member?.active && member.realName && member.canContact;
  if (!able || customersOf(world, userid).length >= member.capacity) return false;
  const before = world.store.of(friends).get(keyOf(userid, shopper.id));
  if (before && isFriend(before)) return true;
  const fresh: Friend = {
    ...blank,
    userid,
    externalUserid: externalOf(world, shopper),
    shopperId: shopper.id,
    createdAt: world.clock.now().toISOString(),
    addWay: BY_PHONE,
    state: '',
    mobiles: [shopper.phoneNumber],
    staffHas: true,
    customerHas: true,
  };
  putFriend(world, fresh);
  changed(world, shopper.id);
  const welcome = member.ownWelcome ? null : makeWelcome(world, userid, shopper.id);
  await tell(world, deliver, 'add_external_contact', fresh, welcome ? { WelcomeCode: welcome } : {});
  return true;
}

/** 2: searched by her number. Source: document/path/92265 */
const BY_PHONE = 2;

const blank = { remark: '', description: '', mobiles: [], tags: [] } as const;

/** `customer`: she deletes the member; `staff`: the member deletes her. The other side keeps the one who left. */
export async function endFriendship(
  world: World,
  deliver: Deliver,
  by: 'customer' | 'staff',
  userid: string,
  shopperId: string,
): Promise<boolean> {
  const friend = world.store.of(friends).get(keyOf(userid, shopperId));
  if (!friend || !(by === 'customer' ? friend.customerHas : friend.staffHas)) return false;
  const was = isFriend(friend);
  const now = by === 'customer' ? { customerHas: false } : { staffHas: false };
  putFriend(world, { ...friend, ...now });
  changed(world, shopperId);
  if (was) await tell(world, deliver, by === 'customer' ? 'del_follow_user' : 'del_external_contact', friend, {});
  return true;
}

export function changeFriend(world: World, friend: Friend, change: Partial<Friend>): void {
  putFriend(world, { ...friend, ...change });
  changed(world, friend.shopperId);
}

const ASSIGNED = 202;

/** She goes from one member to another: the corp is told that the first has her no more, and why. */
export async function handOver(
  world: World,
  deliver: Deliver,
  friend: Friend,
  takeover: string,
  message: string,
): Promise<void> {
  const { externalUserid, shopperId, tags } = friend;
  const fresh = { ...blank, userid: takeover, externalUserid, shopperId, tags, state: '', addWay: ASSIGNED };
  const before = world.store.of(friends).get(keyOf(takeover, shopperId));
  world.store.together(() => {
    putFriend(world, { ...friend, staffHas: false, customerHas: false });
    if (!before || !isFriend(before))
      putFriend(world, { ...fresh, createdAt: world.clock.now().toISOString(), staffHas: true, customerHas: true });
  });
  changed(world, shopperId);
  if (message !== '') postNotice(world, { shopperId, chat: 'wecom', from: takeover, title: message });
  await tell(world, deliver, 'del_external_contact', friend, { Source: 'DELETE_BY_TRANSFER' });
}

/** The member writes a remark or ticks tags on her phone: told, unlike what is done through the API. */
export async function editFriend(
  world: World,
  deliver: Deliver,
  friend: Friend,
  change: Partial<Pick<Friend, 'remark' | 'tags'>>,
): Promise<void> {
  changeFriend(world, friend, change);
  await tell(world, deliver, 'edit_external_contact', friend, {});
}

export function friendOf(world: World, userid: string | undefined, external: string | undefined): Friend | undefined {
  const shopper = shopperOfExternal(world, external);
  return shopper && world.store.of(friends).get(keyOf(userid ?? '', shopper.id));
}

async function tell(
  world: World,
  deliver: Deliver,
  change: string,
  { userid, externalUserid }: Friend,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const who = { UserID: userid, ExternalUserID: externalUserid };
  await tellCorp(world, deliver, 'change_external_contact', { ChangeType: change, ...who, ...fields });
}

function changed(world: World, shopperId: string): void {
  allStaff(world);
  world.bus.tell({ topic: 'chats', id: shopperId });
  world.bus.tell({ topic: 'wecom' });
}
