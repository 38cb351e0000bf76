import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { takeTurn } from '../../../platform/turn.ts';
import type { WecomCustomer, WecomFollow } from '../../../wechat/index.ts';
import { ASSIGNED } from '../losses/rules.ts';
import { passByNumber } from '../phone-lists/passed.ts';
import type { Friend, KeptFriend } from './friend.ts';
import { beginFriends, endFriends, keepCustomers, keepMarks, noteArrivals, readKept, sameMarks } from './keep.ts';
import { tell } from './tell.ts';

/** A look at WeCom, to be begun before it is asked: what an older one saw never overrules a newer one. */
export type Look = { readonly no: number };

export async function beginLook(ctx: Ctx): Promise<Look> {
  const { rows } = await sql<{ no: number }>`select nextval('scrm.look') as no`.execute(ctx.db);
  return { no: rows[0]?.no ?? 0 };
}

type Settled = {
  /** Who has her now, of those that were asked about. */
  readonly now: ReadonlyMap<string, Friend>;
  /** What was another before. */
  readonly began: readonly Friend[];
  readonly ended: readonly Friend[];
  readonly changed: readonly Friend[];
};
type Asked = {
  readonly external: string;
  /** Null: she is nobody's customer. */
  readonly customer: WecomCustomer | null;
  /** Only of these members, where nothing was asked about the others; null: all of them. */
  readonly among: ReadonlySet<string> | null;
  readonly look: Look;
};
type IsNews = (follow: WecomFollow) => boolean;

/**
 * Brings what is kept of customers, each named once, to how WeCom says that things stand: friendships that are over end, those that are
 * new begin, and each is told once. Idempotent. What `isNews` says no to is only kept, and told in columns, which start nothing.
 */
export async function settleCustomers(
  ctx: Ctx,
  asked: readonly Asked[],
  isNews: IsNews = () => true,
): Promise<readonly Settled[]> {
  if (asked.length === 0) return [];
  const externals = asked.map(({ external }) => external);
  if (new Set(externals).size < asked.length) throw new Error('a customer is settled once at a time');
  await takeTurn(ctx, ...externals.map((external) => `scrm.customer ${external}`));
  const kept = await readKept(ctx, externals);
  await keepCustomers(
    ctx,
    asked.flatMap(({ customer }) => customer ?? []),
    kept,
  );
  const plans = asked.map((one) => compare(one, kept.get(one.external)?.newest ?? [], isNews));
  const ended = await endFriends(
    ctx,
    plans.flatMap(({ over }) => over),
  );
  const began = await beginFriends(
    ctx,
    plans.flatMap(({ beginning }) => beginning),
  );
  const changed = plans.flatMap((plan) => plan.changed);
  await keepMarks(ctx, changed);
  const persons = await tell(ctx, [
    ...ended.map((one) => ({ ...one, again: false })),
    ...began.map((one) => ({ ...one, at: one.friend.addedAt, by: null })),
  ]);
  await noteArrivals(
    ctx,
    began.flatMap(({ friend, isNews }) => (isNews ? [{ friend, personNo: persons.get(friend.id) ?? null }] : [])),
  );
  const settled = asked.map(({ external, among }, at): Settled => {
    const hers = <T extends { readonly friend: Friend }>(all: readonly T[]) =>
      all.flatMap(({ friend }) => (friend.externalUserid === external ? [friend] : []));
    const { stay = [] } = plans[at] ?? {};
    const now = [...stay.filter(({ userid }) => among === null || among.has(userid)), ...hers(began)];
    return {
      now: new Map(now.map((friend) => [friend.userid, friend])),
      began: hers(began),
      ended: hers(ended),
      // Marks that were never seen before are no change.
      changed: hers(changed.filter(({ friend }) => friend.remark !== null)),
    };
  });
  await passByNumber(
    ctx,
    plans.flatMap(({ follows }, at) => numbersOf(follows.filter(isNews), settled[at]?.now)),
  );
  return settled;
}

/** How what is kept of her differs from what was seen. */
function compare({ external, customer, among, look }: Asked, newest: readonly KeptFriend[], isNews: IsNews) {
  const looked = look.no;
  const seenSince = new Set(newest.filter((friend) => friend.looked > looked).map(({ userid }) => userid));
  const asked = (userid: string) => (among === null || among.has(userid)) && !seenSince.has(userid);
  const follows = (customer?.follows ?? []).filter(({ userid }) => asked(userid));
  const followOf = (friend: Friend) =>
    follows.find(({ userid, addedAt }) => userid === friend.userid && addedAt.getTime() === friend.addedAt.getTime());
  const kept = newest.filter(({ endedAt }) => endedAt === null);
  const over = kept.filter((friend) => asked(friend.userid) && followOf(friend) === undefined);
  const stay = kept.filter((friend) => !over.includes(friend));
  return {
    follows,
    stay,
    over: over.map((friend) => {
      const since = follows.find(({ userid }) => userid === friend.userid);
      return { friend, looked, isNews: since === undefined || isNews(since) };
    }),
    beginning: follows
      .filter(({ userid }) => !stay.some((friend) => friend.userid === userid))
      .map((follow) => {
        // Who is handed over was a friend of the shop before: nothing begins anew with her.
        const again = newest.some(({ userid }) => userid === follow.userid) || follow.addWay === ASSIGNED;
        return { external, follow, looked, again, isNews: isNews(follow) };
      }),
    changed: stay.flatMap((friend) => {
      const follow = followOf(friend);
      return follow === undefined || sameMarks(friend, follow) ? [] : [{ friend, follow }];
    }),
  };
}

/** By what her members noted: who of a phone list she is. */
function numbersOf(follows: readonly WecomFollow[], now: ReadonlyMap<string, Friend> | undefined) {
  return follows.flatMap(({ userid, mobiles }) => {
    const friend = now?.get(userid);
    return friend === undefined ? [] : mobiles.map((phone) => ({ phone, friendId: friend.id }));
  });
}
