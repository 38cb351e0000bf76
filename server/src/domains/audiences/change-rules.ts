import type { Draft } from '@huoshui/contracts/form';
import type { rulesApply } from '@huoshui/contracts/words/audiences';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { audienceErrors } from './errors.ts';
import type { LifecycleRules } from './lifecycle.ts';
import { rulesForm } from './rules-form.ts';
import { lifecycleSetting } from './settings.ts';
import { type Moves, wouldMove } from './would-move.ts';

export type Apply = keyof typeof rulesApply;

/** What begins for whoever comes to a stage: handed in by `domains.ts`, since those stand above audiences. */
export type StartsByStage = (ctx: Ctx) => Promise<readonly { readonly stage: string; readonly name: string }[]>;

/**
 * Change the rules; every buyer is looked at again by a sweep (apply-rules.ts), which announces who moved. Where that moves anybody, `apply`
 * says whether it is done silently or journeys start for them, as if they had moved by themselves: throws
 * `moves_undecided` without it, with the moves and what would start.
 */
export async function changeRules(
  ctx: Ctx,
  draft: Draft,
  apply: Apply | undefined,
  starts: StartsByStage,
): Promise<LifecycleRules> {
  const rules = await readForm(ctx, rulesForm, draft);
  const moves = apply === undefined ? await wouldMove(ctx, rules) : [];
  if (moves.length > 0) throw undecided(moves, await starts(ctx));
  await putSetting(ctx, lifecycleSetting, rules);
  await sql`
    insert into audiences.rules_pass (only_row, next_no, due_at, looked_at_for)
    values (true, -1, ${ctx.now()}, ${apply === 'start' ? 'rules_start' : 'rules'})
    on conflict (only_row) do update set next_no = -1, due_at = excluded.due_at, looked_at_for = excluded.looked_at_for
  `.execute(ctx.db);
  return getSetting(ctx, lifecycleSetting);
}

function undecided(moves: readonly Moves[], starts: Awaited<ReturnType<StartsByStage>>) {
  const into = (stage: string) => moves.reduce((sum, { to, members }) => sum + (to === stage ? members : 0), 0);
  const begins = starts.flatMap(({ stage, name }) => {
    const members = into(stage);
    return members > 0 ? [{ stage, name, members }] : [];
  });
  const count = moves.reduce((sum, { members }) => sum + members, 0);
  return audienceErrors.error('moves_undecided', { count, moves, begins });
}
