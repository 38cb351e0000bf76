import type { EventStore } from '../../platform/event-store/client.ts';
import { bound, type Piece, piece } from '../../platform/event-store/piece.ts';
import { returnCopied } from './return-copied.ts';

export type Merge = { readonly kind: 'merge'; readonly loser: number; readonly winner: number };
/** A merge undone: what came with `loser` leaves the survivor again. */
export type Unmerge = { readonly kind: 'unmerge'; readonly loser: number; readonly winner: number };
export type Change = Merge | Unmerge;

/** Where the links lie: the store, and its name where it is a cluster. */
export type LinkStore = { readonly events: EventStore; readonly cluster: string | null };

/**
 * Two records turned out to be one person, or are two again: her events stay as they were told, and `history` shows them by
 * the number that stands for hers now. A batch of changes, in the order of the facts, is a few small rows and one reload,
 * whatever these persons did and however many there are. Done twice it changes nothing.
 */
export async function movePersons(store: LinkStore, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  for (const change of changes) if (change.kind === 'unmerge') await returnCopied(store, change);
  const moved = follow(await linksAround(store, changes), changes);
  await store.events.insert('person_link', moved);
  await showLinks(store);
}

/** Merges from before there were links, read from their facts; nothing once there are some. */
export async function linkFormerMerges(store: LinkStore): Promise<void> {
  const [known] = await store.events.query<{ links: number }>('SELECT count() AS links FROM person_link');
  if ((known?.links ?? 0) > 0) return;
  const changes = await store.events.query<Change>(
    `SELECT if(name = 'member.merged', 'merge', 'unmerge') AS kind,
       JSONExtractUInt(props, if(name = 'member.merged', 'loserNo', 'returnedNo')) AS loser, JSONExtractUInt(props, 'winnerNo') AS winner
     FROM events FINAL WHERE name IN ('member.merged', 'member.unmerged') AND loser != winner
     ORDER BY toUInt64OrZero(substring(event_id, 6))`,
  );
  if (changes.length === 0) return;
  await store.events.insert('person_link', follow([], changes));
  await showLinks(store);
}

/** Her number and every one that led to it: what her events were told of, so that they are found and not looked for. */
export function numbersOf(personNo: number): Piece {
  const no = bound('UInt32', personNo);
  return piece`(SELECT arrayJoin(arrayPushBack(groupArray(loser), ${no})) FROM person_link FINAL WHERE now = ${no})`;
}

/** The numbers of everybody whose events lie under more than one: `no`. A shift to a lower number is one around the end of them. */
export const MERGED = 'SELECT arrayJoin([toUInt32(loser), toUInt32(loser + shift)]) AS no FROM person_shift';

/** Rows of `history` that are one person's; by the numbers that they were told of, which the store finds at once. */
export function ofPerson(personNo: number): Piece {
  return piece`person_no = ${bound('UInt32', personNo)} AND told_no IN ${numbersOf(personNo)}`;
}

/** `loser` was merged into `winner` (0: into nobody any more), and is shown as `now`. */
export type Link = {
  readonly loser: number;
  readonly winner: number;
  readonly now: number;
  readonly version: number;
};

/** Links after the changes: those that differ from before. */
export function follow(known: readonly Link[], changes: readonly Change[]): Link[] {
  const before = new Map(known.map((link) => [link.loser, link]));
  const winnerOf = new Map(known.filter(({ winner }) => winner > 0).map(({ loser, winner }) => [loser, winner]));
  for (const { kind, loser, winner } of changes) {
    if (loser === winner) continue;
    if (kind === 'merge') winnerOf.set(loser, winner);
    else winnerOf.delete(loser);
  }
  const losers = new Set([...before.keys(), ...changes.map(({ loser }) => loser)]);
  return [...losers].flatMap((loser) => {
    const [old, winner, now] = [before.get(loser), winnerOf.get(loser) ?? 0, endOf(winnerOf, loser)];
    if (old ? old.winner === winner && old.now === now : now === loser) return [];
    return [{ loser, winner, now, version: (old?.version ?? 0) + 1 }];
  });
}

/** Where a chain of merges ends; a circle (two numbers merged both ways) is cut off where it closes. */
function endOf(winnerOf: ReadonlyMap<number, number>, loser: number): number {
  const seen = new Set([loser]);
  let number = loser;
  for (let next = winnerOf.get(number); next !== undefined && !seen.has(next); next = winnerOf.get(number)) {
    seen.add(next);
    number = next;
  }
  return number;
}

/** The links that these changes may alter or lead through: of both numbers, and of whoever stands where one of them does. */
async function linksAround(store: LinkStore, changes: readonly Change[]): Promise<Link[]> {
  const found = new Map<number, Link>();
  let asked = [...new Set(changes.flatMap(({ loser, winner }) => [loser, winner]))];
  const looked = new Set<number>();
  while (asked.length > 0) {
    for (const no of asked) looked.add(no);
    for (let start = 0; start < asked.length; start += AT_ONCE) {
      const links = await store.events.query<Link>(
        `SELECT loser, winner, now, version FROM person_link FINAL
         WHERE loser IN {numbers:Array(UInt32)} OR now IN {numbers:Array(UInt32)}`,
        { numbers: asked.slice(start, start + AT_ONCE) },
      );
      for (const link of links) found.set(link.loser, link);
    }
    asked = [...new Set([...found.values()].flatMap(({ winner, now }) => [winner, now]))].filter(
      (no) => no > 0 && !looked.has(no),
    );
  }
  return [...found.values()];
}

// Parameters travel in the address: some thousand numbers stay below what servers take there.
const AT_ONCE = 2000;

async function showLinks({ events, cluster }: LinkStore): Promise<void> {
  await events.exec(`SYSTEM RELOAD DICTIONARY person_now${cluster ? ` ON CLUSTER '${cluster}'` : ''}`);
}
