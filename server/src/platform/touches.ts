import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from './ctx.ts';
import type { Piece } from './event-store/piece.ts';

/** A way by which people are reached. */
export type TouchChannel = {
  readonly name: string;
  readonly words: Words;
  /** Somebody says of a touch that it arrived, or that it was opened; else these figures are not known. */
  readonly tells: { readonly arrival: boolean; readonly opening: boolean };
};

/** What asks for touches: the kind of a cause, as facts and the ledger of benefits name it. */
export type TouchSource = {
  readonly name: string;
  readonly words: Words;
  /** The page of one of them; where none has a page they are told together. */
  readonly to?: (id: string) => string;
  /** Under which kinds of causes stands what it gave; its own name where that is not said. */
  readonly gives?: readonly string[];
  /** It tells of what she did herself: no order is brought by it, unless she comes in by it. */
  readonly isNotice?: true;
};

/** Half-open. */
export type TouchWindow = { readonly from: Date; readonly until: Date };

/** Touches that were asked for on a day, with what became of them. `cause`: '' where they are told together. Costs are fen. */
export type KeptTouches = {
  readonly day: string;
  readonly channel: string;
  readonly asked: string;
  readonly cause: string;
  readonly label: Words;
  readonly planned: number | null;
  readonly sent: number;
  readonly delivered: number;
  readonly opened: number;
  /** Who would have got it and did not, so that it can be measured. */
  readonly heldOut: number;
  readonly cost: number;
};

/** What was given on a day for one cause, fen: the real cost of what was used, the expected one of what is open. */
export type GivenFor = { readonly day: string; readonly kind: string; readonly cause: string; readonly cost: number };

/** How a domain touches people: one report asks them all and names none. */
export type Touches = {
  readonly channels?: readonly TouchChannel[];
  readonly sources?: readonly TouchSource[];
  /**
   * Who was reached, as facts tell it. Statements over `history_once` with a row a touch: person_no (0: nobody knows who), ts, event_key, `channel`,
   * `asked` (a source), `cause` (its id), `label` (its name, as JSON). `within` bounds their `ts`.
   */
  readonly told?: {
    /** Absent where nobody says who of the members it was. */
    readonly reached?: (within: Piece) => Piece;
    readonly opened?: (within: Piece) => Piece;
    /** Who was held out: asked, cause, label. */
    readonly held?: (within: Piece) => Piece;
  };
  /** Its own book, where it has one that knows more than facts: then touches are counted by it alone. `things`: sources told one by one. */
  readonly kept?: (ctx: Ctx, window: TouchWindow, things: readonly string[]) => Promise<readonly KeptTouches[]>;
  readonly given?: (ctx: Ctx, window: TouchWindow, kinds: readonly string[]) => Promise<readonly GivenFor[]>;
};
