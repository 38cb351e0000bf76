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
  readonly reason: Reason | null;
};

/** Lock the next due messages. Service first: where there is room for some only, it is hers about her own order. */
export async function takeDue(ctx: Ctx, limit: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, source_key, person_no, member_id, template_key, kind, channels, channel, title, variables,
      cause_kind, cause_id, cause_label, cause_app, attempts, reason
    from messaging.outbound
    where state = 'queued' and due_at <= ${ctx.now()}
    order by due_at limit ${limit} for update skip locked
  `.execute(ctx.db);
  return rows.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'service' ? -1 : 1));
}
