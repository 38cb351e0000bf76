import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { aboutMessage, type MessageRow } from './about.ts';
import { usesOf } from './circumstances.ts';
import { messageDeferred } from './events.ts';
import type { Kind } from './gate.ts';
import { countUses } from './quota.ts';
import type { Settling } from './settle.ts';

/** What a platform took and says afterwards that it did not deliver, by the id it gave it. */
export type LateRefusal = { readonly foreignId: string; readonly error: string };

type Row = MessageRow & { readonly kind: Kind; readonly handedOverAt: Date };

/**
 * A message that was accepted is not the end of it: what the platform could not deliver goes by the next channel, as if it
 * had been refused at once, and is not counted as sent. Answers false when one of them may still be on its way to be written
 * down here: whoever tells comes again.
 */
export async function refuseLate(ctx: Ctx, channel: Settling, told: readonly LateRefusal[]): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Row>`
      update messaging.outbound o set state = 'queued', verdict = 'defer', reason = 'channel_refused', error = given.error,
        refused_by = o.refused_by || (o.channel || ' ' || o.account), due_at = ${ctx.now()}, cost = 0, sent_at = null,
        foreign_id = null
      from unnest(${told.map((t) => t.foreignId)}::text[], ${told.map((t) => t.error)}::text[]) as given (foreign_id, error)
      where o.channel = ${channel.name} and o.foreign_id = given.foreign_id and o.state in ('accepted', 'unknown')
      returning o.id, o.source_key, o.person_no, o.member_id, o.template_key, o.channel, o.title, o.cause_kind, o.cause_id, o.cause_label,
        o.kind, o.handed_over_at
    `.execute(ctx.db);
    await countUses(
      ctx,
      rows.flatMap((row) => usesOf(channel, row, row.handedOverAt)),
      -1,
    );
    // It was told as sent.
    for (const row of rows) {
      const { personNo, payload } = aboutMessage(row);
      const until = ctx.now().toISOString();
      ctx.emit(messageDeferred, { personNo, payload: { ...payload, reason: 'channel_refused', until } });
    }
    return rows.length === told.length || !(await anyHandedOver(ctx, channel.name));
  });
}

async function anyHandedOver(ctx: Ctx, channel: string): Promise<boolean> {
  const { rows } = await sql`
    select from messaging.outbound where channel = ${channel} and state = 'handed_over' limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}
