import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';

export type AskedDelivery = {
  /** Asked for by the same key again, it is there already. */
  readonly key: string;
  readonly webhookId: string;
  readonly event: string;
  readonly memberId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly because: { readonly kind: string; readonly id: string; readonly label: Words };
};

/** Have systems told of any number of things, by one statement. */
export async function queueDeliveries(ctx: Ctx, asked: readonly AskedDelivery[]): Promise<void> {
  if (asked.length === 0) return;
  const letters = asked.map((one) => {
    const id = newId('dlv');
    const { event, memberId, data } = one;
    return { ...one, id, body: { id, event, at: ctx.now().toISOString(), memberId, ...data } };
  });
  await sql`
    insert into webhooks.delivery (id, key, webhook_id, event, member_id, body, because, cause_id, next_at, created_at)
    select id, key, webhook_id, event, member_id, body, because, because->>'id', ${ctx.now()}, ${ctx.now()}
    from unnest(
      ${letters.map((l) => l.id)}::text[], ${letters.map((l) => l.key)}::text[], ${letters.map((l) => l.webhookId)}::text[],
      ${letters.map((l) => l.event)}::text[], ${letters.map((l) => l.memberId)}::text[],
      ${letters.map((l) => JSON.stringify(l.body))}::jsonb[], ${letters.map((l) => JSON.stringify(l.because))}::jsonb[]
    ) as asked (id, key, webhook_id, event, member_id, body, because)
    on conflict (key) do nothing
  `.execute(ctx.db);
}

/** What has not been sent yet is sent no more: asked for by keys with these beginnings. */
export async function cancelDeliveries(ctx: Ctx, keyPrefixes: readonly string[]): Promise<void> {
  if (keyPrefixes.length === 0) return;
  await sql`
    update webhooks.delivery d set state = 'cancelled', next_at = null
    from unnest(${[...keyPrefixes]}::text[]) as given (prefix)
    where d.state = 'waiting' and starts_with(d.key, given.prefix)
  `.execute(ctx.db);
}
