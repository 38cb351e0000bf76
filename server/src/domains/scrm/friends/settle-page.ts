import type { Ctx } from '../../../platform/ctx.ts';
import type { WecomCustomer } from '../../../wechat/index.ts';
import type { Friend } from './friend.ts';
import { type Look, settleCustomers } from './settle.ts';

/** What a friendship was found to be, beside what was kept. */
export type Found = {
  readonly kind: 'added' | 'ended' | 'changed';
  readonly friend: Friend;
  /** Absent where WeCom does not say when. */
  readonly happenedAt: Date | null;
};

/**
 * A page of one member's customers: most of them stand as they stood. Whoever is new since `newsSince` goes the way of callbacks, so
 * that what friendship starts is started; who has long been a friend is told in columns, which start nothing. `pending`: whose
 * callbacks wait; they are settled by these.
 */
export async function settlePage(
  ctx: Ctx,
  page: {
    readonly userid: string;
    readonly customers: readonly WecomCustomer[];
    readonly look: Look;
    readonly newsSince: Date | null;
    readonly pending: ReadonlySet<string>;
  },
): Promise<readonly Found[]> {
  const { userid, customers, look, newsSince, pending } = page;
  const among = new Set([userid]);
  const hers = customers.filter(
    ({ externalUserid, follows }) => !pending.has(externalUserid) && follows.some((one) => one.userid === userid),
  );
  const settled = await settleCustomers(
    ctx,
    hers.map((customer) => ({ external: customer.externalUserid, customer, among, look })),
    ({ addedAt }) => newsSince !== null && addedAt >= newsSince,
  );
  return settled.flatMap(foundOf);
}

/** Whom the list and the pages disagree about, asked about one by one. */
export async function settleListed(
  ctx: Ctx,
  {
    userid,
    look,
    customers,
  }: { readonly userid: string; readonly look: Look; readonly customers: ReadonlyMap<string, WecomCustomer | null> },
): Promise<readonly Found[]> {
  const among = new Set([userid]);
  const settled = await settleCustomers(
    ctx,
    [...customers].map(([external, customer]) => ({ external, customer, among, look })),
  );
  return settled.flatMap(({ began, ended }) => foundOf({ began, ended, changed: [] }));
}

function foundOf({
  began,
  ended,
  changed,
}: Readonly<Record<'began' | 'ended' | 'changed', readonly Friend[]>>): readonly Found[] {
  return [
    ...ended.map((friend) => ({ kind: 'ended' as const, friend, happenedAt: null })),
    ...began.map((friend) => ({ kind: 'added' as const, friend, happenedAt: friend.addedAt })),
    ...changed.map((friend) => ({ kind: 'changed' as const, friend, happenedAt: null })),
  ];
}
