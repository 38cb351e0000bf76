import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Actor, Ctx, Role } from '../../../platform/ctx.ts';
import { operatorErrors } from '../errors.ts';
import { byKey } from '../permissions.ts';
import { hashToken } from '../session.ts';
import { isWholeKey, looksLikeKey } from './secret.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly stores: readonly string[] | null;
  readonly disabled: boolean;
  readonly keyId: string;
  readonly keyName: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly unseen: boolean;
};

/** The key that a request shows; null where it shows none. A session beside it does not count: who sends a key means it. */
export function keyIn(headers: { readonly authorization?: string | undefined }): string | null {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return looksLikeKey(key) ? key : null;
}

/**
 * Whoever made the key, with what the key may do of what she may do now. Throws `operators.key_mistyped`, `key_unknown`, `key_expired`.
 * Found by its hash, so nothing secret is compared letter by letter.
 */
export async function operatorOfKey(
  ctx: Ctx,
  secret: string,
  address: string,
): Promise<Extract<Actor, { kind: 'operator' }>> {
  if (!isWholeKey(secret)) throw operatorErrors.error('key_mistyped');
  const seenSince = new Date(ctx.now().getTime() - MINUTE_MS);
  const { rows } = await sql<Row>`
    select o.id, o.name, o.role, o.stores, o.disabled, k.id as key_id, k.name as key_name, k.scopes, k.expires_at, k.ended_at,
      coalesce(k.last_used_at < ${seenSince}, true) as unseen
    from operators.api_key k join operators.operator o on o.id = k.operator_id
    where k.hash = ${hashToken(secret)}
  `.execute(ctx.db);
  const [row] = rows;
  if (row === undefined || row.endedAt !== null || row.disabled) throw operatorErrors.error('key_unknown');
  if (row.expiresAt <= ctx.now()) throw operatorErrors.error('key_expired', { name: row.keyName });
  if (row.unseen) await markUsed(ctx, row.keyId, address, seenSince);
  const { id, name, role, stores, scopes, keyId, keyName } = row;
  return { kind: 'operator', id, name, role, stores, scopes: scopes.filter(byKey), key: { id: keyId, name: keyName } };
}

/** At most once a minute, however many calls come at once. */
async function markUsed(ctx: Ctx, id: string, address: string, seenSince: Date): Promise<void> {
  await sql`
    update operators.api_key set last_used_at = ${ctx.now()}, last_address = ${address}
    where id = ${id} and coalesce(last_used_at < ${seenSince}, true)
  `.execute(ctx.db);
}
