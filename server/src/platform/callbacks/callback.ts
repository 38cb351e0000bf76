import type { Ctx } from '../ctx.ts';

/** Something that a platform pushed, as it is kept. */
export type Callback = {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** When it happened there; it may come late, twice, and after what happened later. */
  readonly happenedAt: Date;
};

/**
 * Works one off. It may have been worked off before, wholly or in part (a process that died): whatever it does is done once under
 * keys of its own. Called outside of any transaction; throws where it is to be tried again.
 */
export type Handler = (ctx: Ctx, callback: Callback) => Promise<void>;

/** By who pushes. */
export type Handlers = Readonly<Record<string, Handler>>;
