import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { type Broken, type Verdict, verifyAudit } from './verify.ts';

/** Once a day the whole line is gone over, by whoever comes first. */
export const checkAudit = sweep({
  name: 'operators.check-audit',
  due: null,
  run: async (ctx) => {
    const { rows } = await sql`
      update operators.audit_check set begun_at = ${ctx.now()}
      where begun_at <= ${new Date(ctx.now().getTime() - DAY_MS)} returning 1
    `.execute(ctx.db);
    if (rows.length > 0) await checkNow(ctx);
    return rows.length;
  },
});

/** Goes over the line and keeps what was found. The log has its end too, and goes where a thief of the database may not. */
export async function checkNow(ctx: Ctx): Promise<ChainState> {
  const verdict = await verifyAudit(ctx);
  await keep(ctx, verdict);
  const { upTo, broken } = verdict;
  if (broken) ctx.log.error({ broken }, 'the audit log is not as it was sealed');
  else ctx.log.info({ no: upTo?.no, hash: upTo?.hash }, 'the audit log is as it was sealed');
  return chainState(ctx);
}

async function keep(ctx: Ctx, { upTo, broken }: Verdict): Promise<void> {
  await sql`
    update operators.audit_check set checked_at = ${ctx.now()}, no = ${upTo?.no ?? null}, last_at = ${upTo?.at ?? null}::timestamptz,
      broken = ${broken === null ? null : JSON.stringify(broken)}::jsonb
  `.execute(ctx.db);
}

export type ChainState = {
  readonly sealed: number;
  readonly waiting: number;
  /** What the last look found: up to which entry the line is good, with that entry's time. */
  readonly checked: { readonly at: string; readonly no: number; readonly lastAt: string | null } | null;
  readonly broken: Broken | null;
  readonly removed: number;
};

type Row = {
  readonly sealed: number;
  readonly waiting: number;
  readonly removed: number;
  readonly checkedAt: Date | null;
  readonly no: number | null;
  readonly lastAt: Date | null;
  readonly broken: Broken | null;
};

const nothingYet: Row = { sealed: 0, waiting: 0, removed: 0, checkedAt: null, no: null, lastAt: null, broken: null };

export async function chainState(ctx: Ctx): Promise<ChainState> {
  const { rows } = await sql<Row>`
    select coalesce((select no from operators.audit_head), 0) as sealed,
      (select count(*) from operators.audit_entry where no is null)::int as waiting,
      coalesce((select sum(entries) from operators.audit_stone), 0)::bigint as removed,
      c.checked_at, c.no, c.last_at, c.broken
    from operators.audit_check c
  `.execute(ctx.db);
  const [row = nothingYet] = rows;
  const { sealed, waiting, removed, checkedAt, no, lastAt, broken } = row;
  return {
    sealed,
    waiting,
    removed,
    checked:
      checkedAt === null ? null : { at: checkedAt.toISOString(), no: no ?? 0, lastAt: lastAt?.toISOString() ?? null },
    broken,
  };
}
