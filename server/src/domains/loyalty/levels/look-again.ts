import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { levelAtRisk, levelLost, levelReached } from '../events.ts';
import type { Person } from '../tables.ts';
import { giveForLevels, takeBackForLevels } from './gifts.ts';
import { growthIn, growthOf, nextEnd } from './growth.ts';
import { growthRule } from './growth-rule.ts';
import { readLadder } from './ladder.ts';
import { type Ladder, levelOf } from './level.ts';
import { dueOf, place } from './place.ts';
import { holdStandings, type Placed, type Standing, writeStandings } from './standing.ts';

/**
 * Why she is looked at: she bought or did something (`growth`), an order came back, a time was over, the ladder was changed
 * (silently, or so that it counts as if she had moved by herself), her record became one with another or two again.
 */
export type Why = 'growth' | 'refund' | 'time' | 'rules' | 'rules_start' | 'merged' | 'parted';

/**
 * Give each of these the level she has now, and announce what changed; thousands are a few statements. What she reached by
 * herself brings its gift; what was reached by an order that came back takes it with it, as far as it is not used.
 */
export async function lookAgain(
  ctx: Ctx,
  kinds: BenefitKinds,
  persons: readonly Person[],
  why: Why,
  /** Already held, and as they should be taken: after a merge. */
  given?: readonly Standing[],
): Promise<void> {
  const rule = await getSetting(ctx, growthRule);
  if (!rule.on || persons.length === 0) return;
  const before = given ?? (await holdStandings(ctx, persons));
  const ladder = await readLadder(ctx);
  const grown = await growthOf(
    ctx,
    before.map(({ memberId }) => memberId),
  );
  const now = ctx.now();
  const moves = before.map((standing): Move => {
    const { memberId, personNo, held } = standing;
    const rows = grown.get(memberId) ?? [];
    const growthAt = growthIn(rows);
    const next = place(ladder, rule, held, growthAt, now);
    const dues = [dueOf(next, now), nextEnd(rows, now)].flatMap((at) => (at ? [at.getTime()] : []));
    const dueAt = dues.length === 0 ? null : new Date(Math.min(...dues));
    return { from: standing, to: { memberId, personNo, growth: growthAt(now), held: next, dueAt } };
  });
  await writeStandings(
    ctx,
    moves.map(({ to }) => to),
  );
  announce(ctx, ladder, moves, why);
  if (why === 'growth' || why === 'rules_start') await giveForLevels(ctx, kinds, ladder, moves);
  if (why === 'refund') await takeBackForLevels(ctx, kinds, ladder, moves);
}

export type Move = { readonly from: Standing; readonly to: Placed };

function announce(ctx: Ctx, ladder: Ladder, moves: readonly Move[], reason: Why): void {
  for (const { from, to } of moves) {
    const { memberId, personNo, growth } = to;
    const [old, level] = [levelOf(ladder, from.held?.levelId ?? null), levelOf(ladder, to.held?.levelId ?? null)];
    const [was, is] = [from.held?.levelId ?? null, level?.id ?? null];
    if (level && was !== is && (old?.growth ?? 0) < level.growth) {
      const payload = { memberId, from: was, to: level.id, name: level.name, growth, reason };
      ctx.emit(levelReached, { personNo, payload });
    } else if (was !== null && was !== is) {
      const payload = { memberId, from: was, to: is, name: old?.name ?? '', now: level?.name ?? '', growth, reason };
      ctx.emit(levelLost, { personNo, payload });
    } else if (level && to.held?.fallsAt && !from.held?.fallsAt) {
      const missing = Math.max(0, level.growth - growth);
      const until = to.held.fallsAt.toISOString();
      ctx.emit(levelAtRisk, { personNo, payload: { memberId, levelId: level.id, name: level.name, missing, until } });
    }
  }
}
