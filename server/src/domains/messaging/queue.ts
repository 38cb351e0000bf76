import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import type { NoLonger } from './cause.ts';
import { messageSuppressed } from './events.ts';
import { fill } from './fill.ts';
import { variablesFor } from './render.ts';
import { builtIn } from './template.ts';

export type MessageOrder = {
  /** What asks for it; the same key again asks for nothing new. */
  readonly key: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly templateKey: string;
  /** By name, in the order in which they are wanted. */
  readonly channels: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The app that the cause came from (where she paid the order): tried first by channels that belong to apps. */
  readonly app?: string | undefined;
  /** From when the benefit it tells of can be used: such a message waits until then, other messages do not. */
  readonly usableFrom?: Date | undefined;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Said };
  /** Written down as suppressed at once: what the holdout would have got. */
  readonly heldOut?: boolean;
};

/** Ask for messages, any number by one statement; the gate decides each when it is due. Inside a transaction. */
export async function queueMessages(ctx: Ctx, orders: readonly MessageOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map((o) => ({ ...o, id: newId('msg'), ...titled(ctx, o) }));
  const made = await sql<{ id: string }>`
    insert into messaging.outbound (id, source_key, person_no, member_id, template_key, kind, channels, channel, title,
      variables, cause_kind, cause_id, cause_label, cause_app, state, verdict, reason, due_at, created_at)
    select given.id, given.source_key, given.person_no, given.member_id, given.template_key, given.kind,
      string_to_array(given.channels, ','), split_part(given.channels, ',', 1), given.title, given.variables,
      given.cause_kind, given.cause_id, given.cause_label, given.cause_app,
      case when given.held_out then 'suppressed' else 'queued' end,
      case when given.held_out then 'suppress' end,
      case when given.held_out then 'holdout' end,
      given.due_at, ${ctx.now()}
    from unnest(
      ${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.key)}::text[], ${rows.map((r) => r.personNo)}::int[],
      ${rows.map((r) => r.memberId)}::text[], ${rows.map((r) => r.templateKey)}::text[],
      ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.channels.join(','))}::text[],
      ${rows.map((r) => r.title)}::text[],
      ${rows.map((r) => JSON.stringify(r.variables))}::jsonb[],
      ${rows.map((r) => r.because.kind)}::text[], ${rows.map((r) => r.because.id)}::text[],
      ${rows.map((r) => saidText(r.because.label))}::text[], ${rows.map((r) => r.app ?? '')}::text[],
      ${rows.map((r) => r.heldOut ?? false)}::boolean[], ${rows.map((r) => dueAt(ctx, r))}::timestamptz[]
    ) as given (id, source_key, person_no, member_id, template_key, kind, channels, title, variables,
      cause_kind, cause_id, cause_label, cause_app, held_out, due_at)
    on conflict (source_key) do nothing
    returning id
  `.execute(ctx.db);
  const fresh = new Set(made.rows.map((r) => r.id));
  for (const row of rows) {
    if (!row.heldOut || !fresh.has(row.id)) continue;
    const { personNo, payload } = aboutMessage({
      ...row,
      sourceKey: row.key,
      channel: row.channels[0] ?? '',
      causeKind: row.because.kind,
      causeId: row.because.id,
      causeLabel: saidText(row.because.label),
    });
    ctx.emit(messageSuppressed, { personNo, payload: { ...payload, reason: 'holdout' } });
  }
}

/** "Do not forget to use it", on a day on which it cannot be used yet, would be wrong. */
export function dueAt(ctx: Ctx, { templateKey, usableFrom }: Pick<MessageOrder, 'templateKey' | 'usableFrom'>): Date {
  const now = ctx.now();
  return usableFrom && usableFrom > now && builtIn(templateKey)?.ofBenefit ? usableFrom : now;
}

/** What the send log calls it before a channel has given it its words, and whose business it is. */
export function titled(ctx: Ctx, { templateKey, variables }: Pick<MessageOrder, 'templateKey' | 'variables'>) {
  const template = builtIn(templateKey);
  const title = template ? fill(template.title, variablesFor(template, variables, ctx.now())) : templateKey;
  return { title, kind: template?.kind ?? ('marketing' as const) };
}

/** Take back messages that still wait, by the beginning of their key (all of one run); each says why. Inside a transaction. */
export async function cancelMessages(ctx: Ctx, keyPrefixes: readonly string[], reason: NoLonger): Promise<void> {
  if (keyPrefixes.length === 0) return;
  const { rows } = await sql<MessageRow>`
    update messaging.outbound o set state = 'suppressed', verdict = 'suppress', reason = ${reason}
    from unnest(${[...keyPrefixes]}::text[]) as given (prefix)
    where o.state = 'queued' and o.source_key >= given.prefix and o.source_key < given.prefix || '~'
    returning ${CANCELLED}
  `.execute(ctx.db);
  announceCancelled(ctx, rows, reason);
}

/** The same of a cause that is over as a whole. */
export async function cancelMessagesOf(ctx: Ctx, causeId: string, reason: NoLonger): Promise<void> {
  const { rows } = await sql<MessageRow>`
    update messaging.outbound o set state = 'suppressed', verdict = 'suppress', reason = ${reason}
    where o.state = 'queued' and o.cause_id = ${causeId}
    returning ${CANCELLED}
  `.execute(ctx.db);
  announceCancelled(ctx, rows, reason);
}

const CANCELLED = sql.raw(
  'o.id, o.source_key, o.person_no, o.member_id, o.template_key, o.channel, o.title, o.cause_kind, o.cause_id, o.cause_label',
);

function announceCancelled(ctx: Ctx, rows: readonly MessageRow[], reason: NoLonger): void {
  for (const row of rows) {
    const { personNo, payload } = aboutMessage(row);
    ctx.emit(messageSuppressed, { personNo, payload: { ...payload, reason } });
  }
}
