import { sql } from 'kysely';
import { nextMinuteOfDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { findByPersonNo, standings } from '../../members/index.ts';
import { gradesChanged } from '../events.ts';
import { memberRules } from '../insight/rules.ts';
import { findGrades } from './find-grades.ts';

/** After the models, which are fitted at four. */
const AT_MINUTE = 4 * 60 + 30;
/** A giving that was cut off is begun anew. */
const LEASE_MS = 15 * 60_000;
const A_BATCH = 5000;
/** Members a fact: who reads facts takes as many more as one has. */
const A_FACT = 500;

export async function beginGrades(ctx: Ctx): Promise<void> {
  await sql`
    insert into audiences.grade_pass (due_at) values (${nextMinuteOfDay(ctx.now(), AT_MINUTE)}) on conflict do nothing
  `.execute(ctx.db);
}

/** As soon as somebody is free to. */
export async function gradeSoon(ctx: Ctx): Promise<void> {
  await sql`update audiences.grade_pass set due_at = ${ctx.now()}`.execute(ctx.db);
}

/** Each morning every buyer is graded anew, and those whose grade is another one are written and told. No transaction is open while the store computes. */
export const keepGrades = sweep({
  name: 'audiences.keep-grades',
  due: sql`(select due_at from audiences.grade_pass)`,
  run: async (ctx) => {
    const lease = new Date(ctx.now().getTime() + LEASE_MS);
    const { rows } = await sql`
      update audiences.grade_pass set due_at = ${lease} where due_at <= ${ctx.now()} returning 1
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    const graded = await findGrades(ctx, await getSetting(ctx, memberRules));
    const stood = await standings.grades(ctx);
    const changes = [
      ...[...(graded?.of ?? [])].flatMap(([personNo, grade]) =>
        stood.get(personNo) === grade ? [] : { personNo, grade },
      ),
      ...[...stood.keys()].flatMap((personNo) => (graded?.of.has(personNo) ? [] : { personNo, grade: null })),
    ].toSorted((a, b) => a.personNo - b.personNo);
    for (let start = 0; start < changes.length; start += A_BATCH)
      await inTransaction(ctx, async (ctx) => write(ctx, changes.slice(start, start + A_BATCH)));
    const next = nextMinuteOfDay(new Date(ctx.now().getTime() + 1), AT_MINUTE);
    // Whoever asked meanwhile moved it: then it is done once more, for this one may have read before.
    await sql`
      update audiences.grade_pass set due_at = case when due_at = ${lease} then ${next}::timestamptz else due_at end,
        lines = ${JSON.stringify(graded?.lines ?? null)}::jsonb
    `.execute(ctx.db);
    return 1;
  },
});

async function write(
  ctx: Ctx,
  changes: readonly { readonly personNo: number; readonly grade: string | null }[],
): Promise<void> {
  const changed = await standings.regrade(ctx, changes);
  const members = await findByPersonNo(
    ctx,
    changed.map(({ personNo }) => personNo),
  );
  const told = changed.flatMap((one) => {
    const member = members.get(one.personNo);
    return member ? [{ ...one, memberId: member.id }] : [];
  });
  for (let start = 0; start < told.length; start += A_FACT) {
    const part = told.slice(start, start + A_FACT);
    const personNos = part.map(({ personNo }) => personNo);
    ctx.emit(gradesChanged, {
      personNo: null,
      persons: personNos,
      payload: {
        at: ctx.now().getTime(),
        personNos,
        memberIds: part.map(({ memberId }) => memberId),
        from: part.map(({ from }) => from ?? ''),
        to: part.map(({ to }) => to ?? ''),
      },
    });
  }
}
