import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { recordAudit } from '../audit.ts';
import { operatorErrors } from '../errors.ts';
import { type Stone, signatureOf } from './link.ts';
import { verifyAudit } from './verify.ts';

/** 网络安全法 第二十一条: logs are kept for six months at least. */
const LEAST_DAYS = 180;

/**
 * Removes the oldest entries, as far as all of them are older than so many days, and lays a stone in their place: how many there were, from
 * when to when, and the hash from which the line goes on. Null: none is so old. Throws `operators.audit_broken`, `audit_too_young`.
 */
export async function trimAudit(ctx: Ctx, keepDays: number): Promise<Stone | null> {
  if (keepDays < LEAST_DAYS) throw operatorErrors.error('audit_too_young', { days: LEAST_DAYS });
  // A stone must not hide what somebody changed before.
  const { broken } = await verifyAudit(ctx);
  if (broken) throw operatorErrors.error('audit_broken', { no: broken.no });
  return inTransaction(ctx, async (ctx) => {
    await sql`select from operators.audit_head for update`.execute(ctx.db);
    const stone = await stoneFor(ctx, new Date(ctx.now().getTime() - keepDays * DAY_MS));
    if (stone === null) return null;
    await sql`
      insert into operators.audit_stone (no, hash, entries, first_at, last_at, laid_at, mac)
      values (${stone.no}, ${stone.hash}, ${stone.entries}, ${stone.firstAt}, ${stone.lastAt}, ${stone.laidAt}, ${signatureOf(ctx, stone)})
    `.execute(ctx.db);
    await sql`delete from operators.audit_entry where no <= ${stone.no}`.execute(ctx.db);
    await recordAudit(ctx, {
      action: 'huoshui audit trim',
      area: 'audit',
      entityId: null,
      summary: words(
        `清理 ${keepDays} 天前的操作日志：${stone.entries} 条，到第 ${stone.no} 条`,
        `Removed entries of the audit log older than ${keepDays} days: ${stone.entries}, up to no. ${stone.no}`,
      ),
      details: { keepDays, entries: stone.entries, no: stone.no, hash: stone.hash },
    });
    return stone;
  });
}

/** Of the entries before the first one that is to stay. */
async function stoneFor(ctx: Ctx, keepFrom: Date): Promise<Stone | null> {
  const { rows } = await sql<Omit<Stone, 'laidAt'>>`
    with gone as (
      select no, at, hash from operators.audit_entry
      where no < coalesce(
        (select min(no) from operators.audit_entry where no is not null and at >= ${keepFrom}),
        (select no + 1 from operators.audit_head)
      )
    )
    select (select count(*) from gone)::bigint as entries, no, hash,
      (select min(at) from gone) as first_at, (select max(at) from gone) as last_at
    from gone order by no desc limit 1
  `.execute(ctx.db);
  return rows[0] ? { ...rows[0], laidAt: ctx.now() } : null;
}
