import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** A member of the corp. Only an active one with a real name and the right to customers can be added by anybody. */
export type Staff = {
  readonly userid: string;
  readonly name: string;
  readonly department: number;
  readonly active: boolean;
  readonly realName: boolean;
  /** 客户联系: named in the console of the corp. */
  readonly canContact: boolean;
  /** Customers whom one can have: 5 000 at first. */
  readonly capacity: number;
  /** The corp's console has a welcome of its own for this member: then no WelcomeCode comes. */
  readonly ownWelcome: boolean;
};

export type Department = { readonly id: number; readonly name: string; readonly parentid: number };

const staff: TableShape<Staff> = { name: 'wecom-staff' };
const FIRST_CAPACITY = 5000;

export const departments: readonly Department[] = [
  { id: 1, name: '活水鲜生', parentid: 0 },
  { id: 2, name: '徐汇店', parentid: 1 },
  { id: 3, name: '静安店', parentid: 1 },
];

/** The corp begins with four, plainly numbered; one of them has not proved who she is yet. */
export function allStaff(world: World): readonly Staff[] {
  const table = world.store.of(staff);
  if (table.size() === 0) for (const one of firstStaff) table.put(one.userid, one);
  return [...table.all()];
}

const firstStaff: readonly Staff[] = [1, 2, 3, 4].map((number) => ({
  userid: `guide0${number}`,
  name: `导购 0${number}`,
  department: number < 3 ? 2 : 3,
  active: true,
  realName: number !== 4,
  canContact: true,
  capacity: FIRST_CAPACITY,
  ownWelcome: false,
}));

export function staffOf(world: World, userid: string | undefined): Staff | undefined {
  return allStaff(world).find((one) => one.userid === userid);
}

export function putStaff(world: World, one: Staff): Staff {
  allStaff(world);
  world.store.of(staff).put(one.userid, one);
  world.bus.tell({ topic: 'wecom' });
  return one;
}

/** She leaves the corp; her customers wait for somebody. */
export function dropStaff(world: World, userid: string): void {
  allStaff(world);
  world.store.of(staff).drop(userid);
  world.bus.tell({ topic: 'wecom' });
}
