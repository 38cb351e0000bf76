import { sql } from 'kysely';
import { nextMinuteOfDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { getSetting } from '../../platform/settings.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { findByPersonNo } from '../members/index.ts';
import { type Counts, countDeeds, scoreOf } from './count.ts';
import type { DeedSource } from './deeds.ts';
import { advocateBecame } from './events.ts';
import { advocateRules } from './rules.ts';

const AT_MINUTE = 4 * 60 + 45;
/** A counting that was cut off is begun anew. */
const LEASE_MS = 15 * 60_000;
const A_BATCH = 5000;

export async function beginScores(ctx: Ctx): Promise<void> {
  await sql`insert into advocates.pass (due_at) values (${nextMinuteOfDay(ctx.now(), AT_MINUTE)}) on conflict do nothing`.execute(
    ctx.db,
  );
}

/** By other rules: who passes the line by that did nothing today. */
export async function countSoon(ctx: Ctx): Promise<void> {
  await sql`update advocates.pass set due_at = ${ctx.now()}, silent = true`.execute(ctx.db);
}

type Row = { readonly personNo: number; readonly score: number; readonly counts: Counts };

/** Each morning what everybody brought is counted anew; whoever reaches the line for the first time is told of. No transaction is open while it is counted. */
export const keepScores = (sources: readonly DeedSource[]): Sweep =>
  sweep({
    name: 'advocates.count',
    due: sql`(select due_at from advocates.pass)`,
    run: async (ctx, { catchUp }) => {
      const lease = new Date(ctx.now().getTime() + LEASE_MS);
      const { rows } = await sql<{ silent: boolean }>`
        update advocates.pass set due_at = ${lease} where due_at <= ${ctx.now()} returning silent
      `.execute(ctx.db);
      const [pass] = rows;
      if (pass === undefined) return 0;
      await catchUp();
      const began = ctx.now();
      const rules = await getSetting(ctx, advocateRules);
      const counted = await countDeeds(ctx, sources, rules);
      const scored = [...counted]
        .map(([personNo, counts]) => ({ personNo, counts, score: scoreOf(counts, rules) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => a.personNo - b.personNo);
      for (let start = 0; start < scored.length; start += A_BATCH)
        await inTransaction(ctx, async (ctx) =>
          write(ctx, scored.slice(start, start + A_BATCH), { least: rules.least, silent: pass.silent }),
        );
      await forget(ctx, scored);
      await sql`
        update advocates.pass set counted_at = ${began},
          silent = silent and due_at <> ${lease},
          due_at = case when due_at = ${lease} then ${nextMinuteOfDay(new Date(ctx.now().getTime() + 1), AT_MINUTE)}::timestamptz else due_at end
      `.execute(ctx.db);
      return 1;
    },
  });

async function write(
  ctx: Ctx,
  some: readonly Row[],
  { least, silent }: { readonly least: number; readonly silent: boolean },
): Promise<void> {
  const members = await findByPersonNo(
    ctx,
    some.map(({ personNo }) => personNo),
  );
  // Testers are counted in nothing; of two records that became one meanwhile only the other is left.
  const counted = some.filter(({ personNo }) => members.get(personNo)?.tester === false);
  const { rows } = await sql<{ personNo: number; score: number }>`
    with before as (
      select person_no, since from advocates.score where person_no = any(${counted.map(({ personNo }) => personNo)}::int[])
    ), kept as (
      insert into advocates.score as s (person_no, score, counts, since)
      select person_no, score, counts::jsonb, case when score >= ${least} then ${ctx.now()}::timestamptz end
      from unnest(
        ${counted.map(({ personNo }) => personNo)}::int[], ${counted.map(({ score }) => score)}::int[],
        ${counted.map(({ counts }) => JSON.stringify(counts))}::text[]
      ) as given (person_no, score, counts)
      on conflict (person_no) do update set score = excluded.score, counts = excluded.counts,
        since = case when excluded.score >= ${least} then coalesce(s.since, excluded.since) end
      returning person_no, score, since
    )
    select k.person_no, k.score from kept k left join before b on b.person_no = k.person_no
    where k.since is not null and b.since is null order by k.person_no
  `.execute(ctx.db);
  if (silent) return;
  for (const { personNo, score } of rows) {
    const member = members.get(personNo);
    if (member) ctx.emit(advocateBecame, { personNo, payload: { memberId: member.id, score } });
  }
}

/** Who brought nothing within the days any more, became a tester, or another person. */
async function forget(ctx: Ctx, scored: readonly Row[]): Promise<void> {
  const { rows } = await sql<{ personNo: number }>`select person_no from advocates.score`.execute(ctx.db);
  const counts = new Set(scored.map(({ personNo }) => personNo));
  const members = await findByPersonNo(
    ctx,
    rows.map(({ personNo }) => personNo),
  );
  const gone = rows.flatMap(({ personNo }) =>
    counts.has(personNo) && members.get(personNo)?.tester === false ? [] : [personNo],
  );
  await sql`delete from advocates.score where person_no = any(${gone}::int[])`.execute(ctx.db);
}
