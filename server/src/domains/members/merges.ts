import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { memberCaughtUp, memberMerged, memberUnmerged } from './events.ts';
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

const mergeFacts = [memberMerged, memberCaughtUp, memberUnmerged] as const;

/** How the other domains follow the merges of members. */
export const merges = {
  /** A listener that follows them. */
  listener({ name, ...following }: Following & { readonly name: string }): Listener {
    return listener({
      name,
      on: mergeFacts,
      handle: async (ctx, facts) => follow(ctx, facts, following),
    });
  },
  follow,
  /** What is told of them: whoever follows them by an ear of its own hears all of these. */
  facts: mergeFacts,
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
    const late = payloadOf(memberCaughtUp, told);
    if (late && (await stands(ctx, late.mergeId))) await join(ctx, late);
    const undone = payloadOf(memberUnmerged, told);
    if (undone) await part(ctx, undone);
  }
}

/** An undoing that began before it was told of what followed, and ended after it, is heard first. */
async function stands(ctx: Ctx, mergeId: string): Promise<boolean> {
  const { rows } = await sql`select from members.merge where id = ${mergeId} and undone_at is null`.execute(ctx.db);
  return rows.length > 0;
}
