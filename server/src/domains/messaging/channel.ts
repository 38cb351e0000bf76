import type { Draft, Field, Problem } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { FastifyInstance } from 'fastify';
import type { RawBuilder } from 'kysely';
import type { Config } from '../../config.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { ChannelReason, HerAccount } from './gate.ts';
import type { BuiltIn } from './template.ts';

/**
 * A way to reach a shopper: one object in `channels/<name>/index.ts`, one line in `channels/index.ts`. Everything else
 * (queue, gate, hand-over, log, console) treats all channels alike and names none.
 */
export type Channel = {
  readonly name: string;
  readonly words: Words;
  /** How it is known that she saw or opened a message. */
  readonly seen: Words;
  /**
   * Whether a message that was taken is known to have arrived, of the row `o` of `messaging.outbound`; absent where being taken is all that one hears.
   */
  readonly arrived?: RawBuilder<boolean>;
  /** What one message costs as a rule, fen; an outcome or a receipt may say better. */
  readonly cost: number;
  /** What its platform allows, as data: told to the operator, and kept by the gate without a word of the channel's own. */
  readonly limits: readonly Limit[];
  /** How many messages one `send` gets at most: all of them are in doubt when the process dies meanwhile. */
  readonly atOnce: number;
  /** The platform knows our id and takes the same message once: one whose answer was lost is sent again. */
  readonly repeatable?: true;
  /** What an operator fills in for a template here, beginning with `initial`; null: this template does not go this way. */
  readonly fields: (template: BuiltIn, config: Config) => readonly Field[] | null;
  /** What the platform would refuse of this content, the variables' examples filled in. */
  readonly problem?: (content: Content, examples: Variables) => Problem | null;
  /**
   * Where it reaches these persons, by message id: all her addresses, the one to try first first; who is absent has none.
   * One question for all of them.
   */
  readonly find: (ctx: Ctx, asked: readonly Asked[]) => Promise<ReadonlyMap<string, readonly Found[]>>;
  /** Its own answer, besides its limits. Pure. */
  readonly may: (recipient: Recipient) => 'ok' | ChannelReason;
  /** The words of one message, or what is missing: nothing leaves with an empty field. Pure. */
  readonly compose: (content: Content, variables: Variables, recipient: Recipient) => Composition;
  /** What its platform calls these templates in an app, for the dialog in which she allows them; absent where nobody is asked. */
  readonly idsToAsk?: (ctx: Ctx, app: string) => Promise<Readonly<Record<string, string>>>;
  /** Absent where nothing leaves the house: the row is what she reads, accepted with its verdict. */
  readonly send?: (ctx: Ctx, wechat: Wechat, letters: readonly Letter[]) => Promise<readonly Outcome[]>;
  /** Routes, listeners, sweeps of its own: what shoppers ask of it, receipts, callbacks. */
  readonly mounts?: Pick<Domain, 'routes' | 'listeners' | 'sweeps' | 'prepare' | 'pushed' | 'callbacks' | 'forms'> & {
    /** Raw routes: what a platform pushes, where a link of a message leads. */
    readonly web?: (app: FastifyInstance, ctx: Ctx, wechat: Wechat) => void;
  };
  /** What it wants to know of a text when it was written, in the same transaction: one that somebody else must approve first. */
  readonly written?: (ctx: Ctx, content: Content) => Promise<void>;
  /** What an operator should know of a text beside how it looks: its length, its cost, whether it is approved. */
  readonly remarks?: (ctx: Ctx, content: Content, composed: Composed) => Promise<readonly Words[]>;
};

/** Says where it stands and since when, so that a change of the platform can be followed. */
type Sourced = { readonly source: string; readonly asOf: string };

export type Limit = Sourced &
  (
    | { readonly kind: 'token' } // she allows so many messages of a template
    | { readonly kind: 'window'; readonly hours: number } // only so long after what she did (`Found.actedAt`)
    | { readonly kind: 'cap'; readonly per: CapWindow; readonly count: number } // messages a person
    | { readonly kind: 'hours'; readonly from: number; readonly to: number } // marketing leaves between these minutes of the day
    | { readonly kind: 'rate'; readonly perSecond: number } // messages of the whole shop
    | { readonly kind: 'length'; readonly of: Words; readonly max: number } // characters; `fields` and `compose` keep it
    | { readonly kind: 'own'; readonly words: Words } // kept by `find` and `send`, or by the platform, whose answer is heeded
  );

export type CapWindow = 'day' | 'week' | 'month';

export type Variables = Readonly<Record<string, string>>;

/** What an operator wrote for a template on a channel. */
export type Content = { readonly template: BuiltIn; readonly values: Draft };

/** A message that wants to go this way. */
export type Asked = {
  readonly id: string;
  readonly personNo: number;
  readonly memberId: string;
  readonly templateKey: string;
  readonly variables: Variables;
  /** The app that its cause came from (where she paid the order); '' for none. */
  readonly causeApp: string;
};

export type Found = {
  /** openid, phone, external userid. */
  readonly address: string;
  /** Whose address it is, where it belongs to an app. */
  readonly account?: HerAccount;
  /** When she last did what opens the window of this channel. */
  readonly actedAt?: Date;
  /** What else `compose` and `send` must know: who looks after her, the transaction it is about. */
  readonly more?: Variables;
};

export type Recipient = {
  readonly personNo: number;
  readonly memberId: string;
  readonly address: string | null;
  readonly account: HerAccount | null;
  readonly actedAt: Date | null;
  readonly more: Variables;
};

export type Composed = {
  readonly title: string;
  readonly lines: readonly { readonly label: string | null; readonly text: string }[];
  /** Page of the mini program it opens, '' for none; the message's id is added to it. */
  readonly page: string;
  /** What only this channel understands. */
  readonly data: Variables;
};

export type Composition =
  | { readonly ok: true; readonly composed: Composed }
  | { readonly ok: false; readonly problem: Problem };

/** A message on its way out. */
export type Letter = {
  readonly id: string;
  readonly to: Recipient;
  readonly composed: Composed;
  /** This time counted. */
  readonly attempts: number;
};

/** What became of it. Whoever surely was not reached gets back what was counted against her: consent, caps, cost. */
export type Outcome = { readonly id: string } & (
  | { readonly state: 'accepted'; readonly foreignId?: string | null; readonly cost?: number }
  | { readonly state: 'failed'; readonly error: string }
  /** People are asked to send it: what came of it is said later, by this id (`entrusted`). */
  | { readonly state: 'entrusted'; readonly foreignId: string }
  /** Surely not taken, and this way it never will be: the next channel, or her next account, is asked at once. */
  | { readonly state: 'refused'; readonly error: string }
  /** Surely not taken: the gate is asked again then. `noConsent`: her consent is used up, our count was wrong. */
  | { readonly state: 'later'; readonly error: string; readonly at: Date; readonly noConsent?: true }
  | { readonly state: 'unknown'; readonly error: string }
);

export function channelNamed(channels: readonly Channel[], name: string): Channel | undefined {
  return channels.find((channel) => channel.name === name);
}
