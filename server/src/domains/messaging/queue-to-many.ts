import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newIds } from '../../platform/ids.ts';
import { saidText } from '../../platform/said.ts';
import { messagesDeferred } from './events.ts';
import type { Pace } from './pace.ts';
import { dueAt, type MessageOrder, titled } from './queue.ts';

export type SameMessage = Pick<MessageOrder, 'templateKey' | 'channels' | 'variables' | 'usableFrom'> & {
  readonly cause: { readonly kind: string; readonly label: Said };
};

/** Each under a key of hers, with what stands behind the message to her. */
export type MessageReceiver = Pick<MessageOrder, 'key' | 'memberId' | 'personNo'> & { readonly causeId: string };

/**
 * Ask for the same message to many, as `queueMessages` does for each. Who finds no room at the shop's pace is given her second
 * here, by the statement that writes the message: the gate looks at it when that has come, not before and again. `pace` is
 * counted on. Inside a transaction.
 */
export async function queueToMany(
  ctx: Ctx,
  pace: Pace,
  message: SameMessage,
  to: readonly MessageReceiver[],
): Promise<void> {
  if (to.length === 0) return;
  const { templateKey, channels, variables, cause } = message;
  const { title, kind } = titled(ctx, message);
  const due = dueAt(ctx, message);
  const waits = kind === 'marketing' && due <= ctx.now();
  const ids = newIds('msg', to.length);
  const rows = to.map((one, n) => ({ ...one, id: ids[n] ?? '', until: waits ? secondOf(pace) : null }));
  const { rows: made } = await sql<{ count: number }>`
    with made as (
      insert into messaging.outbound (id, source_key, person_no, member_id, template_key, kind, channels, channel, title,
        variables, cause_kind, cause_id, cause_label, state, verdict, reason, due_at, created_at)
      select new.id, new.source_key, new.person_no, new.member_id, ${templateKey}, ${kind}, ${[...channels]}::text[],
        ${channels[0] ?? ''}, ${title}, ${JSON.stringify(variables)}::jsonb, ${cause.kind}, new.cause_id, ${saidText(cause.label)},
        'queued', case when new.until is not null then 'defer' end, case when new.until is not null then 'rate' end,
        coalesce(new.until, ${due}::timestamptz), ${ctx.now()}::timestamptz
      from unnest(
        ${ids}::text[], ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.personNo)}::int[],
        ${rows.map((row) => row.memberId)}::text[], ${rows.map((row) => row.causeId)}::text[],
        ${rows.map((row) => row.until)}::timestamptz[]
      ) as new (id, source_key, person_no, member_id, cause_id, until)
      on conflict (source_key) do nothing
      returning 1
    )
    select count(*)::int as count from made
  `.execute(ctx.db);
  const fresh = made[0]?.count === ids.length ? rows : await existing(ctx, rows);
  const later = fresh.filter(({ until }) => until !== null);
  if (later.length === 0) return;
  const at = ctx.now().getTime();
  const persons = later.map(({ personNo }) => personNo);
  ctx.emit(messagesDeferred, {
    personNo: null,
    persons,
    payload: {
      templateKey,
      channel: channels[0] ?? '',
      title,
      cause: { kind: cause.kind, label: cause.label },
      reason: 'rate',
      at,
      personNos: persons,
      memberIds: later.map(({ memberId }) => memberId),
      outboundIds: later.map(({ id }) => id),
      sourceKeys: later.map(({ key }) => key),
      causeIds: later.map(({ causeId }) => causeId),
      untils: later.map(({ until }) => until?.getTime() ?? at),
    },
  });
}

function secondOf(pace: Pace): Date | null {
  const at = pace.roomAt();
  if (at === null) pace.sent();
  else pace.waits();
  return at;
}

/** Some had been asked for before, under their keys. */
async function existing<Row extends { readonly id: string }>(ctx: Ctx, rows: readonly Row[]): Promise<Row[]> {
  const { rows: found } = await sql<{ id: string }>`
    select id from messaging.outbound where id = any(${rows.map(({ id }) => id)}::text[])
  `.execute(ctx.db);
  const ids = new Set(found.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}
