import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { drawFrom } from '../../platform/draw.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { findByPersonNo } from '../members/index.ts';
import type { ActivityRow } from './activity.ts';
import { activityMet } from './events.ts';

export type Her = { readonly memberId: string; readonly personNo: number };

/** Who asks. Throws `platform.sign_in_required`. */
export function herOf({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}

/**
 * These come to these people: who meets one for the first time is drawn into an arm, for good, by the activity and her number, and told
 * once, so that both arms begin at the same kind of moment. Testers are held out of nothing and counted in no result.
 */
export async function meet(
  ctx: Ctx,
  who: readonly (Her & { readonly activity: ActivityRow })[],
): Promise<(personNo: number, activityNo: number) => { readonly treated: boolean; readonly tester: boolean }> {
  if (who.length === 0) return () => ({ treated: false, tester: false });
  const { rows: known } = await sql<{ activityNo: number; personNo: number; treated: boolean; tester: boolean }>`
    select m.activity_no, m.person_no, m.treated, m.tester from activities.met m
    join unnest(${who.map(({ activity }) => activity.no)}::int[], ${who.map(({ personNo }) => personNo)}::int[])
      as asked (activity_no, person_no) using (activity_no, person_no)
  `.execute(ctx.db);
  type Arm = { readonly treated: boolean; readonly tester: boolean };
  const arms = new Map<string, Arm>(known.map((row) => [keyOf(row.personNo, row.activityNo), row]));
  const fresh = new Map(
    who.flatMap((one) => {
      const key = keyOf(one.personNo, one.activity.no);
      return arms.has(key) ? [] : [[key, one] as const];
    }),
  );
  for (const drawn of await draw(ctx, [...fresh.values()])) arms.set(keyOf(drawn.personNo, drawn.activity.no), drawn);
  return (personNo, activityNo) => {
    const arm = arms.get(keyOf(personNo, activityNo));
    if (arm === undefined) throw new Error('somebody was not asked about');
    return arm;
  };
}

const keyOf = (personNo: number, activityNo: number) => `${personNo} ${activityNo}`;

type Drawn = Her & { readonly activity: ActivityRow; readonly treated: boolean; readonly tester: boolean };

async function draw(ctx: Ctx, who: readonly (Her & { readonly activity: ActivityRow })[]): Promise<readonly Drawn[]> {
  if (who.length === 0) return [];
  const members = await findByPersonNo(
    ctx,
    who.map(({ personNo }) => personNo),
  );
  const drawn = who.map((one): Drawn => {
    const tester = members.get(one.personNo)?.tester ?? false;
    const { id, values } = one.activity;
    return { ...one, tester, treated: tester || drawFrom(id, one.personNo) >= values.holdout };
  });
  const { rows } = await sql<{ activityNo: number; personNo: number }>`
    insert into activities.met (activity_no, person_no, version, treated, tester, met_at)
    select no, person_no, version, treated, tester, ${ctx.now()}
    from unnest(${drawn.map(({ activity }) => activity.no)}::int[], ${drawn.map(({ personNo }) => personNo)}::int[],
      ${drawn.map(({ activity }) => activity.version)}::int[], ${drawn.map(({ treated }) => treated)}::boolean[],
      ${drawn.map(({ tester }) => tester)}::boolean[]) as m (no, person_no, version, treated, tester)
    on conflict do nothing returning activity_no, person_no
  `.execute(ctx.db);
  const kept = new Set(rows.map(({ personNo, activityNo }) => keyOf(personNo, activityNo)));
  for (const { memberId, personNo, activity, treated, tester } of drawn) {
    if (tester || !kept.has(keyOf(personNo, activity.no))) continue;
    const arm = treated ? 'treated' : 'holdout';
    ctx.emit(activityMet, { personNo, payload: { memberId, activityId: activity.id, arm, version: activity.version } });
  }
  return drawn;
}
