import type { AdvocateDeed } from '@huoshui/contracts/words/advocates';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { daySql } from '../../platform/event-store/zone.ts';

/** Who did it, and which: the same deed counts once for her, whoever tells of it. */
export type Deed = { readonly personNo: number; readonly key: string };

/** Where deeds of a kind are found: those since a moment that stand now. What went back, or was refused, is not among them. */
export type DeedSource = {
  readonly deed: AdvocateDeed;
  readonly find: (ctx: Ctx, since: Date) => Promise<readonly Deed[]>;
};

/** Days on which she shared something from the mini program: to press it ten times a day is one. */
export const sharing: DeedSource = {
  deed: 'shares',
  find: async (ctx, since) =>
    runQuery<Deed>(
      ctx,
      piece`SELECT DISTINCT person_no AS personNo, toString(${daySql('ts')}) AS key FROM history_once AS events
        WHERE name = 'share' AND source = 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, ctx.now())}`,
    ),
};
