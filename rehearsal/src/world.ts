import type { Api } from './api.ts';
import type { Phone } from './phone.ts';

export type Goods = { readonly productId: string; readonly categoryId: string; readonly skuIds: readonly string[] };

/** One of the shop's, with WeChat's template ids by purpose: they belong to the app. */
export type MiniProgram = { readonly appid: string };

/** What everybody in a story shares. */
export type World = {
  readonly api: Api;
  readonly phone: Phone;
  readonly now: () => Date;
  readonly goods: readonly Goods[];
  readonly miniPrograms: readonly MiniProgram[];
  /** What nobody can have today: its supplier is late. */
  readonly missing: () => Goods | undefined;
  readonly takeable: readonly string[];
  /** Where orders can be collected. */
  readonly stores: readonly string[];
  /** What each code of the demo carries, by its name. */
  readonly codes: ReadonlyMap<string, string>;
  /** Somebody at the counter of a store types in what she shows: the bill in fen; taken back where the bill was wrong. */
  readonly counter: (shown: Shown) => Promise<void>;
  /** What the shop speaks of just now: most who come by look at it too. */
  featured: Goods | null;
  readonly tally: Tally;
  /** Invitations that shoppers sent to their friends, the latest last. */
  readonly invitations: string[];
  /** Invitations for who has never been to the shop, the latest last. */
  readonly invites: string[];
  /** What the links of those carry who share goods, by who they are. */
  readonly shares: Map<string, string>;
  /** What the links of leaders carry, by who they are; empty until the shop has let her in. */
  readonly leaders: Map<string, string>;
  /** Bargains that shoppers sent around, the latest last. */
  readonly bargains: string[];
  /** Who was brought by somebody who orders for all of them to her own door. */
  readonly ring: Set<string>;
  /** Posters with a code of staff that shoppers showed around, the latest last. */
  readonly posters: string[];
  /** Event batches that wait on the phones for the end of the hour. */
  readonly unsent: (() => Promise<unknown>)[];
  /** What somebody goes on with in the next hour: an answer that she waits for is there by then. */
  readonly later: (() => Promise<void>)[];
};

export type Shown = {
  readonly code: string;
  readonly storeId: string;
  readonly bill: number;
  readonly mistyped: boolean;
};

export type Tally = { sessions: number; orders: number; paid: number; opened: number; events: number; refused: number };
