/** Somebody who can take friends over: how many fit, and how many are at home with her already. */
export type Taker = { readonly userid: string; readonly room: number };
/** A friend who is to be handed over; `friends`: takers who have her already. */
export type Ward = { readonly external: string; readonly friends: ReadonlySet<string> };
export type Planned = { readonly external: string; readonly takeover: string; readonly day: number };
export type Unplanned = { readonly external: string; readonly why: 'no_room' | 'friend_already' };

/**
 * Who gets whom: one after the other in the order given (whom the shop can least afford to lose first), each to the taker who got the
 * fewest so far and has room, never to one who has her already. So takers differ by one at most while all have room. A day holds
 * `perDay` for each of them. Pure.
 */
export function plan(
  wards: readonly Ward[],
  takers: readonly Taker[],
  perDay: number,
): { readonly planned: readonly Planned[]; readonly unplanned: readonly Unplanned[] } {
  const given = new Map(takers.map(({ userid }) => [userid, 0]));
  const planned: Planned[] = [];
  const unplanned: Unplanned[] = [];
  for (const { external, friends } of wards) {
    const strangers = takers.filter(({ userid }) => !friends.has(userid));
    const [taker] = strangers
      .filter(({ userid, room }) => (given.get(userid) ?? 0) < room)
      .toSorted((a, b) => (given.get(a.userid) ?? 0) - (given.get(b.userid) ?? 0));
    if (taker === undefined) {
      unplanned.push({ external, why: strangers.length === 0 ? 'friend_already' : 'no_room' });
      continue;
    }
    const nth = given.get(taker.userid) ?? 0;
    given.set(taker.userid, nth + 1);
    planned.push({ external, takeover: taker.userid, day: Math.floor(nth / perDay) });
  }
  return { planned, unplanned };
}
