import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { memberMerged, memberUnmerged } from './events.ts';
import { livingOf } from './find.ts';
import { movedIn, noteMoved } from './moved.ts';

export type Merged = Static<typeof memberMerged.schema>;
export type Unmerged = Static<typeof memberUnmerged.schema>;

/** What a domain does with what it keeps of a person, when two records turn out to be one and when that is taken back. */
export type Following = {
  /** Everything of the loser becomes the winner's; `note` what came, so that it can be given back. */
  join(ctx: Ctx, merged: Merged): Promise<void>;
  /** What came with the merge and is still there goes back. */
  part(ctx: Ctx, undone: Unmerged): Promise<void>;
};

/** How the other domains follow the merges of members. */
export const merges = {
  /** A listener that follows them. */
  listener({ name, ...following }: Following & { readonly name: string }): Listener {
    return listener({
      name,
      on: [memberMerged, memberUnmerged],
      handle: async (ctx, facts) => follow(ctx, facts, following),
    });
  },
  follow,
  /** Who somebody is now. */
  living: livingOf,
  note: noteMoved,
  moved: movedIn,
};

/** In the order in which they were told, among other facts. */
async function follow(ctx: Ctx, facts: readonly Told[], { join, part }: Following): Promise<void> {
  for (const told of facts) {
    const merged = payloadOf(memberMerged, told);
    if (merged) await join(ctx, merged);
    const undone = payloadOf(memberUnmerged, told);
    if (undone) await part(ctx, undone);
  }
}
