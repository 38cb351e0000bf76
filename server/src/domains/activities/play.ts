import type { Field, Problem, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { ActivityPlay } from '@huoshui/contracts/words/activities';
import type { InviteDeed, InviteTouch } from '@huoshui/contracts/words/activity-invites';

/** How friends add to what a member has. */
export type Helps = {
  /** The same friend may help the same member so often. */
  readonly perFriend: 'once' | 'daily';
  /** One person may help so many times a business day, whomever. */
  readonly aDay: number;
  /** Only who has never been to the shop before counts. */
  readonly newOnly: boolean;
};

/** How people order together: what a team of a group buy is. */
export type TeamTerms = {
  readonly size: number;
  /** From its first payment on. */
  readonly hours: number;
  /** Fen a piece. */
  readonly goods: readonly { readonly sku: string; readonly price: number }[];
  readonly perOrder: number;
  readonly perMember: number;
  /** Whoever joins, and does not begin, has never bought. */
  readonly newOnly: boolean;
};

/** So many pieces at a low price, session by session: what a flash sale is. */
export type FlashTerms = {
  /** Of every day, in its order: from which minute on, for how many. */
  readonly sessions: readonly { readonly from: number; readonly minutes: number }[];
  /** Fen a piece, and pieces that each session has. */
  readonly goods: readonly { readonly sku: string; readonly price: number; readonly stock: number }[];
  /** Pieces at a time, and in all. */
  readonly perOrder: number;
  readonly perMember: number;
  /** From when she took them. */
  readonly payMinutes: number;
};

/** A piece whose price comes down by friends' help: what a bargain is. */
export type BargainTerms = {
  readonly sku: string;
  /** Fen it comes to at least, with so many friends. */
  readonly floor: number;
  readonly cuts: number;
  /** From when she began. */
  readonly hours: number;
  /** Percent that a newcomer takes off more. */
  readonly bonus: number;
};

/** What a newcomer must do to count for who brought her. */
export type Brings = {
  readonly deed: InviteDeed;
  /** Fen that must be kept of an order; at least one. */
  readonly least: number;
  /** What she did counts so many days later, if it stands. */
  readonly settleDays: number;
  readonly touch: InviteTouch;
  /** What the newcomer is given, `<kind>:<id>`. */
  readonly welcome: string | null;
};

/** How friends count who add a member of staff by her own code. */
export type Adds = {
  readonly staff: readonly string[];
  /** Who was a friend of anybody of the shop before does not count. */
  readonly newOnly: boolean;
  /** Who leaves within these is counted back. */
  readonly settleHours: number;
};

/** What is drawn from, and how often. */
export type Chance = {
  /** From the first on; `odds` of ten thousand, the rest wins nothing; `stock` null: as many as are drawn. */
  readonly prizes: readonly { readonly gift: string; readonly odds: number; readonly stock: number | null }[];
  /** Chances that every business day brings by itself. */
  readonly free: number;
  /** At most so many draws a business day, and so many that win in all. */
  readonly aDay: number | null;
  readonly wins: number | null;
  /** So many points bring one more, at most so often a business day; null: points bring none. */
  readonly forPoints: { readonly points: number; readonly aDay: number } | null;
  /** After so many in a row that won nothing the next one surely wins, of the last prizes what is left. */
  readonly sureAfter: number | null;
};

/**
 * A way of playing: plain data and pure functions, one file, one line in `plays.ts`. Its form, its sentence, its page and its report
 * come from these. What counts is an amount of one unit (likes, orders, fen), held against the tiers of the terms.
 * Methods, so that a play of known fields is also one of unknown ones.
 */
export type Play<Fields extends readonly Field[] = readonly Field[]> = {
  readonly play: ActivityPlay;
  readonly words: Words;
  /** When one would use it, for the palette. */
  readonly about: Words;
  /** What it asks for beside what every activity asks for. */
  readonly fields: Fields;
  /** What none of its fields sees alone. */
  problem?(values: ValuesOf<Fields>): Problem | null;
  /** How far a tier is; `least` of them, one unless said otherwise. Null where nothing is reached, but drawn. */
  readonly tier: {
    readonly label: Words;
    readonly kind: 'count' | 'money';
    readonly max: number;
    readonly least?: number;
    readonly unit?: Words;
    readonly initial: number;
  } | null;
  /** Of what every activity asks for what has no sense in it. */
  readonly without?: readonly ('places' | 'pays' | 'payDays' | 'budget')[];
  /** Plays that promise what somebody has to pack and bring: what a day of them is counted in. */
  readonly perDay?: { readonly unit: Words; readonly hint: Words };
  /** What was promised to all at once: it stays as it was once the activity is live. */
  readonly fixed?: readonly string[];
  /** She presses to take part, or it begins with the first thing that counts. */
  readonly joins: 'press' | 'doing';
  /** An amount, as it is said: 5 个赞, ¥66. */
  said(amount: number): Words;
  /** What to do, in the words of the page and of the list. */
  says(values: ValuesOf<Fields>): readonly Words[];
  /** Plays in which friends help. */
  helps?(values: ValuesOf<Fields>): Helps | null;
  /** Plays that bring newcomers. */
  brings?(values: ValuesOf<Fields>): Brings;
  /** Plays in which friends add staff by her own code. */
  adds?(values: ValuesOf<Fields>): Adds;
  /** Plays in which orders count: what one adds of which so many fen are kept; nothing is kept of one that went back. */
  worth?(values: ValuesOf<Fields>, fen: number): number;
  /** Plays in which goods cost less than they do alone: fen a piece; `at`: the field that says it, where that is no row of goods. */
  goods?(values: ValuesOf<Fields>): readonly { readonly sku: string; readonly price: number; readonly at?: string }[];
  /** Plays with sessions and a stock of their own. */
  flash?(values: ValuesOf<Fields>): FlashTerms;
  /** Plays in which friends bring a price down. */
  bargain?(values: ValuesOf<Fields>): BargainTerms;
  /** Plays in which people order together, each at a price of its own. */
  teams?(values: ValuesOf<Fields>): TeamTerms;
  /** Plays of chance: what counts are chances, and each is drawn from a stock of prizes. */
  draws?(values: ValuesOf<Fields>): Chance;
};

/** Keeps the exact fields, so that every function knows its values by type. */
export function play<const Fields extends readonly Field[]>(definition: Play<Fields>): Play<Fields> {
  return definition;
}

/** Friends are asked for something: who takes part has an invitation to show. */
export const asksFriends = ({ helps, brings, adds }: Play): boolean =>
  helps !== undefined || brings !== undefined || adds !== undefined;
