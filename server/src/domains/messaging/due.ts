import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { MessageRow } from './about.ts';
import type { Kind, Reason } from './gate.ts';

/** A message that is due, as it stands before it is judged (again). */
export type Due = MessageRow & {
  readonly kind: Kind;
  /** In the order in which they are wanted. */
  readonly channels: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The app that its cause came from; '' for none. */
  readonly causeApp: string;
  readonly attempts: number;
  /** Channels, and accounts there, that refused it for good: `subscribe 12`. */
  readonly refusedBy: readonly string[];
  readonly reason: Reason | null;
  /** What the last channel that was given it said. */
  readonly error: string | null;
};

/**
 * Lock the next due messages. Service first, however many others have waited for longer: it is hers, about her own order.
 * Those are few, and of an index of their own.
 */
export async function takeDue(ctx: Ctx, limit: number): Promise<Due[]> {
  const service = await takeKind(ctx, 'service', limit);
  if (service.length >= limit) return service;
  return [...service, ...(await takeKind(ctx, 'marketing', limit - service.length))];
}

async function takeKind(ctx: Ctx, kind: Kind, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, source_key, person_no, member_id, template_key, kind, channels, channel, title, variables,
      cause_kind, cause_id, cause_label, cause_app, attempts, refused_by, reason, error
    from messaging.outbound
    where state = 'queued' and kind = ${sql.lit(kind)} and due_at <= ${ctx.now()}
    order by due_at limit ${limit} for update skip locked
  `.execute(ctx.db);
  return rows;
}
