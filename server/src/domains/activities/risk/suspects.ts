import type { CaseSubject } from '@huoshui/contracts/words/activity-risk';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { newIds } from '../../../platform/ids.ts';
import type { Reason, Verdict } from './rules.ts';

export type Suspect = {
  readonly activityNo: number;
  readonly entryNo: number;
  readonly subject: CaseSubject;
  readonly key: string;
  readonly helperNo?: number;
  readonly tier?: number;
  /** What is counted when it is released. */
  readonly counts?: { readonly amount: number; readonly new: boolean; readonly at: string };
  readonly verdict: Pick<Verdict, 'outcome' | 'reasons'>;
};

/** What was held or refused is kept with what was found; what waits or was refused already stays as it is. */
export async function keepSuspects(ctx: Ctx, suspects: readonly Suspect[]): Promise<void> {
  if (suspects.length === 0) return;
  const ids = newIds('rsk', suspects.length);
  const rows = suspects.map(({ activityNo, entryNo, subject, key, helperNo, tier, counts, verdict }, at) => ({
    id: ids[at],
    activity_no: activityNo,
    entry_no: entryNo,
    subject,
    key,
    helper_no: helperNo ?? null,
    tier: tier ?? null,
    state: verdict.outcome === 'refuse' ? 'refused' : 'held',
    reasons: verdict.reasons satisfies readonly Reason[],
    counts: counts ?? null,
  }));
  await sql`
    insert into activities.suspect (id, activity_no, entry_no, subject, key, helper_no, tier, state, reasons, counts, at, decided_at)
    select s.id, s.activity_no, s.entry_no, s.subject, s.key, s.helper_no, s.tier, s.state, s.reasons, s.counts, ${ctx.now()},
      case when s.state = 'refused' then ${ctx.now()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (id text, activity_no int, entry_no bigint, subject text, key text,
      helper_no int, tier int, state text, reasons jsonb, counts jsonb)
    on conflict (entry_no, key) do update set state = excluded.state, reasons = excluded.reasons, counts = excluded.counts,
      at = excluded.at, decided_at = excluded.decided_at, decided_by = null, because = null
      where activities.suspect.state in ('gone', 'released')
  `.execute(ctx.db);
}

/** What waited for somebody and needs no decision any more: what it was about went back. */
export async function dropSuspects(
  ctx: Ctx,
  which: readonly { readonly entryNo: number; readonly key: string }[],
): Promise<void> {
  if (which.length === 0) return;
  await sql`
    update activities.suspect s set state = 'gone', decided_at = ${ctx.now()}
    from unnest(${which.map(({ entryNo }) => entryNo)}::bigint[], ${which.map(({ key }) => key)}::text[]) as n (entry_no, key)
    where s.entry_no = n.entry_no and s.key = n.key and s.state = 'held'
  `.execute(ctx.db);
}
