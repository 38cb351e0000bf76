import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findByPersonNo, openidsOf } from '../members/index.ts';
import { type Case, type Channel, type Kind, windowsOf } from './gate.ts';

export type Due = {
  readonly id: string;
  readonly sourceKey: string;
  readonly personNo: number;
  readonly memberId: string;
  readonly templateKey: string;
  readonly kind: Kind;
  readonly channels: readonly Channel[];
  readonly title: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly causeKind: string;
  readonly causeId: string;
  readonly causeLabel: string;
  readonly attempts: number;
};

export type DueCase = { readonly due: Due; readonly openid: string | null; readonly facts: Case };

/**
 * Lock the next due messages, at most one marketing message a person at a time so that caps are counted truly, and
 * gather what the gate must know of each, set by set. The quota rows are locked until the end of the transaction.
 */
export async function takeDue(ctx: Ctx, limit: number): Promise<DueCase[]> {
  const dues = await lockDue(ctx, limit);
  if (dues.length === 0) return [];
  const personNos = dues.map((d) => d.personNo);
  const members = await findByPersonNo(ctx, personNos);
  const openids = await openidsOf(
    ctx,
    dues.map((d) => d.memberId),
  );
  const consents = await readConsents(ctx, dues);
  const used = await lockQuotas(
    ctx,
    dues.filter((d) => d.kind === 'marketing').map((d) => d.personNo),
  );
  const enabled = await enabledTemplates(ctx);
  const quarter = quarterOf(ctx.now());
  return dues.map((due) => {
    const openid = openids.get(due.memberId) ?? null;
    const member = members.get(due.personNo);
    return {
      due,
      openid,
      facts: {
        kind: due.kind,
        channels: due.channels,
        blocked: member?.blocked ?? true,
        enabled: enabled.has(due.templateKey),
        hasOpenid: openid !== null,
        consent: consents.get(`${due.personNo} ${due.templateKey}`) ?? { remaining: 0, refused: false },
        bucket: holdoutBucket(due.personNo, quarter),
        used: used.get(due.personNo) ?? { day: 0, week: 0, month: 0 },
        roomInRate: true,
      },
    };
  });
}

async function lockDue(ctx: Ctx, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, source_key, person_no, member_id, template_key, kind, channels, title, variables,
      cause_kind, cause_id, cause_label, attempts
    from messaging.outbound
    where state = 'queued' and due_at <= ${ctx.now()}
    order by due_at limit ${limit} for update skip locked
  `.execute(ctx.db);
  const seen = new Set<number>();
  const once = rows.filter((due) => {
    if (due.kind === 'service') return true;
    if (seen.has(due.personNo)) return false;
    seen.add(due.personNo);
    return true;
  });
  // Service messages first: where there is room for some only, it is hers about her own order.
  return once.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'service' ? -1 : 1));
}

async function readConsents(ctx: Ctx, dues: readonly Due[]) {
  const { rows } = await sql<{ personNo: number; templateKey: string; remaining: number; refused: boolean }>`
    select person_no, template_key, remaining, refused from messaging.consent
    where person_no = any(${dues.map((d) => d.personNo)}::int[])
    order by person_no, template_key for update
  `.execute(ctx.db);
  return new Map(rows.map((r) => [`${r.personNo} ${r.templateKey}`, r]));
}

/** Make the rows of every window, so that there is something to lock, and read their counts. */
async function lockQuotas(ctx: Ctx, personNos: readonly number[]) {
  const counts = new Map<number, { day: number; week: number; month: number }>();
  if (personNos.length === 0) return counts;
  const windows = windowsOf(ctx.now());
  const { rows } = await sql<{ personNo: number; windowKey: string; count: number }>`
    insert into messaging.quota_use (person_no, window_key, count)
    select person_no, window_key, 0
    from unnest(${[...personNos].sort((a, b) => a - b)}::int[]) as p (person_no),
      unnest(${Object.values(windows)}::text[]) as w (window_key)
    order by person_no, window_key
    on conflict (person_no, window_key) do update set count = messaging.quota_use.count
    returning person_no, window_key, count
  `.execute(ctx.db);
  for (const { personNo, windowKey, count } of rows) {
    const entry = counts.get(personNo) ?? { day: 0, week: 0, month: 0 };
    if (windowKey === windows.day) entry.day = count;
    if (windowKey === windows.week) entry.week = count;
    if (windowKey === windows.month) entry.month = count;
    counts.set(personNo, entry);
  }
  return counts;
}

export async function countUse(ctx: Ctx, personNos: readonly number[]): Promise<void> {
  if (personNos.length === 0) return;
  await sql`
    update messaging.quota_use set count = count + 1
    where person_no = any(${[...personNos]}::int[]) and window_key = any(${Object.values(windowsOf(ctx.now()))}::text[])
  `.execute(ctx.db);
}

async function enabledTemplates(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`select key from messaging.template where enabled`.execute(ctx.db);
  return new Set(rows.map((r) => r.key));
}

/** The same person stays on the same side for a quarter, then the sides are drawn anew. */
export function holdoutBucket(personNo: number, quarter: string): number {
  return createHash('sha256').update(`global-holdout ${quarter} ${personNo}`).digest().readUInt32BE(0) % 100;
}

function quarterOf(now: Date): string {
  const day = shanghaiDay(now);
  return `${day.slice(0, 4)}Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}
