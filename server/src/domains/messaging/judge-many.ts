import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { standings } from '../members/index.ts';
import { quarterOf } from './circumstances.ts';
import { endOfQuiet, windowsOf } from './gate.ts';
import { governanceSetting } from './governance.ts';

export type ManyJudged = {
  /** Who of them may not be told anything by marketing now, by why; each once, by the first reason that holds, as the gate would say. */
  readonly leftOut: ReadonlyMap<'blocked' | 'holdout' | 'frequency_cap', readonly number[]>;
  /** Until when nobody is told anything; null: it is not quiet. */
  readonly quietUntil: Date | null;
};

/** The gate's answer for any number of persons, by a statement a reason: what `judge` says of each of them. */
export async function judgeMany(ctx: Ctx, personNos: readonly number[]): Promise<ManyJudged> {
  const rules = await getSetting(ctx, governanceSetting);
  const apart = await standings.apart(ctx);
  const testers = new Set(apart.testers);
  const blocked = new Set(apart.blocked);
  const heldOut = new Set((await inHoldout(ctx, personNos, rules.globalHoldout)).filter((no) => !testers.has(no)));
  const capped = await atTheirCap(ctx, personNos, rules);
  type Reasons = Record<'blocked' | 'holdout' | 'frequency_cap', number[]>;
  const leftOut: Reasons = { blocked: [], holdout: [], frequency_cap: [] };
  for (const no of personNos)
    if (blocked.has(no)) leftOut.blocked.push(no);
    else if (heldOut.has(no)) leftOut.holdout.push(no);
    else if (capped === null || capped.has(no)) leftOut.frequency_cap.push(no);
  return {
    leftOut: new Map([
      ['blocked', leftOut.blocked],
      ['holdout', leftOut.holdout],
      ['frequency_cap', leftOut.frequency_cap],
    ]),
    quietUntil: endOfQuiet(rules, ctx.now()),
  };
}

/** The same draw as `holdoutBucket`. */
async function inHoldout(ctx: Ctx, personNos: readonly number[], share: number): Promise<readonly number[]> {
  if (share === 0) return [];
  const { rows } = await sql<{ persons: number[] | null }>`
    select array_agg(no) as persons from unnest(${[...personNos]}::int[]) as given (no)
    where ('x' || encode(substring(sha256(convert_to('global-holdout ' || ${quarterOf(ctx.now())}::text || ' ' || no, 'UTF8')) for 4), 'hex'))::bit(32)::bigint
      % 100 < ${share}
  `.execute(ctx.db);
  return rows[0]?.persons ?? [];
}

type Caps = { readonly perDay: number; readonly perWeek: number; readonly perMonth: number };

/** Null: everybody, for nobody is to get any. */
async function atTheirCap(ctx: Ctx, personNos: readonly number[], caps: Caps): Promise<ReadonlySet<number> | null> {
  const { perDay, perWeek, perMonth } = caps;
  if (perDay === 0 || perWeek === 0 || perMonth === 0) return null;
  const { day, week, month } = windowsOf(ctx.now());
  const { rows } = await sql<{ persons: number[] | null }>`
    select array_agg(distinct q.person_no) as persons
    from unnest(${[...personNos]}::int[]) as given (no) join messaging.quota_use q on q.person_no = given.no
    where (q.window_key = ${day} and q.count >= ${perDay}) or (q.window_key = ${week} and q.count >= ${perWeek})
      or (q.window_key = ${month} and q.count >= ${perMonth})
  `.execute(ctx.db);
  return new Set(rows[0]?.persons ?? []);
}
