import { noticesIn } from '../../messages/notice.ts';
import type { Json } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';

import { type Friend, friendsOf, shopperOfExternal } from '../friends.ts';
import type { Part } from '../parts.ts';

export type ChatType = 'single' | 'group';

/** 企业群发: nothing is sent by it; every member whom it falls to must confirm it. */
export type MassMessage = {
  readonly msgid: string;
  readonly chatType: ChatType;
  /** Made by the corp's app, or by a member on her phone. */
  readonly madeBy: 'corp' | 'member';
  readonly creator: string;
  readonly createdAt: string;
  /** As they were given. */
  readonly text: string;
  readonly attachments: readonly Json[];
  readonly parts: readonly Part[];
  readonly cancelledAt: string | null;
  /** The last reminders; three in twenty-four hours. */
  readonly remindedAt: readonly string[];
};

/** What falls to one member: customers, or groups of hers. */
export type MassTask = {
  readonly msgid: string;
  readonly userid: string;
  readonly targets: readonly string[];
  readonly confirmedAt: string | null;
  /** By target, once she has confirmed: 1 sent, 2 no friend, 3 had as many as are allowed. */
  readonly results: Readonly<Record<string, 1 | 2 | 3>>;
};

export const massMessages: TableShape<MassMessage> = { name: 'wecom-mass-messages' };
export const massTasks: TableShape<MassTask> = { name: 'wecom-mass-tasks', by: ({ msgid }) => msgid };
const tasksOfStaff: TableShape<readonly string[]> = { name: 'wecom-mass-of-staff' };

export const taskKey = (msgid: string, userid: string): string => `${msgid}/${userid}`;

/** Confirmed on the phone; the platform's lists say so a moment later. */
export const lagMs = 3000;

/** What the lists say of a task by now. */
export function isTold(world: World, { confirmedAt }: MassTask): boolean {
  return confirmedAt !== null && world.clock.now().getTime() - Date.parse(confirmedAt) >= lagMs;
}

export function putMass(world: World, message: MassMessage, targets: ReadonlyMap<string, readonly string[]>): void {
  world.store.together(() => {
    world.store.of(massMessages).put(message.msgid, message);
    for (const [userid, hers] of targets) {
      const task: MassTask = { msgid: message.msgid, userid, targets: hers, confirmedAt: null, results: {} };
      world.store.of(massTasks).put(taskKey(message.msgid, userid), task);
      const known = world.store.of(tasksOfStaff).get(userid) ?? [];
      world.store.of(tasksOfStaff).put(userid, [...known, message.msgid].slice(-200));
    }
  });
  world.bus.tell({ topic: 'wecom' });
}

/** What fell to a member, the newest first. */
export function massOfStaff(world: World, userid: string): readonly (readonly [MassMessage, MassTask])[] {
  return (world.store.of(tasksOfStaff).get(userid) ?? []).toReversed().flatMap((msgid) => {
    const message = world.store.of(massMessages).get(msgid);
    const task = world.store.of(massTasks).get(taskKey(msgid, userid));
    return message && task ? [[message, task] as const] : [];
  });
}

/** Of the members who have her, whoever wrote to her last; who never wrote counts from when she was added. */
export function latestOf(world: World, external: string): string | undefined {
  const shopper = shopperOfExternal(world, external);
  if (!shopper) return undefined;
  const at = ({ userid, createdAt }: Friend) => noticesIn(world, shopper.id, userid).at(-1)?.at ?? createdAt;
  return friendsOf(world, shopper.id).toSorted((a, b) => at(b).localeCompare(at(a)))[0]?.userid;
}
