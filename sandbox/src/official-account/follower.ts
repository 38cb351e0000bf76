import { MpError } from '../mp/endpoint.ts';
import { openidOf, type Shopper, shopperByOpenid, shoppers } from '../phone/shopper.ts';
import type { OfficialAccount } from '../world/credentials.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';

/** Somebody who follows an account, or did. */
export type Follower = {
  readonly appid: string;
  readonly shopperId: string;
  readonly openid: string;
  readonly subscribed: boolean;
  readonly subscribedAt: string;
  readonly scene: string;
  readonly qrScene: number;
  readonly qrSceneStr: string;
  readonly remark: string;
  readonly tags: readonly number[];
};

const followers: TableShape<Follower> = { name: 'oa-followers', by: ({ appid }) => appid };
const keyOf = (appid: string, shopperId: string) => `${appid}/${shopperId}`;

export function followerOf(world: World, { appid }: OfficialAccount, shopperId: string): Follower | undefined {
  return world.store.of(followers).get(keyOf(appid, shopperId));
}

/** Who follows now, in the order in which they first came. */
export function followersOf(world: World, { appid }: OfficialAccount): readonly Follower[] {
  return world.store
    .of(followers)
    .by(appid)
    .filter(({ subscribed }) => subscribed);
}

export function isFollowing(world: World, account: OfficialAccount, shopperId: string): boolean {
  return followerOf(world, account, shopperId)?.subscribed ?? false;
}

export function putFollower(world: World, follower: Follower): Follower {
  world.store.of(followers).put(keyOf(follower.appid, follower.shopperId), follower);
  world.bus.tell({ topic: 'chats', id: follower.shopperId });
  return follower;
}

/** By the openid that an API names: 40003 for one that is not of this account. */
export function namedFollower(
  world: World,
  account: OfficialAccount,
  openid: string | undefined,
): { readonly shopper: Shopper; readonly follower: Follower | undefined } {
  const shopper = shopperByOpenid(world, account, openid ?? '');
  if (!shopper) throw new MpError(40003, 'invalid openid');
  return { shopper, follower: followerOf(world, account, shopper.id) };
}

export function newFollower(
  world: World,
  account: OfficialAccount,
  shopper: Shopper,
  by: Pick<Follower, 'scene' | 'qrScene' | 'qrSceneStr'>,
): Follower {
  const before = followerOf(world, account, shopper.id);
  return putFollower(world, {
    appid: account.appid,
    shopperId: shopper.id,
    openid: openidOf(world, shopper, account),
    subscribed: true,
    subscribedAt: world.clock.now().toISOString(),
    // Tags and remark are gone with an unfollow.
    ...{ remark: '', tags: [] },
    ...(before?.subscribed ? { remark: before.remark, tags: before.tags } : {}),
    ...by,
  });
}

export function shopperOf(world: World, { shopperId }: Follower): Shopper | undefined {
  return world.store.of(shoppers).get(shopperId);
}
