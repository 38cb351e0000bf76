import { type RawBuilder, sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { AuditRow } from './tables.ts';

export async function insertAuditEntry(ctx: Ctx, entry: AuditRow): Promise<void> {
  await sql`
    insert into operators.audit_entry
      (id, at, operator_id, operator_name, api_key, action, area, entity_id, summary, details, request_id)
    values (${entry.id}, ${entry.at}, ${entry.operatorId}, ${entry.operatorName}, ${entry.apiKey}, ${entry.action},
      ${entry.area}, ${entry.entityId}, ${JSON.stringify(entry.summary)}::jsonb, ${JSON.stringify(entry.details)}::jsonb, ${entry.requestId})
  `.execute(ctx.db);
}

export type AuditFilter = {
  readonly q?: string;
  readonly area?: string;
  readonly operatorId?: string;
  readonly entityId?: string;
  /** Business days, both included. */
  readonly from?: string;
  readonly to?: string;
};

/** Newest first; `before` are the time and id of the last row of the page before. */
export async function listAuditEntries(
  ctx: Ctx,
  filter: AuditFilter,
  before: { readonly at: Date; readonly id: string } | null,
  limit: number,
): Promise<AuditRow[]> {
  const page = before === null ? sql`true` : sql`(at, id) < (${before.at}::timestamptz, ${before.id})`;
  const { rows } = await sql<AuditRow>`
    select e.*, (
      select b.details from operators.audit_entry b
      where b.entity_id = e.entity_id and b.action = e.action and (b.at, b.id) < (e.at, e.id)
      order by b.at desc, b.id desc limit 1
    ) as before
    from (
      select id, at, operator_id, operator_name, api_key, action, area, entity_id, summary, details, request_id, no, hash
      from operators.audit_entry
      where ${matching(filter)} and ${page}
      order by at desc, id desc limit ${limit}
    ) e
    order by e.at desc, e.id desc
  `.execute(ctx.db);
  return rows;
}

export async function countAuditEntries(ctx: Ctx, filter: AuditFilter): Promise<Counted> {
  return countUpTo(ctx, 10_000, sql`select from operators.audit_entry where ${matching(filter)}`);
}

function matching({ q, area, operatorId, entityId, from, to }: AuditFilter): RawBuilder<unknown> {
  const conditions = [
    sql`true`,
    ...(area ? [sql`area = ${area}`] : []),
    ...(operatorId ? [sql`operator_id = ${operatorId}`] : []),
    ...(entityId ? [sql`entity_id = ${entityId}`] : []),
    ...(from ? [sql`at >= ${dayStart(from)}`] : []),
    ...(to ? [sql`at < ${dayStart(addDays(to, 1))}`] : []),
    ...(q
      ? [
          sql`position(lower(${q}) in lower(concat_ws(' ', operator_name, api_key, summary->>'zh', summary->>'en', action, entity_id, details::text))) > 0`,
        ]
      : []),
  ];
  return sql.join(conditions, sql` and `);
}
