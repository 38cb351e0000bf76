import type { RouteOut } from '@huoshui/contracts/contract';
import type { smsContract } from '@huoshui/contracts/sms';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { platformErrors } from '../../../../platform/platform-errors.ts';

type Refusal = RouteOut<(typeof smsContract)['DELETE /api/admin/sms-refusals/:id']>;

/** Which of these numbers want no promotions by text. */
export async function readRefusals(ctx: Ctx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ phoneKey: string }>`
    select phone_key from messaging.sms_refusal where phone_key = any(${[...new Set(keys)]}::text[])
  `.execute(ctx.db);
  return new Set(rows.map(({ phoneKey }) => phoneKey));
}

/** She said so; it holds until an operator takes it back at her word. */
export async function refuse(
  ctx: Ctx,
  {
    phoneKey,
    masked,
    text,
    at,
  }: { readonly phoneKey: string; readonly masked: string; readonly text: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into messaging.sms_refusal (phone_key, phone_masked, words, said_at)
    values (${phoneKey}, ${masked}, ${text.slice(0, 70)}, ${at}) on conflict (phone_key) do nothing
  `.execute(ctx.db);
}

/** At her own word only. */
export async function takeBackRefusal(ctx: Ctx, id: string): Promise<Refusal> {
  const { rows } = await sql<{ id: string; phone: string; words: string; saidAt: Date }>`
    delete from messaging.sms_refusal where phone_key = ${id} returning phone_key as id, phone_masked as phone, words, said_at
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) throw platformErrors.error('not_found');
  return { ...row, saidAt: row.saidAt.toISOString() };
}
