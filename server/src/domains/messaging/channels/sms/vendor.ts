import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../../platform/ctx.ts';
import type { Limit } from '../../channel.ts';
import type { Kind } from '../../gate.ts';

/** Who sends texts: one file in `vendors/`, one line in `vendors.ts`. Everything else treats all alike and names none. */
export type SmsVendor = {
  readonly name: string;
  readonly words: Words;
  readonly limits: readonly Limit[];
  /** What one piece costs at first, in tenths of a fen, until the shop says what its own contract says. */
  readonly prices: Readonly<Record<Kind, number>> & { readonly source: string; readonly asOf: string };
  /** What every promotion ends with, and what somebody replies who wants no more of them. */
  readonly ending: string;
  isRefusal(reply: string): boolean;
  /** How many pieces a whole text, its signature counted, is billed as. */
  pieces(text: string): number;
  /** The longest value that a place in a text takes. */
  readonly longestValue: number;
  /** A place in a text as the vendor writes it. */
  place(name: string): string;
  /** What its review refuses of a text for sure; null: nothing that we know of. */
  objection(kind: Kind, text: string): Words | null;
  open(ctx: Ctx, account: SmsAccount): SmsClient;
  /** What it pushes; null where that is nothing of it. */
  readReports(body: unknown): readonly SmsReport[] | null;
  readReplies(body: unknown): readonly SmsReply[] | null;
  /** What it wants to hear when a push was taken. */
  readonly taken: Readonly<Record<string, unknown>>;
};

/** What the vendor's console gives out. */
export type SmsAccount = {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly signName: string;
};

export type SmsClient = {
  /** Hands a text in for review: its code there. */
  submit(text: { readonly name: string; readonly text: string; readonly kind: Kind }): Promise<string>;
  review(code: string): Promise<Review>;
  send(message: {
    readonly id: string;
    readonly phone: string;
    readonly code: string;
    readonly values: Readonly<Record<string, string>>;
  }): Promise<SendAnswer>;
  /** What became of a message of ours to this number, sent at about this time; null: it knows of none. */
  find(message: {
    readonly id: string;
    readonly phone: string;
    readonly at: Date;
  }): Promise<SmsReport | 'under_way' | null>;
};

export type Review = { readonly state: 'waiting' | 'approved' | 'refused'; readonly reason: string };

export type SendAnswer =
  | { readonly state: 'taken'; readonly foreignId: string }
  /** Surely not taken, and never will be. */
  | { readonly state: 'refused'; readonly error: string }
  /** Surely not taken now: whether for the number's sake or the account's, `minutes` later it may be. */
  | { readonly state: 'later'; readonly error: string; readonly minutes: number }
  | { readonly state: 'unknown'; readonly error: string };

/** The carrier's last word on one message. */
export type SmsReport = {
  readonly foreignId: string;
  /** Our id of it. */
  readonly id: string;
  readonly arrived: boolean;
  readonly code: string;
  readonly words: string;
  readonly pieces: number | null;
};

export type SmsReply = { readonly phone: string; readonly text: string; readonly at: string; readonly key: string };
