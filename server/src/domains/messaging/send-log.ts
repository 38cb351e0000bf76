import type { outboundState, verdict } from '@huoshui/contracts/words/messaging';
import { sql } from 'kysely';
import { DAY_MS } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readSaid } from '../../platform/said.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { nameOfApp } from './app-name.ts';
import type { Reason, Verdict } from './gate.ts';
import { judgePast } from './judge-past.ts';
import { nameOfTemplate } from './template.ts';

/** What the gate said of a cause's messages, and what it would have said of messages in the past. */
export const verdicts = { countByNode, judgePast };

/** What became of messages: what those of a cause cost, which were opened. */
export const sent = { costOf, openedKeys };

const MOST_COUNTED = 10_000;

type State = keyof typeof outboundState;
type Said = keyof typeof verdict;

type Row = {
  id: string;
  createdAt: Date;
  memberId: string;
  channel: string;
  app: string;
  templateKey: string;
  title: string;
  text: string;
  verdict: Said | null;
  reason: Reason | null;
  state: State;
  dueAt: Date | null;
  sentAt: Date | null;
  openedAt: Date | null;
  error: string | null;
  cost: number;
  passedOver: Verdict['passedOver'];
  causeKind: string;
  causeId: string;
  causeLabel: string;
};

export type LogFilter = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: string | undefined;
  readonly verdict?: string | undefined;
  readonly reason?: string | undefined;
  readonly channel?: string | undefined;
  readonly memberId?: string | undefined;
  readonly causeId?: string | undefined;
  readonly node?: string | undefined;
  readonly opened?: 'yes' | undefined;
  readonly days?: number | undefined;
};

/** Every message asked for, with its verdict: why she got it, or why she did not. */
export async function readSendLog(ctx: Ctx, filter: LogFilter) {
  const limit = filter.limit ?? 20;
  const after = decodeCursor(filter.cursor, ['instant', 'text']);
  const which = whichMessages(filter, ctx.now(), await membersShown.meant(ctx, filter.q));
  const { rows } = await sql<Row>`
    select id, created_at, member_id, channel, app, template_key, title, text, verdict, reason, state, due_at, sent_at,
      opened_at, error, cost, passed_over, cause_kind, cause_id, cause_label
    from messaging.outbound
    where ${which}
      and (${after?.[0] ?? null}::text is null
        or (created_at, id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}))
    order by created_at desc, id desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map((r) => r.memberId),
  );
  const page = toPage(
    rows,
    limit,
    (r) => [r.createdAt.toISOString(), r.id],
    (r) => ({
      id: r.id,
      createdAt: r.createdAt.toISOString(),
      memberId: r.memberId,
      memberName: members.get(r.memberId)?.nickname ?? r.memberId,
      channel: r.channel,
      app: nameOfApp(ctx, r.app),
      templateName: nameOfTemplate(r.templateKey),
      title: r.title,
      text: r.text,
      verdict: r.verdict,
      reason: r.reason,
      passedOver: r.passedOver.map(({ app, ...passed }) => ({ ...passed, app: nameOfApp(ctx, app ?? '') })),
      state: r.state,
      dueAt: r.state === 'queued' ? (r.dueAt?.toISOString() ?? null) : null,
      sentAt: r.sentAt?.toISOString() ?? null,
      openedAt: r.openedAt?.toISOString() ?? null,
      error: r.error,
      cost: r.cost,
      because: { kind: r.causeKind, id: r.causeId, label: readSaid(r.causeLabel) },
    }),
  );
  if (after !== null) return page;
  // All that were ever asked for are not counted for a list: of a cause, or of some days, they are a number that led here.
  const exact = filter.days !== undefined || filter.causeId !== undefined;
  const most = exact ? Number.MAX_SAFE_INTEGER : MOST_COUNTED;
  return { ...page, ...(await countUpTo(ctx, most, sql`select from messaging.outbound where ${which}`)) };
}

/** Which messages a number counts, and the list behind it shows. */
function whichMessages(filter: LogFilter, now: Date, meant: readonly string[] = []) {
  const is = (column: string, value: string | undefined) =>
    value === undefined ? null : sql`${sql.ref(column)} = ${value}`;
  const { q, node, opened, days } = filter;
  const conditions = [
    is('state', filter.state),
    is('verdict', filter.verdict),
    is('reason', filter.reason),
    is('channel', filter.channel),
    is('member_id', filter.memberId),
    is('cause_id', filter.causeId),
    node === undefined ? null : sql`${NODE} = ${node}`,
    opened === undefined ? null : sql`opened_at is not null`,
    days === undefined ? null : sql`created_at > ${new Date(now.getTime() - days * DAY_MS)}`,
    q === undefined
      ? null
      : sql`(position(lower(${q}) in lower(title || ' ' || text)) > 0 or member_id = any(${[...meant]}::text[]))`,
  ].flatMap((condition) => condition ?? []);
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}

/** The step that asked for a message: third part of `run:<id>:<node>:<visit>`. */
const NODE = sql.raw("split_part(source_key, ':', 3)");

export async function summarize(ctx: Ctx, days: number) {
  const { rows } = await sql<{
    state: State;
    verdict: Said | null;
    reason: Reason | null;
    count: number;
    opened: number;
    cost: number;
  }>`
    select state, verdict, reason, count(*) as count, count(opened_at) as opened, sum(cost)::int as cost
    from messaging.outbound where ${whichMessages({ days }, ctx.now())} group by state, verdict, reason
  `.execute(ctx.db);
  const sum = (pick: (row: (typeof rows)[number]) => boolean) => rows.filter(pick).reduce((a, r) => a + r.count, 0);
  const reasons = [...new Set(rows.flatMap((r) => (r.reason && r.reason !== 'ok' ? [r.reason] : [])))];
  return {
    sent: sum((r) => r.state === 'accepted'),
    opened: rows.reduce((a, r) => a + r.opened, 0),
    cost: rows.reduce((a, r) => a + r.cost, 0),
    deferred: sum((r) => r.state === 'queued' && r.verdict === 'defer'),
    suppressed: sum((r) => r.state === 'suppressed'),
    failed: sum((r) => r.state === 'failed'),
    unknown: sum((r) => r.state === 'unknown'),
    byReason: reasons.map((reason) => ({ reason, count: sum((r) => r.reason === reason) })),
  };
}

/** Messages of one cause by the step that asked for them, with what they cost. */
async function countByNode(ctx: Ctx, causeId: string) {
  const { rows } = await sql<{
    node: string;
    verdict: Said | null;
    reason: Reason | null;
    state: State;
    count: number;
    cost: number;
  }>`
    select ${NODE} as node, verdict, reason, state, count(*) as count,
      sum(cost)::int as cost
    from messaging.outbound where ${whichMessages({ causeId }, ctx.now())} group by 1, 2, 3, 4 order by 1, 2, 3, 4
  `.execute(ctx.db);
  return rows;
}

/** What the messages of one cause cost, fen, without those whose key's second part (`run:<id>:…`) is one of `except`. */
async function costOf(ctx: Ctx, causeId: string, except: readonly number[]): Promise<number> {
  const { rows } = await sql<{ cost: number }>`
    select coalesce(sum(cost), 0)::bigint as cost from messaging.outbound where cause_id = ${causeId} and cost > 0
      and ${except.length === 0 ? sql`true` : sql`split_part(source_key, ':', 2) <> all(${except.map(String)}::text[])`}
  `.execute(ctx.db);
  return rows[0]?.cost ?? 0;
}

/** Which of these messages were opened, by source key. */
async function openedKeys(ctx: Ctx, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sourceKey: string }>`
    select source_key from messaging.outbound where source_key = any(${[...keys]}) and opened_at is not null
  `.execute(ctx.db);
  return new Set(rows.map((r) => r.sourceKey));
}
