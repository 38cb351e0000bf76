import { shoppers } from '../../phone/shopper.ts';
import type { Json } from '../../world/json.ts';
import { seeded, urlSafe } from '../../world/seed.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { customersOf, externalOf, friendsOf } from '../friends.ts';
import { seeMoment } from './allowance.ts';

/** 客户朋友圈: what members are asked to publish, or published themselves. Source: document/path/95094, 93333 */
export type Moment = {
  readonly momentId: string;
  readonly madeBy: 'corp' | 'member';
  readonly creator: string;
  readonly createdAt: string;
  readonly text: string;
  readonly attachments: readonly Json[];
  /** The card below the text, where there is one. */
  readonly link: { readonly title: string; readonly url: string } | null;
  readonly images: number;
  /** Corp tags of who is to see it; none: all customers of whoever publishes it. */
  readonly tags: readonly string[];
  readonly cancelledAt: string | null;
};

/** What falls to one member. */
export type MomentTask = {
  readonly momentId: string;
  readonly userid: string;
  readonly publishedAt: string | null;
  /** Whom she chose by it, and of them who had room for it that day. */
  readonly chosen: readonly string[];
  readonly seen: readonly string[];
};

export type Reaction = {
  readonly id: string;
  /** Of the moment and who published it. */
  readonly of: string;
  readonly kind: 'like' | 'comment';
  /** A customer, or the member herself. */
  readonly shopperId: string | null;
  readonly external: string | null;
  readonly text: string;
  readonly at: string;
};

export const moments: TableShape<Moment> = { name: 'wecom-moments' };
export const momentTasks: TableShape<MomentTask> = { name: 'wecom-moment-tasks', by: ({ momentId }) => momentId };
const tasksOfStaff: TableShape<readonly string[]> = { name: 'wecom-moments-of-staff' };
export const reactions: TableShape<Reaction> = { name: 'wecom-moment-reactions', by: ({ of }) => of };

export const taskKey = (momentId: string, userid: string): string => `${momentId}/${userid}`;
const keptOfStaff = 100;

/** Tapped on the phone; the lists say so a moment later. */
const lagMs = 3000;
export function isPublished(world: World, { publishedAt }: MomentTask): boolean {
  return publishedAt !== null && world.clock.now().getTime() - Date.parse(publishedAt) >= lagMs;
}

export const newMomentId = (world: World): string =>
  `mom${seeded(world.seed, 'moment', world.store.next('wecom-moment'), 29, urlSafe)}`;

export function putMoment(world: World, moment: Moment, senders: readonly string[]): void {
  const { momentId } = moment;
  world.store.together(() => {
    world.store.of(moments).put(momentId, moment);
    for (const userid of senders) {
      const task: MomentTask = { momentId, userid, publishedAt: null, chosen: [], seen: [] };
      world.store.of(momentTasks).put(taskKey(momentId, userid), task);
      const known = world.store.of(tasksOfStaff).get(userid) ?? [];
      world.store.of(tasksOfStaff).put(userid, [...known, momentId].slice(-keptOfStaff));
    }
  });
  world.bus.tell({ topic: 'wecom' });
}

/** What fell to a member, the newest first. */
export function momentsOfStaff(world: World, userid: string): readonly (readonly [Moment, MomentTask])[] {
  return (world.store.of(tasksOfStaff).get(userid) ?? []).toReversed().flatMap((momentId) => {
    const moment = world.store.of(moments).get(momentId);
    const task = world.store.of(momentTasks).get(taskKey(momentId, userid));
    return moment && task ? [[moment, task] as const] : [];
  });
}

/** She taps 发表: customers of hers, with the tags if there are any, see it who have not had as many today. */
export function publish(world: World, moment: Moment, task: MomentTask): void {
  const { tags } = moment;
  const hers = customersOf(world, task.userid).filter(
    (friend) => tags.length === 0 || friend.tags.some((tag) => tags.includes(tag)),
  );
  const chosen = hers.map(({ externalUserid }) => externalUserid);
  world.store.together(() => {
    const seen = chosen.filter((external) => seeMoment(world, external));
    const publishedAt = world.clock.now().toISOString();
    world.store.of(momentTasks).put(taskKey(task.momentId, task.userid), { ...task, publishedAt, chosen, seen });
  });
  for (const { shopperId } of hers) world.bus.tell({ topic: 'chats', id: shopperId });
  world.bus.tell({ topic: 'wecom' });
}

/** The feed of a shopper: what her friends among the staff published to her, the newest first. */
export function momentsSeenBy(world: World, shopperId: string): readonly (readonly [Moment, MomentTask])[] {
  const shopper = world.store.of(shoppers).get(shopperId);
  if (!shopper) return [];
  const external = externalOf(world, shopper);
  return friendsOf(world, shopperId)
    .flatMap(({ userid }) => momentsOfStaff(world, userid))
    .filter(([, { publishedAt, seen }]) => publishedAt !== null && seen.includes(external))
    .sort(([, a], [, b]) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? ''));
}
