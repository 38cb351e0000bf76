import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { levelsApply } from '@huoshui/contracts/words/loyalty';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { badForm, readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { loyaltyErrors } from '../errors.ts';
import { growthRule, growthRuleForm, type Rule, ruleOf } from './growth-rule.ts';
import { deleteLevel, holdLadder, insertLevel, readLadder, updateLevel } from './ladder.ts';
import { type Ladder, type Level, levelOf } from './level.ts';
import { levelForm, levelOfValues, valuesOfLevel } from './level-form.ts';
import { wouldMove } from './would-move.ts';

export type Apply = keyof typeof levelsApply;

/** The rule of growth. Throws `loyalty.levels_undecided` where that moves anybody and `apply` does not say how. */
export async function changeGrowthRule(ctx: Ctx, draft: Draft, apply: Apply | undefined): Promise<Rule> {
  return inTransaction(ctx, async (ctx) => {
    await holdLadder(ctx);
    const rule = ruleOf(await readForm(ctx, growthRuleForm, draft));
    await settle(ctx, await readLadder(ctx), rule, apply);
    await putSetting(ctx, growthRule, rule);
    return rule;
  });
}

/** A new level. Throws as `changeGrowthRule` does, and `platform.bad_form` where another level begins at the same. */
export async function createLevel(ctx: Ctx, draft: Draft, apply: Apply | undefined): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    await holdLadder(ctx);
    const level = levelOfValues(newId('lvl'), await readForm(ctx, levelForm, draft));
    await takeIn(ctx, await readLadder(ctx), level, apply);
    await insertLevel(ctx, level);
    return level.id;
  });
}

export async function changeLevel(ctx: Ctx, id: string, draft: Draft, apply: Apply | undefined): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await holdLadder(ctx);
    const ladder = await readLadder(ctx);
    const stored = valuesOfLevel(findIn(ladder, id));
    const level = levelOfValues(id, await readForm(ctx, levelForm, draft, { stored }));
    await takeIn(
      ctx,
      ladder.filter((one) => one.id !== id),
      level,
      apply,
    );
    await updateLevel(ctx, level);
  });
}

/** Whoever has it has what her growth is enough for then. */
export async function removeLevel(ctx: Ctx, id: string, apply: Apply | undefined): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await holdLadder(ctx);
    const ladder = await readLadder(ctx);
    findIn(ladder, id);
    const left = ladder.filter((one) => one.id !== id);
    await settle(ctx, left, await getSetting(ctx, growthRule), apply);
    await deleteLevel(ctx, id);
  });
}

export function findIn(ladder: Ladder, id: string): Level {
  const level = levelOf(ladder, id);
  if (level === undefined) throw loyaltyErrors.error('level_not_found', { id });
  return level;
}

async function takeIn(ctx: Ctx, others: Ladder, level: Level, apply: Apply | undefined): Promise<void> {
  const twin = others.find(({ growth }) => growth === level.growth);
  if (twin) {
    const told = words(`「${twin.name}」也是这个成长值`, `“${twin.name}” begins there too`);
    throw badForm([{ at: 'growth', words: told }]);
  }
  const ladder = [...others, level].sort((a, b) => a.growth - b.growth);
  await settle(ctx, ladder, await getSetting(ctx, growthRule), apply);
}

/** Asks who would move; whom it moves is looked at by a sweep, which announces it as `apply` says. */
async function settle(ctx: Ctx, ladder: Ladder, rule: Rule, apply: Apply | undefined): Promise<void> {
  if (apply === undefined) {
    const moves = await wouldMove(ctx, ladder, rule);
    if (moves.length > 0) throw undecided(ladder.concat(await readLadder(ctx)), moves);
  }
  const reason = apply === 'start' ? 'rules_start' : 'rules';
  const { on: wasOn } = await getSetting(ctx, growthRule);
  await sql`
    insert into loyalty.ladder_pass as p (only_row, next_id, due_at, everybody, reason)
    values (true, '', ${ctx.now()}, ${!wasOn}, ${reason})
    on conflict (only_row) do update set next_id = '', due_at = excluded.due_at, reason = excluded.reason,
      everybody = p.everybody or excluded.everybody
  `.execute(ctx.db);
}

function undecided(known: Ladder, moves: Awaited<ReturnType<typeof wouldMove>>) {
  const named = (id: string | null) => levelOf(known, id)?.name ?? null;
  const growth = (id: string | null) => levelOf(known, id)?.growth ?? 0;
  return loyaltyErrors.error('levels_undecided', {
    count: moves.reduce((sum, { members }) => sum + members, 0),
    moves: moves.map(({ from, to, members, later }) => ({ from: named(from), to: named(to), members, later })),
    gifts: moves.reduce((sum, { from, to, members }) => (growth(to) > growth(from) ? sum + members : sum), 0),
  });
}
